import { afterAll, beforeAll, beforeEach } from "vitest";
import type { BackendKind } from "../../../lib/sources/kinds.ts";
import { createJobSource } from "../create-source.ts";
import type { JobSource, OpenSource } from "../job-source.ts";
import { startUpstream, type Upstream, type UpstreamAnswer, type UpstreamRequest } from "./scripted-upstream.ts";

export const SCRIPT_KEY = "key of a script";

export interface ScriptedSource {
  upstream: Upstream;
  source: JobSource;
  /** What is answered in the test, by method and path; an answer that is neither text nor status is sent as JSON. */
  script: Record<string, (request: UpstreamRequest) => UpstreamAnswer>;
  /** What was asked in the test: `GET /v2/jobs?limit=5`. */
  asked(): string[];
}

/** A source of a kind whose backend answers what each test says. */
export function useScript(kind: BackendKind, partitions: string[] = []): () => ScriptedSource {
  let scripted: ScriptedSource | undefined;
  let open: OpenSource | undefined;
  beforeAll(async () => {
    const upstream = await startUpstream({
      answer: (request) => scripted?.script[`${request.method} ${request.path}`]?.(request) ?? null,
      admits: () => true,
    });
    const settings = { address: `${upstream.origin}/base/`, partitions, requestsPerMinute: 60_000 };
    open = createJobSource({ kind, settings, key: SCRIPT_KEY, name: "Acme" });
    const withQuery = ({ method, path, query }: UpstreamRequest) =>
      `${method} ${path}${query.size > 0 ? "?" : ""}${query}`;
    scripted = { upstream, source: open.at("operator"), script: {}, asked: () => upstream.requests.map(withQuery) };
  });
  beforeEach(() => {
    if (scripted === undefined) return;
    scripted.script = {};
    scripted.upstream.requests.length = 0;
  });
  afterAll(async () => {
    await open?.close();
    await scripted?.upstream.close();
  });
  return () => {
    if (scripted === undefined) throw new Error("asked for the script before the suite began");
    return scripted;
  };
}
