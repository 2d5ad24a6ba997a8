import type { JobState } from "../../../lib/jobs/state.ts";
import { hasEnded } from "../../../lib/jobs/state.ts";
import type { BackendKind } from "../../../lib/sources/kinds.ts";
import { fakeAgenty } from "./fake/fake-agenty.ts";
import { fakeAiConnect } from "./fake/fake-ai-connect.ts";
import { fakeCluedIn } from "./fake/fake-cluedin.ts";
import type { FakeDialect } from "./fake/fake-dialect.ts";
import { fakeSentimatrix, messageAbout } from "./fake/fake-sentimatrix.ts";
import { FakeJobs } from "./fake-jobs.ts";
import { startUpstream, type Upstream, type UpstreamRequest } from "./scripted-upstream.ts";

/** The key that fake backends take. */
export const FAKE_KEY = "key-of-the-fake-backend";

const DIALECTS: Record<BackendKind, FakeDialect> = {
  agenty: fakeAgenty,
  "ai-connect": fakeAiConnect,
  sentimatrix: fakeSentimatrix,
  cluedin: fakeCluedIn,
};

export interface FakeBackend extends Upstream {
  kind: BackendKind;
  /** As a source is set up to reach it. */
  settings: { address: string; partitions: string[]; requestsPerMinute: number };
  jobs: FakeJobs;
  /** Sets a job's state, and tells who listens to it. */
  move(number: number, state: JobState): void;
}

/**
 * A backend of a kind with so many jobs that have ended, in memory, behind a real HTTP server, and its WebSocket where it has one. It
 * serves a million jobs page by page. With the jobs and the port of one that was closed, it is that one again.
 */
export async function createFakeBackend(
  kind: BackendKind,
  {
    jobs: given = 0,
    projects = ["proj_1"],
    port,
    elsewhere,
    clockAheadMs = 0,
  }: { jobs?: number | FakeJobs; projects?: string[]; port?: number; elsewhere?: string; clockAheadMs?: number } = {},
): Promise<FakeBackend> {
  const partitions = kind === "sentimatrix" ? projects : [];
  const jobs =
    typeof given === "number" ? new FakeJobs(given, kind === "sentimatrix" ? projects : [""], clockAheadMs) : given;
  const socketPath = (number: number) => `/api/v1/jobs/${number}/ws`;
  const move = (number: number, state: JobState) => {
    jobs.set(number, state);
    if (kind !== "sentimatrix") return;
    upstream.tell(socketPath(number), messageAbout(jobs, number));
    if (hasEnded(state)) upstream.hangUp(socketPath(number), 1000);
  };
  const answer = DIALECTS[kind](jobs, { move });
  const upstream = await startUpstream({
    answer: (request) =>
      keyOf(kind, request) === FAKE_KEY ? answer(request) : { status: 401, json: { message: "The key is wrong." } },
    admits: ({ path, query }) => kind === "sentimatrix" && query.get("token") === FAKE_KEY && /\/ws$/.test(path),
    clockAheadMs,
    ...(port === undefined ? {} : { port }),
    ...(elsewhere === undefined ? {} : { elsewhere }),
  });
  return {
    ...upstream,
    kind,
    settings: { address: upstream.origin, partitions, requestsPerMinute: 60_000 },
    jobs,
    move,
  };
}

function keyOf(kind: BackendKind, { headers }: UpstreamRequest): string | undefined {
  if (kind === "agenty") return String(headers["x-agenty-apikey"]);
  return /^Bearer (.+)$/.exec(headers.authorization ?? "")?.[1];
}
