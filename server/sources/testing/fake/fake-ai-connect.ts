import { readStatus, STATES_OF_STATUS } from "../../../../lib/dialects/ai-connect/status.ts";
import { jobToWire } from "../../../../lib/dialects/ai-connect/to-wire.ts";
import type { Task } from "../../../../lib/jobs/model.ts";
import { hasEnded } from "../../../../lib/jobs/state.ts";
import type { FakeJobs } from "../fake-jobs.ts";
import { type FakeDialect, fakeLines, numberIn, refusal } from "./fake-dialect.ts";

const PATH = "/services/agent-jobs";

/** AI Connect, with the log that only the service itself has in its jobs. */
export const fakeAiConnect: FakeDialect =
  (jobs, { move }) =>
  ({ method, path, query, body }) => {
    if (path === PATH && method === "POST") {
      const { job_type_id, target_channel } = JSON.parse(body) as Record<string, unknown>;
      if (job_type_id === undefined || target_channel === undefined) {
        return refusal({ message: "target_channel and job_type_id are required" }, 400);
      }
      const made = wire(jobs, jobs.add());
      return { status: 201, json: { data: { ...made, id: made.job_id }, meta: { org_id: "org", id: made.job_id } } };
    }
    if (path === PATH) return list(jobs, query);
    const number = Number(/^\/services\/agent-jobs\/(\d+)$/.exec(path)?.[1]);
    if (!jobs.has(number)) return refusal({ message: "Job not found" }, 404);
    if (method === "DELETE") {
      if (hasEnded(jobs.stateOf(number))) return refusal({ message: "Job is already in a terminal state" }, 409);
      move(number, "Cancelled");
      return { json: { meta: { job_id: String(number) }, message: `Job with ID '${number}' successfully canceled` } };
    }
    const log = fakeLines(number).map(({ at, level, message }) => ({ timestamp: at, level, message }));
    return {
      json: { data: { ...wire(jobs, number, fakeTasks(jobs, number)), execution_log: log }, meta: { id: number } },
    };
  };

function list(jobs: FakeJobs, query: URLSearchParams) {
  const [offset, limit] = [numberIn(query, "offset", 0), numberIn(query, "limit", 50)];
  const status = readStatus(query.get("status"));
  // All that wait here do so without a time.
  const states = status === null ? null : status === "SCHEDULED" ? [] : STATES_OF_STATUS[status].states;
  const { numbers, total } = jobs.page("", offset, limit, states);
  const { queued, executing, completed, failed, cancelled } = jobs.counts;
  const stats = { waiting: queued, scheduled: 0, running: executing, completed, failed, canceled: cancelled };
  return {
    json: {
      data: numbers.map((number) => wire(jobs, number)),
      meta: { limit, offset, total, ...(query.get("include") === "stats" ? { stats: { status: stats } } : {}) },
    },
  };
}

function wire(jobs: FakeJobs, number: number, tasks: readonly Task[] = []) {
  const row = jobs.row(number);
  const parts = {
    org: "org",
    agentRef: `type-${row.agentId}`,
    asked: null,
    config: null,
    params: '{"n":1}',
    message: null,
  };
  return jobToWire(row, { ...parts, tasks }, Date.now());
}

function fakeTasks(jobs: FakeJobs, number: number): Task[] {
  const { queuedAt, startedAt, endedAt, state } = jobs.row(number);
  return [1, 2].map((seq) => ({
    ...{ seq, target: `page ${seq}`, state, depth: 0, resultsCount: 2, httpStatus: null, queuedAt, startedAt, endedAt },
    ...{ error: state === "Failed" ? "No answer" : null, attempt: 1, maxAttempts: 1, dueAt: null, earlierError: null },
  }));
}
