import { Worker } from "node:worker_threads";
import type { AgentDefinition } from "../../../lib/api/agent-schema.ts";
import type { PageText } from "./document.ts";
import type { ExtractReply, ExtractRequest } from "./extract-worker.ts";
import type { PageExtraction } from "./page-extraction.ts";

export interface Extractor {
  /** Takes items and links from a page; pages are read one after another. Never rejects for what a page holds. */
  extract(page: PageText, definition: AgentDefinition): Promise<PageExtraction>;
  /** Stops reading; pages still waiting come back unreadable. */
  close(): Promise<void>;
}

export interface ExtractorOptions {
  /** The longest that one page may take. Default 5 seconds. */
  timeoutMs?: number;
  /** The most memory that one page may take, in MB. Default 256. */
  memoryMb?: number;
}

/**
 * Reads pages in a thread of its own. Parsing takes time with the square of a page's depth (100 kB of nested `<div>`
 * take 2 s), and no parser can be interrupted: here a hostile page costs its own task, not the whole console.
 */
export function createExtractor(options: ExtractorOptions = {}): Extractor {
  const timeoutMs = options.timeoutMs ?? 5000;
  let worker: Worker | null = null;
  let tail: Promise<unknown> = Promise.resolve();
  let closed = false;

  async function readyWorker(): Promise<Worker> {
    if (worker !== null) return worker;
    const fresh = new Worker(new URL("./extract-worker.ts", import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: options.memoryMb ?? 256 },
    });
    worker = fresh;
    // Whoever waits for an answer hears of errors through `nextReply`; between pages they must not end the process.
    fresh.on("error", () => {});
    fresh.once("exit", () => {
      if (worker === fresh) worker = null;
    });
    await nextReply(fresh, null);
    // An idle reader must not keep the process from ending.
    fresh.unref();
    return fresh;
  }

  async function extractNow(request: ExtractRequest): Promise<PageExtraction> {
    if (closed) return unreadable("the runner is shutting down");
    try {
      const reader = await readyWorker();
      reader.postMessage(request);
      const reply = await nextReply(reader, timeoutMs);
      if ("result" in reply) return reply.result;
      return unreadable(`the page could not be read: ${"failure" in reply ? reply.failure : "no answer"}`);
    } catch (error) {
      const broken = worker;
      worker = null;
      await broken?.terminate();
      return unreadable(closed ? "the runner is shutting down" : messageOf(error));
    }
  }

  return {
    extract(page, definition) {
      const { finalUrl, contentType, body } = page;
      const result = tail.then(() => extractNow({ page: { finalUrl, contentType, body }, definition }));
      tail = result;
      return result;
    },
    async close() {
      closed = true;
      await worker?.terminate();
      await tail;
    },
  };
}

function nextReply(worker: Worker, timeoutMs: number | null): Promise<ExtractReply> {
  const { promise, resolve, reject } = Promise.withResolvers<ExtractReply>();
  const onExit = () => reject(new Error("the page's reader stopped"));
  const timer =
    timeoutMs === null
      ? null
      : setTimeout(() => {
          const limit = timeoutMs.toLocaleString("en-US");
          reject(new Error(`reading the page took longer than ${limit} ms`));
        }, timeoutMs);
  worker.once("message", resolve).once("error", reject).once("exit", onExit);
  return promise.finally(() => {
    if (timer !== null) clearTimeout(timer);
    worker.off("message", resolve).off("error", reject).off("exit", onExit);
  });
}

function unreadable(message: string): PageExtraction {
  return { extraction: { kind: "unreadable", message }, links: [] };
}

function messageOf(error: unknown): string {
  if (error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY") {
    return "the page needs more memory than a page may have";
  }
  return error instanceof Error ? error.message : String(error);
}
