import { type Context, createContext, Script } from "node:vm";

/** The most of one value that a pattern is run over, in UTF-16 units. */
export const LONGEST_VALUE = 100_000;
const ONE_RUN_MS = 100;
const ALL_RUNS_MS = 2000;

// Only a script can be stopped while a regular expression backtracks. It picks up at `next` when it is run again.
const script = new Script(`{
  const expression = new RegExp(pattern, "u");
  for (; next < inputs.length; next++) {
    const input = inputs[next];
    const match = input === null ? null : expression.exec(input);
    outputs[next] = match === null ? null : (match[1] ?? match[0]);
  }
}`);
let context: Context | null = null;

/** What a pattern took from each input; null where it did not match, or took too long. */
export interface PatternMatches {
  values: (string | null)[];
  problem: string | null;
}

/**
 * Runs an operator's regular expression over values: its first group, or else its whole match. Patterns that
 * backtrack without end are stopped after 100 ms a value, and given up for good after two seconds.
 */
export function matchPattern(pattern: string, inputs: readonly (string | null)[]): PatternMatches {
  const outputs: (string | null)[] = inputs.map(() => null);
  const giveUpAt = performance.now() + ALL_RUNS_MS;
  context ??= createContext(Object.create(null));
  Object.assign(context, { pattern, inputs, outputs, next: 0 });
  let slow = 0;
  let unread = 0;
  try {
    for (;;) {
      const from: number = context.next;
      const left = giveUpAt - performance.now();
      if (left <= 0) {
        unread = inputs.length - from;
        break;
      }
      if (runOnce(context)) break;
      // The value that a run stopped at gets a whole run of its own before it is passed over.
      if (context.next === from) {
        slow++;
        context.next = from + 1;
      }
    }
  } catch (error) {
    return { values: inputs.map(() => null), problem: `the pattern cannot be used: ${messageOf(error)}` };
  } finally {
    Object.assign(context, { inputs: null, outputs: null });
  }
  const left = slow + unread;
  if (left === 0) return { values: outputs, problem: null };
  const values = left === 1 ? "1 value was" : `${left} values were`;
  return { values: outputs, problem: `the pattern is too slow (over ${ONE_RUN_MS} ms a value): ${values} left empty` };
}

function runOnce(sandbox: Context): boolean {
  try {
    script.runInContext(sandbox, { timeout: ONE_RUN_MS });
    return true;
  } catch (error) {
    if (isTimeout(error)) return false;
    throw error;
  }
}

// What a script throws belongs to its context and is no instance of this side's Error.
function isTimeout(error: unknown): boolean {
  return (
    typeof error === "object" && error !== null && "code" in error && error.code === "ERR_SCRIPT_EXECUTION_TIMEOUT"
  );
}

function messageOf(error: unknown): string {
  return typeof error === "object" && error !== null && "message" in error ? String(error.message) : String(error);
}
