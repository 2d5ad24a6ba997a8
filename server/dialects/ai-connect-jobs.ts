import type { AgentDefinition } from "../../lib/api/agent-schema.ts";
import { DOCUMENTED_STATUSES, STATES_OF_STATUS } from "../../lib/dialects/ai-connect/status.ts";
import { CONSOLE_CHANNEL, jobToWire } from "../../lib/dialects/ai-connect/to-wire.ts";
import type { AiConnectJob, JobList, JobStats } from "../../lib/dialects/ai-connect/wire.ts";
import type { Task } from "../../lib/jobs/model.ts";
import { readMembers } from "../../lib/json/json-members.ts";
import type { Application } from "../app.ts";
import type { Principal } from "../auth/principal.ts";
import { AppError, badRequest, notFound } from "../errors.ts";
import { isAppError } from "../http/route.ts";
import { PROGRAM_SOURCE, type ProgramJobDetail } from "../services/program-jobs-service.ts";
import { type CreateBody, type ListQuery, toPageSort } from "./ai-connect.ts";
import { stopJob } from "./stop-job.ts";

/** More tasks of a job than these are not told. */
const MOST_TASKS = 10_000;
const MINUTE_MS = 60_000;
const DIALECT = "ai-connect";

/**
 * Makes a job of the job type. `bodyText` is the body as it was sent, `delayMinutes` up to how much is added at random to its time.
 * @throws AppError NOT_FOUND for another organisation or an unknown job type; BAD_REQUEST; RATE_LIMITED
 */
export async function createJob(
  { services }: Application,
  principal: Principal,
  { body, bodyText, delayMinutes }: { body: CreateBody; bodyText: string; delayMinutes: number },
): Promise<AiConnectJob> {
  const { target_channel: channel, config } = body;
  if (channel.org_id !== principal.org) throw notFound(`Organization ${channel.org_id}`);
  const agent = await services.agents.find(principal, body.job_type_id).catch((error: unknown) => {
    throw isAppError(error) && error.code === "NOT_FOUND" ? notFound(`Job type ${body.job_type_id}`) : error;
  });
  const sent = readMembers(bodyText)?.members;
  const kept = (name: string) => sent?.get(name)?.raw ?? "{}";
  const at = Date.parse(body.scheduled_at ?? new Date().toISOString());
  const { id } = await services.agents
    .start(principal, agent.id, {
      params: kept("params"),
      startAfter: new Date(at + Math.floor(Math.random() * delayMinutes * MINUTE_MS)),
      adjust: (definition) => adjusted(definition, config),
      asked: {
        dialect: DIALECT,
        channelCode: channel.code,
        body: `{"target_channel":${kept("target_channel")},"config":${kept("config")}}`,
      },
    })
    .catch((error: unknown) => {
      // A job type that is disabled is no conflict between jobs, which is what the document has 409 for.
      throw isAppError(error) && error.code === "CONFLICT" ? new AppError("BAD_REQUEST", error.message) : error;
    });
  return toWire(principal, await services.programJobs.get(principal, id));
}

/** @throws AppError BAD_REQUEST without an id; FORBIDDEN for another organisation's job; NOT_FOUND */
export async function getJob(app: Application, principal: Principal, id: string): Promise<AiConnectJob> {
  const job = await requireJob(app, principal, id);
  const key = { source: PROGRAM_SOURCE, id: job.job.id };
  const page = { after: 0, limit: MOST_TASKS, states: [] };
  const { items } = await app.services.runs.tasks(principal, key, page);
  return toWire(principal, job, items);
}

/**
 * Cancels a job, and waits a little until it has stopped: then its status is the one that the answer speaks of.
 * @throws AppError as `getJob`; CONFLICT when it has ended
 */
export async function cancelJob(
  app: Application,
  principal: Principal,
  id: string,
  reason: string | null,
): Promise<void> {
  const { job } = await requireJob(app, principal, id);
  await stopJob(app, principal, job.id, reason);
}

/** A page of jobs, without their tasks. */
export async function listJobs(app: Application, principal: Principal, query: ListQuery): Promise<JobList> {
  const { programJobs } = app.services;
  const { limit, offset, sort, status } = query;
  const filter = await filterOf(app, principal, query);
  const ofStatus = status === undefined ? {} : STATES_OF_STATUS[status];
  const page = { sort: toPageSort(sort), offset, limit };
  const { items, total } =
    filter === null ? { items: [], total: 0 } : await programJobs.list(principal, { ...filter, ...ofStatus }, page);
  const data = (await programJobs.withDetails(items)).map((job) => toWire(principal, job));
  const meta = { org_id: principal.org, count: data.length, limit, offset, total, sort };
  if (query.include === undefined) return { data, meta };
  return { data, meta: { ...meta, stats: await statsOf(app, principal, filter) } };
}

type Filter = Exclude<Awaited<ReturnType<typeof filterOf>>, null>;

/** What a query asks for beside the status; null when nothing can match. */
async function filterOf({ services }: Application, principal: Principal, query: ListQuery) {
  const { job_type_id: jobType, channel_code: channelCode, scheduled_at: at } = query;
  const agentId = jobType === undefined ? undefined : await services.programJobs.agentId(principal, jobType);
  if (jobType !== undefined && agentId === undefined) return null;
  const scheduled = { from: latest(at, query.scheduled_at_gte), to: earliest(at, query.scheduled_at_lte) };
  return {
    agentId,
    created: range({ from: query.created_at_gte, to: query.created_at_lte }),
    scheduled: range(scheduled),
    channelCode,
    orNoChannel: channelCode === CONSOLE_CHANNEL,
  };
}

/** How many jobs there are by status, of those that the rest of the filter leaves. */
async function statsOf({ services }: Application, principal: Principal, filter: Filter | null): Promise<JobStats> {
  const counts = { waiting: 0, scheduled: 0, running: 0, completed: 0, failed: 0, canceled: 0 };
  const nothing = { sort: [], offset: 0, limit: 0 };
  if (filter === null) return { status: counts };
  for (const status of DOCUMENTED_STATUSES) {
    const ofStatus = { ...filter, ...STATES_OF_STATUS[status] };
    const name = status.toLowerCase() as Lowercase<typeof status>;
    counts[name] = (await services.programJobs.list(principal, ofStatus, nothing)).total;
  }
  return { status: counts };
}

async function requireJob({ services }: Application, principal: Principal, id: string): Promise<ProgramJobDetail> {
  if (id.trim() === "") throw badRequest("id", "is missing: name the job");
  return await services.programJobs.get(principal, id, { tellOthers: true });
}

function toWire({ org }: Principal, { job, agentRef, asked, run, detail }: ProgramJobDetail, tasks: Task[] = []) {
  const parts = {
    ...{ org, agentRef, tasks, config: detail.config, params: detail.params },
    asked: asked?.dialect === DIALECT ? asked : null,
    message: detail.result ?? run?.agentResultMessage ?? null,
  };
  return jobToWire(job, parts, Date.now());
}

/** What of a job's config the engine can honour, in place of the agent's own settings. */
function adjusted(definition: AgentDefinition, config: CreateBody["config"]): AgentDefinition {
  const { max_task_retries: retries, task_retry_interval: interval, max_time_to_complete: most } = config;
  return {
    ...definition,
    ...(retries == null ? {} : { taskRetries: retries }),
    ...(interval == null ? {} : { taskRetryDelaySeconds: Math.round(interval * 60) }),
    ...(most == null ? {} : { timeLimitSeconds: Math.max(1, Math.round(most * 60)) }),
  };
}

function range(bounds: { from: string | undefined; to: string | undefined }) {
  return bounds.from === undefined && bounds.to === undefined ? undefined : bounds;
}

function latest(one: string | undefined, other: string | undefined): string | undefined {
  return one === undefined || (other !== undefined && other > one) ? other : one;
}

function earliest(one: string | undefined, other: string | undefined): string | undefined {
  return one === undefined || (other !== undefined && other < one) ? other : one;
}
