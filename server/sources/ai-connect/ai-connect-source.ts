import { readAnswer, readDetail, readJobs } from "../../../lib/dialects/ai-connect/from-wire.ts";
import type { DocumentedStatus } from "../../../lib/dialects/ai-connect/status.ts";
import { objectOf } from "../../../lib/dialects/read-values.ts";
import { readMembers } from "../../../lib/json/json-members.ts";
import { BACKEND_CAPABILITIES } from "../../../lib/sources/capabilities.ts";
import type { BackendClient } from "../http/backend-client.ts";
import { orFewer } from "../http/fewer.ts";
import { orNull } from "../http/or-null.ts";
import type { JobSource, RequestedStart } from "../job-source.ts";
import { toListed } from "../listed-jobs.ts";

const PATH = "/services/agent-jobs";
/** No document says what it allows at once. */
const PAGE_LIMIT = 100;

/** AI Connect's agent jobs: lists and counts by status, jobs with tasks and a log in them, starts at a later time, cancels. */
export function aiConnectSource(client: BackendClient): JobSource {
  const path = (id: string) => `${PATH}/${client.segment(id)}`;
  const list = (query: Record<string, string | number>, signal: AbortSignal) =>
    client.json({ path: PATH, query, what: "a list of jobs", signal }, readJobs);
  const totalOf = async (status: DocumentedStatus, signal: AbortSignal) =>
    (await list({ status, limit: 1 }, signal)).total;

  return {
    kind: "ai-connect",
    capabilities: BACKEND_CAPABILITIES["ai-connect"],
    partitions: [""],
    pageLimit: PAGE_LIMIT,
    listsActive: true,
    // Its lists come from a cache.
    listsLate: true,
    listsPages: false,

    async list({ offset, limit: asked, activeOnly }, signal) {
      const status = activeOnly ? { status: "RUNNING" } : {};
      const page = await orFewer(Math.min(asked, PAGE_LIMIT), (limit) =>
        list({ sort: "created_at:desc", offset, limit, ...status }, signal),
      );
      return toListed(page);
    },

    get: (id, signal) => orNull(async () => client.json({ path: path(id), what: "a job", signal }, readDetail)),

    async counts(signal) {
      const { stats } = await list({ include: "stats", limit: 1 }, signal);
      const count = async (status: DocumentedStatus) =>
        stats?.[status.toLowerCase()] ?? (await totalOf(status, signal));
      const [waiting, scheduled] = [await count("WAITING"), await count("SCHEDULED")];
      return {
        queued: waiting === null || scheduled === null ? null : waiting + scheduled,
        executing: await count("RUNNING"),
        completed: await count("COMPLETED"),
        failed: await count("FAILED"),
        cancelled: stats?.cancelled ?? (await count("CANCELED")),
        unknown: null,
      };
    },

    async start(request, signal) {
      const call = {
        method: "POST",
        path: PATH,
        body: startBody(request),
        what: "a job",
        isSlow: true,
        signal,
      } as const;
      return await client.json(call, readAnswer);
    },

    // The answer has words for it only; how the job is, is asked for then.
    async cancel(id, reason, signal) {
      const body = reason === null ? {} : { body: JSON.stringify({ reason }) };
      const call = {
        method: "DELETE",
        path: path(id),
        ...body,
        what: "words of a cancel",
        isSlow: true,
        signal,
      } as const;
      await client.json(call, (answer) => (objectOf(answer).error === undefined ? true : null));
      return null;
    },
  };
}

/**
 * What starts a job, as JSON text. Parameters that name a channel are all of what is sent, `{target_channel, config, params}`; others
 * are the job's `params`, and the rest is as it is in the job that it is to be like.
 */
function startBody({ agentId, params, like, scheduledAt }: RequestedStart): string {
  const members = readMembers(params ?? "{}")?.members ?? new Map();
  const isWhole = members.has("target_channel");
  const known = readMembers(readMembers(like ?? "{}")?.members.get("data")?.raw ?? "{}")?.members;
  const channel = known?.get("target_channel")?.raw;
  const sent = new Map<string, string>([
    ...(channel === undefined ? [] : [["target_channel", channel] as const]),
    ["config", known?.get("config")?.raw ?? known?.get("job_config")?.raw ?? "{}"],
    ["params", isWhole ? "{}" : (params ?? "{}")],
  ]);
  if (isWhole) for (const [name, { raw }] of members) sent.set(name, raw);
  sent.set("job_type_id", JSON.stringify(agentId));
  if (scheduledAt !== null) sent.set("scheduled_at", JSON.stringify(scheduledAt.toISOString()));
  return `{${[...sent].map(([name, raw]) => `${JSON.stringify(name)}:${raw}`).join(",")}}`;
}
