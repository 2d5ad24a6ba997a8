import { createContext, Script } from "node:vm";
import { parentPort } from "node:worker_threads";

/** Messages to look through. `most` bounds the places that are told of one message. */
export interface PatternRequest {
  source: string;
  flags: string;
  messages: readonly string[];
  most: number;
}

/**
 * Which messages match, by index, and where: starts and ends by turns. `slow` is the message that the pattern was stopped at for
 * taking too long; what comes after it was not looked at.
 */
export interface PatternReply {
  matches: { index: number; marks: number[] }[];
  slow: number | null;
}

/** The longest that a run of the script takes before it is looked at how far it came. */
const ONE_RUN_MS = 100;
/** The longest that a pattern may take over one message, of the thread's own time: on a busy machine others take theirs. */
const ONE_MESSAGE_MS = 150;

// Only a script can be stopped while a regular expression backtracks. It picks up at `next` when it is run again.
const script = new Script(`{
  const expression = new RegExp(source, flags);
  for (; next < messages.length; next++) {
    const marks = [];
    expression.lastIndex = 0;
    for (let found = expression.exec(messages[next]); found !== null; found = expression.exec(messages[next])) {
      if (found[0].length > 0) marks.push(found.index, found.index + found[0].length);
      else {
        if (marks.length === 0) marks.push(found.index, found.index);
        expression.lastIndex++;
      }
      if (marks.length >= 2 * most) break;
    }
    if (marks.length > 0) matches.push({ index: next, marks });
  }
}`);
const context = createContext(Object.create(null));

parentPort?.on("message", ({ source, flags, messages, most }: PatternRequest) => {
  const matches: PatternReply["matches"] = [];
  Object.assign(context, { source, flags, messages, most, matches, next: 0 });
  let slow: number | null = null;
  let spent = 0;
  for (let at = 0; ; at = context.next) {
    const began = process.threadCpuUsage();
    if (runOnce()) break;
    const { user, system } = process.threadCpuUsage(began);
    spent = context.next === at ? spent + (user + system) / 1000 : 0;
    if (spent < ONE_MESSAGE_MS) continue;
    slow = at;
    break;
  }
  parentPort?.postMessage({ matches, slow } satisfies PatternReply);
});
parentPort?.postMessage("ready");

function runOnce(): boolean {
  try {
    script.runInContext(context, { timeout: ONE_RUN_MS });
    return true;
  } catch (error) {
    const stopped = typeof error === "object" && error !== null && "code" in error;
    if (stopped && error.code === "ERR_SCRIPT_EXECUTION_TIMEOUT") return false;
    throw error;
  }
}
