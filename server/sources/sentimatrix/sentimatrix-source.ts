import { z } from "zod";
import { readDetail, readJob, readJobs, readLogs } from "../../../lib/dialects/sentimatrix/from-wire.ts";
import type { Status } from "../../../lib/dialects/sentimatrix/status.ts";
import { readJson } from "../../../lib/json/read-json.ts";
import { BACKEND_CAPABILITIES } from "../../../lib/sources/capabilities.ts";
import { BackendError } from "../backend-error.ts";
import type { BackendClient } from "../http/backend-client.ts";
import { orNull } from "../http/or-null.ts";
import { numberedPages, type PageAt } from "../http/paged.ts";
import type { JobSource } from "../job-source.ts";
import { toListed } from "../listed-jobs.ts";
import { listenTo } from "./job-socket.ts";

const PAGE_LIMIT = 100;

const likeSchema = z.object({
  config: z.object({
    targets: z.array(z.string()).optional().catch(undefined),
    max_results_per_target: z.int().min(1).optional().catch(undefined),
  }),
});
/** Lines of a log that are asked for at once, and what its document gives when it will not have so many. */
const MOST_LOG_LINES = 1000;
const USUAL_LOG_LINES = 100;

/** The codes with which it says that a job is not in the right state. */
export const SENTIMATRIX_CONFLICTS = ["CANNOT_CANCEL", "CANNOT_RETRY", "JOB_RUNNING"];

export interface SentimatrixOptions {
  /** Jobs are listed by project. */
  projects: readonly string[];
  address: string;
  token: string | null;
}

/** Sentimatrix's jobs API: a list a project, retries, the newest lines of logs, and a WebSocket a job. */
export function sentimatrixSource(client: BackendClient, { projects, address, token }: SentimatrixOptions): JobSource {
  const ofProject = (project: string) => `/api/v1/projects/${client.segment(project)}/jobs`;
  const path = (id: string, part = "") => `/api/v1/jobs/${client.segment(id)}${part}`;
  let mostLogLines = MOST_LOG_LINES;

  const pages =
    (project: string, status: Status | undefined) =>
    ({ page, size }: PageAt, signal: AbortSignal) => {
      const query = { page: page + 1, per_page: size, ...(status === undefined ? {} : { status }) };
      return client.json({ path: ofProject(project), query, what: "a list of jobs", signal }, readJobs);
    };
  const readers = new Map<string, ReturnType<typeof numberedPages>>();
  const readerOf = (project: string, status?: Status) => {
    const key = JSON.stringify([project, status]);
    const reader = readers.get(key) ?? numberedPages(pages(project, status));
    readers.set(key, reader);
    return reader;
  };
  /** How many jobs of all projects are in this state; null when one of them does not say. */
  const totalOf = async (status: Status, signal: AbortSignal) => {
    let sum: number | null = 0;
    for (const project of projects) {
      const { total } = await pages(project, status)({ page: 0, size: 1 }, signal);
      sum = sum === null || total === null ? null : sum + total;
    }
    return sum;
  };

  return {
    kind: "sentimatrix",
    capabilities: BACKEND_CAPABILITIES.sentimatrix,
    partitions: projects,
    pageLimit: PAGE_LIMIT,
    listsActive: true,
    listsLate: false,
    listsPages: true,

    async list({ partition, offset, limit, activeOnly }, signal) {
      const read = readerOf(partition, activeOnly ? "running" : undefined);
      const page = await read({ offset, limit: Math.min(limit, PAGE_LIMIT) }, signal);
      return toListed(page, (job) => ({ ...job, agentId: job.agentId ?? partition }));
    },

    get: (id, signal) => orNull(async () => client.json({ path: path(id), what: "a job", signal }, readDetail)),

    async counts(signal) {
      return {
        queued: await totalOf("pending", signal),
        executing: await totalOf("running", signal),
        completed: await totalOf("completed", signal),
        failed: await totalOf("failed", signal),
        cancelled: await totalOf("cancelled", signal),
        unknown: null,
      };
    },

    async start({ agentId, params, like, scheduledAt }, signal) {
      if (scheduledAt !== null)
        throw new BackendError("refused", `${client.name} starts jobs at once, not at a later time`);
      const call = {
        method: "POST",
        path: ofProject(agentId),
        body: params ?? likeBody(like),
        what: "a job",
        isSlow: true,
        signal,
      } as const;
      const job = await client.json(call, readJob);
      return { ...job, agentId: job.agentId ?? agentId };
    },

    cancel: (id, _reason, signal) =>
      client.json({ method: "POST", path: path(id, "/cancel"), what: "a job", isSlow: true, signal }, readJob),

    retry: (id, signal) =>
      client.json({ method: "POST", path: path(id, "/retry"), what: "a job", isSlow: true, signal }, readJob),

    // It can only be asked for its newest lines: as many as it gives are all, unless these are as many as were asked for.
    async logs(id, { offset, limit }, signal) {
      const read = (asked: number) =>
        client.json({ path: path(id, "/logs"), query: { limit: asked }, what: "a log", signal }, readLogs);
      const lines = await read(mostLogLines).catch((error: unknown) => {
        if (!(error instanceof BackendError && error.fault === "refused") || mostLogLines === USUAL_LOG_LINES)
          throw error;
        mostLogLines = USUAL_LOG_LINES;
        return read(USUAL_LOG_LINES);
      });
      if (lines.length >= mostLogLines) return { lines, returned: lines.length, newestOnly: true, total: null };
      const part = lines.slice(offset, offset + limit);
      return { lines: part, returned: part.length, newestOnly: false, total: lines.length };
    },

    subscribe(id, subscriber, signal) {
      listenTo({ name: client.name, address, path: path(id, "/ws"), token }, subscriber, signal);
    },
  };
}

/** What starts a job for the targets of another one, and for as many results. */
function likeBody(like: string | null): string {
  const read = like === null ? null : readJson(like);
  const { data } = likeSchema.safeParse(read !== null && "value" in read ? read.value : null);
  const { targets, max_results_per_target } = data?.config ?? {};
  return JSON.stringify({ target_ids: targets, max_results_per_target });
}
