import type { LogLine } from "../../../../lib/jobs/model.ts";
import type { JobState } from "../../../../lib/jobs/state.ts";
import type { FakeJobs } from "../fake-jobs.ts";
import type { UpstreamAnswer, UpstreamRequest } from "../scripted-upstream.ts";

export interface FakeBackendParts {
  /** Sets a job's state, and tells who listens to it. */
  move(number: number, state: JobState): void;
}

/** A vendor's API over made-up jobs: what it answers to a request with the right key; null is 404. */
export type FakeDialect = (
  jobs: FakeJobs,
  parts: FakeBackendParts,
) => (request: UpstreamRequest) => UpstreamAnswer | null;

/** What a job has in its log, the same each time. */
export function fakeLines(number: number): Pick<LogLine, "at" | "level" | "message">[] {
  return Array.from({ length: 25 }, (_, place) => ({
    at: new Date(Date.UTC(2026, 0, 1, 0, 0, place)).toISOString(),
    level: place % 10 === 9 ? "warning" : "info",
    message: `line ${place + 1} of job ${number}`,
  }));
}

/** What a job has found, as JSON texts, each with a number that no program may round. */
export function fakeRows(number: number): string[] {
  return Array.from({ length: 7 }, (_, place) => `{"job":${number},"row":${place + 1},"big":12345678901234567890}`);
}

export function numberIn(query: URLSearchParams, name: string, fallback: number): number {
  return Number(query.get(name) ?? fallback);
}

export function refusal(json: unknown, status: number): UpstreamAnswer {
  return { status, json };
}
