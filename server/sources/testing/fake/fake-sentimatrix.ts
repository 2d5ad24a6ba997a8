import { STATUSES, statesOfStatus } from "../../../../lib/dialects/sentimatrix/status.ts";
import {
  type ToldJob,
  toCancelled,
  toJob,
  toJobDetail,
  toJobMessage,
  toLogLine,
} from "../../../../lib/dialects/sentimatrix/to-wire.ts";
import { hasEnded } from "../../../../lib/jobs/state.ts";
import type { FakeJobs } from "../fake-jobs.ts";
import { type FakeDialect, fakeLines, numberIn, refusal } from "./fake-dialect.ts";

const TARGETS = { count: 2, asked: null };

/** Sentimatrix as its document has it. */
export const fakeSentimatrix: FakeDialect =
  (jobs, { move }) =>
  ({ method, path, query }) => {
    const project = /^\/api\/v1\/projects\/([^/]+)\/jobs$/.exec(path)?.[1];
    if (project !== undefined) {
      if (method === "POST") return { status: 201, json: toJob(told(jobs, jobs.add({ partition: project }))) };
      const [page, perPage] = [numberIn(query, "page", 1), numberIn(query, "per_page", 20)];
      const status = STATUSES.find((each) => each === query.get("status"));
      const states = status === undefined ? null : statesOfStatus(status);
      const { numbers, total } = jobs.page(project, (page - 1) * perPage, perPage, states);
      const items = numbers.map((number) => toJob(told(jobs, number)));
      return { json: { items, total, page, per_page: perPage, pages: Math.ceil(total / perPage) } };
    }
    const [, id, part] = /^\/api\/v1\/jobs\/(\d+)(?:\/(\w+))?$/.exec(path) ?? [];
    const number = Number(id);
    if (id === undefined || !jobs.has(number)) return refusal({ detail: "Job not found", code: "NOT_FOUND" }, 404);
    const isOver = hasEnded(jobs.stateOf(number));
    switch (part) {
      case undefined:
        return { json: toJobDetail(told(jobs, number), { items: targets(jobs, number), more: false, current: null }) };
      case "cancel":
        if (isOver) return refusal({ detail: "Job is not running or pending", code: "CANNOT_CANCEL" }, 400);
        move(number, "Cancelled");
        return { json: toCancelled(told(jobs, number)) };
      case "retry": {
        if (!isOver) return refusal({ detail: "Job has not ended", code: "CANNOT_RETRY" }, 400);
        const partition = jobs.partitionOf(number);
        return { status: 201, json: toJob(told(jobs, jobs.add({ partition, retryOf: number }))) };
      }
      case "logs": {
        const lines = fakeLines(number).map((line) => toLogLine(TARGETS, { ...line, seq: 1, task: 1 }));
        return { json: { logs: lines.slice(-numberIn(query, "limit", 100)) } };
      }
      default:
        return null;
    }
  };

/** What the WebSocket of a job tells of it now. */
export function messageAbout(jobs: FakeJobs, number: number) {
  return toJobMessage(jobs.row(number), TARGETS, null);
}

function told(jobs: FakeJobs, number: number): ToldJob {
  return { job: jobs.row(number), projectId: jobs.partitionOf(number), targets: TARGETS, maxResults: 100 };
}

function targets(jobs: FakeJobs, number: number) {
  const { state, startedAt, endedAt } = jobs.row(number);
  return [1, 2].map((seq) => ({ seq, state, resultsCount: 2, startedAt, endedAt }));
}
