import {
  countLines,
  readDetail,
  readJob,
  readJobs,
  readLog,
  readRows,
} from "../../../lib/dialects/agenty/from-wire.ts";
import { isStopped } from "../../../lib/dialects/agenty/status.ts";
import { hasEnded } from "../../../lib/jobs/state.ts";
import { BACKEND_CAPABILITIES } from "../../../lib/sources/capabilities.ts";
import { BackendError } from "../backend-error.ts";
import type { BackendClient } from "../http/backend-client.ts";
import { orFewer } from "../http/fewer.ts";
import { orNull } from "../http/or-null.ts";
import { type JobSource, MOST_ROWS } from "../job-source.ts";
import { toListed } from "../listed-jobs.ts";

/** What its document shows as the limit of a list. */
const PAGE_LIMIT = 1000;

/** Agenty's jobs API: one list of all jobs without counts; starts, stops, text logs and rows of results. */
export function agentySource(client: BackendClient): JobSource {
  const path = (id: string, part = "") => `/v2/jobs/${client.segment(id)}${part}`;
  return {
    kind: "agenty",
    capabilities: BACKEND_CAPABILITIES.agenty,
    partitions: [""],
    pageLimit: PAGE_LIMIT,
    listsActive: false,
    listsLate: false,
    listsPages: false,

    async list({ offset, limit: asked }, signal) {
      const page = await orFewer(Math.min(asked, PAGE_LIMIT), (limit) => {
        const query = { sort: "created_at", order: "desc", offset, limit };
        return client.json({ path: "/v2/jobs", query, what: "a list of jobs", signal }, readJobs);
      });
      return toListed(page);
    },

    get: (id, signal) => orNull(async () => client.json({ path: path(id), what: "a job", signal }, readDetail)),

    async start({ agentId, params, scheduledAt }, signal) {
      if (params !== null || scheduledAt !== null) {
        throw new BackendError("refused", `${client.name} starts jobs at once and without parameters`);
      }
      const body = JSON.stringify({ agent_id: agentId });
      return await client.json(
        { method: "POST", path: "/v2/jobs/start", body, what: "a job", isSlow: true, signal },
        readJob,
      );
    },

    // A stop says in its body whether it worked: the document has it under the status 400.
    async cancel(id, _reason, signal) {
      const call = { path: path(id, "/stop"), what: "a job", isSlow: true, signal };
      const job = await client.json(call, readJob, isStopped);
      if (!hasEnded(job.state) || job.state === "Cancelled") return job;
      throw new BackendError("conflict", `${client.name} answered that the job is ${job.rawStatus} already`);
    },

    async logs(id, { offset, limit: asked }, signal) {
      const text = await orFewer(Math.min(asked, MOST_ROWS), (limit) =>
        client.text({ path: path(id, "/logs"), query: { offset, limit }, what: "a log", signal }),
      );
      return { lines: readLog(text), returned: countLines(text), newestOnly: false, total: null };
    },

    results: (id, { collection, offset, limit: asked }, signal) =>
      orFewer(Math.min(asked, MOST_ROWS), async (limit) => {
        const query = { collection, offset, limit };
        return await client.json({ path: path(id, "/result"), query, what: "a list of rows", signal }, readRows);
      }),
  };
}
