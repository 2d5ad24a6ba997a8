import { createHash } from "node:crypto";
import type { ResultRow } from "../../lib/jobs/model.ts";
import { postProcess, type UnreadValue } from "../../lib/post-processing/post-process.ts";
import { stepInWords } from "../../lib/post-processing/step-words.ts";
import type { Step } from "../../lib/post-processing/steps.ts";
import { insertModified, keepNewKeys } from "../store/modified-results.ts";
import type { WriteTransaction } from "../store/write.ts";

/** So many results are held twice, as they were found and as they become. */
const PORTION = 500;
const LONGEST_EXAMPLE = 80;
const count = new Intl.NumberFormat("en-US");

/** Values that steps could not make, by the place of the step: how many, and the first of them. */
export type UnreadByStep = Map<number, { values: number; first: UnreadValue }>;

/**
 * Runs results of one collection through the steps, and stores what they make of them in the transaction that stores the results
 * themselves. `unread` learns of values that could not be made.
 */
export async function postProcessResults(
  tx: WriteTransaction,
  runId: number,
  results: readonly ResultRow[],
  steps: readonly Step[],
  unread: UnreadByStep,
): Promise<void> {
  for (let from = 0; from < results.length; from += PORTION) {
    await postProcessPortion(tx, runId, results.slice(from, from + PORTION), steps, unread);
  }
}

async function postProcessPortion(
  tx: WriteTransaction,
  runId: number,
  results: readonly ResultRow[],
  steps: readonly Step[],
  unread: UnreadByStep,
): Promise<void> {
  const collection = results[0]?.collection ?? 0;
  const run = postProcess(
    results.map(({ data }) => data),
    steps,
  );
  let turn = run.next();
  while (!turn.done) {
    const { step, keys } = turn.value;
    const hashed = new Map(keys.map((key) => [hashOf(key), key]));
    const fresh = await keepNewKeys(tx, { runId, collection, step }, [...hashed.keys()]);
    turn = run.next(new Set([...hashed].filter(([hash]) => fresh.has(hash)).map(([, key]) => key)));
  }
  const { outcomes, unread: found } = turn.value;
  const ofRow = Map.groupBy(found, ({ row }) => row);
  const made = results.map((result, place) => {
    const outcome = outcomes[place] ?? { kept: result.data };
    const unreadValues = ofRow.get(place)?.length ?? 0;
    return "kept" in outcome
      ? { ...result, data: outcome.kept, left: null, unread: unreadValues }
      : { ...result, data: null, left: outcome.left, unread: unreadValues };
  });
  await insertModified(tx, runId, made);
  for (const value of found) {
    const held = unread.get(value.step);
    unread.set(value.step, { values: (held?.values ?? 0) + 1, first: held?.first ?? value });
  }
}

/** What the log says of values that a step could not make, a line a step. */
export function unreadInWords(unread: UnreadByStep, steps: readonly Step[]): string[] {
  return [...unread].map(([place, { values, first }]) => {
    const step = steps[place];
    const what = step === undefined ? "" : ` (${stepInWords(step)})`;
    const many = values === 1 ? "1 value is" : `${count.format(values)} values are`;
    const example = first.text === null ? "one" : JSON.stringify(shortened(first.text));
    return `Post-processing, step ${place + 1}${what}: ${many} left empty; ${example} ${first.problem}`;
  });
}

function shortened(text: string): string {
  return text.length <= LONGEST_EXAMPLE ? text : `${text.slice(0, LONGEST_EXAMPLE)}…`.toWellFormed();
}

function hashOf(key: string): string {
  return createHash("sha256").update(key).digest("base64url");
}
