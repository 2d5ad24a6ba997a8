import { afterAll, beforeAll } from "vitest";
import type { BackendKind } from "../../../lib/sources/kinds.ts";
import { createJobSource } from "../create-source.ts";
import type { OpenSource, RequestedStart } from "../job-source.ts";
import type { JobSourceHarness } from "../job-source-contract.ts";
import { createFakeBackend, FAKE_KEY, type FakeBackend } from "./fake-backend.ts";

const WRONG_KEY = "wrong-key-of-a-stranger";

/** What starts a job of an agent of this name, by kind; null where nothing can be started. */
export function startOf(kind: BackendKind | "local", agentId: string): RequestedStart | null {
  if (kind === "cluedin") return null;
  const channel = { org_id: "default", platform: "slack", type: "channel", code: "C1", data: {} };
  const params = kind === "ai-connect" ? JSON.stringify({ target_channel: channel, config: {}, params: {} }) : null;
  return { agentId, params, like: null, scheduledAt: null };
}

/** For the contract: a made-up backend of a kind. */
export function useFakeBackend(kind: BackendKind): () => JobSourceHarness & { backend: FakeBackend } {
  let harness: (JobSourceHarness & { backend: FakeBackend }) | undefined;
  const open: OpenSource[] = [];
  beforeAll(async () => {
    const backend = await createFakeBackend(kind, { jobs: 4 });
    const connect = (key: string) => {
      const source = createJobSource({ kind, settings: backend.settings, key });
      open.push(source);
      return source.at("operator");
    };
    const add = (state: "Completed" | "Executing") => {
      const number = backend.jobs.add();
      backend.jobs.set(number, state);
      return number;
    };
    harness = {
      backend,
      source: connect(FAKE_KEY),
      stranger: { source: connect(WRONG_KEY), key: WRONG_KEY },
      completed: async (amount) => Array.from({ length: amount }, () => String(add("Completed"))),
      executing: async () => {
        const number = add("Executing");
        return { id: String(number), finish: () => backend.move(number, "Completed") };
      },
      starts: () => startOf(kind, kind === "sentimatrix" ? "proj_1" : "agent-1"),
      knowsAgents: false,
      heard: (id) => backend.tell(`/api/v1/jobs/${id}/ws`, { type: "progress", data: {} }) > 0,
    };
  });
  afterAll(async () => {
    await Promise.all(open.map((source) => source.close()));
    await harness?.backend.close();
  });
  return () => {
    if (harness === undefined) throw new Error("asked for the backend before the suite began");
    return harness;
  };
}
