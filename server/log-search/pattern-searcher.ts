import { Worker } from "node:worker_threads";
import type { PatternReply, PatternRequest } from "./pattern-worker.ts";

/** The longest that one request may take; past it the thread itself is taken to be stuck. */
const DEADLINE_MS = 5000;
/** The most places that are told of one message. */
const MARKS_PER_MESSAGE = 8;

/**
 * Runs people's regular expressions over log messages in a thread of its own, one request after another: a pattern that
 * backtracks without end is stopped there, and holds up neither the server nor the database.
 */
export class PatternSearcher {
  #worker: Worker | null = null;
  #tail: Promise<unknown> = Promise.resolve();

  /** Messages after one that takes too long are not looked at. */
  search(pattern: RegExp, messages: readonly string[]): Promise<PatternReply> {
    const result = this.#tail.then(() => this.#searchNow(pattern, messages));
    this.#tail = result.catch(() => undefined);
    return result;
  }

  async #searchNow({ source, flags }: RegExp, messages: readonly string[]): Promise<PatternReply> {
    const worker = await this.#ready();
    const request: PatternRequest = { source, flags: `${flags}g`, messages, most: MARKS_PER_MESSAGE };
    worker.postMessage(request);
    const reply = await nextReply<PatternReply>(worker, DEADLINE_MS);
    if (reply !== null) return reply;
    this.#worker = null;
    await worker.terminate();
    return { matches: [], slow: 0 };
  }

  async #ready(): Promise<Worker> {
    if (this.#worker !== null) return this.#worker;
    const worker = new Worker(new URL("./pattern-worker.ts", import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: 256 },
    });
    worker.on("error", () => {});
    worker.once("exit", () => {
      if (this.#worker === worker) this.#worker = null;
    });
    // The first thing it says is that it is there.
    if ((await nextReply<string>(worker, null)) === null)
      throw new Error("the thread that searches logs did not start");
    worker.unref();
    this.#worker = worker;
    return worker;
  }
}

/** What the worker says next; null when it ends, or says nothing in time. */
function nextReply<Reply>(worker: Worker, timeoutMs: number | null): Promise<Reply | null> {
  const { promise, resolve } = Promise.withResolvers<Reply | null>();
  const giveUp = () => resolve(null);
  const timer = timeoutMs === null ? undefined : setTimeout(giveUp, timeoutMs);
  worker.once("message", resolve).once("error", giveUp).once("exit", giveUp);
  return promise.finally(() => {
    clearTimeout(timer);
    worker.off("message", resolve).off("error", giveUp).off("exit", giveUp);
  });
}
