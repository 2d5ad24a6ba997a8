import { parentPort } from "node:worker_threads";
import type { AgentDefinition } from "../../../lib/api/agent-schema.ts";
import type { PageText } from "./document.ts";
import { extractPage, type PageExtraction } from "./page-extraction.ts";

export interface ExtractRequest {
  page: PageText;
  definition: AgentDefinition;
}

export type ExtractReply = { ready: true } | { result: PageExtraction } | { failure: string };

function reply(message: ExtractReply): void {
  parentPort?.postMessage(message);
}

parentPort?.on("message", ({ page, definition }: ExtractRequest) => {
  try {
    reply({ result: extractPage(page, definition) });
  } catch (error) {
    reply({ failure: error instanceof Error ? error.message : String(error) });
  }
});
reply({ ready: true });
