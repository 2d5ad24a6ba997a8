import type { z } from "zod";
import type { AgentDefinition } from "../../../lib/api/agent-schema.ts";
import { statesOfStatus } from "../../../lib/dialects/sentimatrix/status.ts";
import { MOST_TARGETS, placeOfTarget } from "../../../lib/dialects/sentimatrix/targets.ts";
import {
  hasNotBegun,
  type ToldJob,
  type ToldTasks,
  toCancelled,
  toJob,
  toJobDetail,
  toLogLine,
} from "../../../lib/dialects/sentimatrix/to-wire.ts";
import type { startBody } from "../../../lib/dialects/sentimatrix/wire.ts";
import type { JobRow, LogLevel } from "../../../lib/jobs/model.ts";
import type { Application } from "../../app.ts";
import type { Principal } from "../../auth/principal.ts";
import { AppError, badRequest } from "../../errors.ts";
import { PROGRAM_SOURCE } from "../../services/program-jobs-service.ts";
import { stopJob } from "../stop-job.ts";
import { NO_TARGETS_FIELD } from "./dialect.ts";
import type { listQuery, logsQuery } from "./queries.ts";
import { JobTeller, targetAddresses } from "./told-job.ts";

/** How often a job is read that changes meanwhile; then it is told as it was found. */
const MOST_READS = 5;

/** Who asks, and of what. */
interface Call {
  app: Application;
  principal: Principal;
}

/** A page of a project's jobs. */
export async function listJobs({ app, principal }: Call, project: string, query: z.output<typeof listQuery>) {
  const { page, per_page, status, source } = query;
  const agent = await app.services.agents.find(principal, project);
  const { items, total } = await app.services.programJobs.list(
    principal,
    {
      agentId: agent.id,
      states: status && statesOfStatus(status),
      trigger: source,
    },
    { sort: [{ column: "createdAt", descending: true }], offset: (page - 1) * per_page, limit: per_page },
  );
  const jobs = await app.services.programJobs.withDetails(items);
  const teller = new JobTeller();
  return {
    items: jobs.map((job) => toJob(teller.tell(job))),
    total,
    page,
    per_page,
    pages: Math.ceil(total / per_page),
  };
}

/** Starts a job of a project, of all its targets or some of them, unless another one of it has not ended. */
export async function startJob({ app, principal }: Call, project: string, body: z.output<typeof startBody> = {}) {
  const agent = await app.services.agents.find(principal, project);
  const targetIds = body.target_ids == null ? undefined : [...new Set(body.target_ids)];
  const job = await app.services.agents.start(principal, agent.id, {
    exclusive: true,
    adjust: (definition) => adjusted(definition, targetIds, body.max_results_per_target ?? undefined),
    asked: { dialect: "sentimatrix", channelCode: null, body: JSON.stringify({ target_ids: targetIds }) },
  });
  return await tellMade({ app, principal }, job);
}

/** A definition of only these targets, and with another limit. @throws AppError BAD_REQUEST */
function adjusted(
  definition: AgentDefinition,
  targetIds: readonly string[] | undefined,
  maxResultsPerTarget = definition.maxResultsPerTarget,
): AgentDefinition {
  const addresses = targetAddresses(definition);
  if ((targetIds ?? addresses).length === 0) {
    const message = "There are no targets to scrape. Leave target_ids out for all of the project's.";
    throw new AppError("BAD_REQUEST", message, { field: NO_TARGETS_FIELD });
  }
  const chosen = targetIds?.map((id, place) => {
    const address = addresses[(placeOfTarget(id) ?? 0) - 1];
    if (address !== undefined) return address;
    const range = addresses.length === 1 ? "tgt_1 alone" : `tgt_1 to tgt_${addresses.length}`;
    throw badRequest(`target_ids.${place}`, `is no target of this project, which has ${range}`);
  });
  if (definition.type === "crawling" || chosen === undefined) return { ...definition, maxResultsPerTarget };
  const { pages: _, ...rest } = definition;
  return { ...rest, urls: chosen, maxResultsPerTarget };
}

/** Everything about a job. What changes while it is read is read once more, so that its figures fit its targets. */
export async function getJob(call: Call, id: string) {
  let told = await find(call, id);
  for (let reads = 1; ; reads++) {
    const tasks = hasNotBegun(told.job) ? null : await tasksOf(call, id);
    const now = await find(call, id);
    if (now.job.version === told.job.version || reads === MOST_READS) return toJobDetail(now, tasks);
    told = now;
  }
}

/** Cancels a job and waits a short while until it has stopped; what is told then is how it is. */
export async function cancelJob({ app, principal }: Call, id: string) {
  return toCancelled(new JobTeller().tell(await stopJob(app, principal, id, null)));
}

/** Makes a new job like an ended one. */
export async function retryJob(call: Call, id: string) {
  const { app, principal } = call;
  return await tellMade(call, await app.services.jobs.retry(principal, { source: PROGRAM_SOURCE, id }));
}

/** Which of our levels are meant by theirs. */
const LEVELS: Record<NonNullable<z.output<typeof logsQuery>["level"]>, LogLevel[]> = {
  info: ["debug", "info"],
  warning: ["warning"],
  error: ["error"],
};

/** The newest lines of a job's log, the oldest of them first. */
export async function readLogs(call: Call, id: string, { level, limit }: z.output<typeof logsQuery>) {
  const { app, principal } = call;
  const { targets } = await find(call, id);
  const levels = level === undefined ? [] : LEVELS[level];
  const { items } = await app.services.logs.lines(
    principal,
    { source: PROGRAM_SOURCE, id },
    { tail: true, limit, levels },
  );
  return { logs: items.map((line) => toLogLine(targets, line)) };
}

/** What the address of a job's WebSocket answers to who does not ask for one, or whose proxy does not pass it on. */
export function askForUpgrade(): Response {
  const detail =
    "This is the address of a WebSocket. Connect with one, with ?token=; a proxy in between has to pass upgrades on.";
  return Response.json({ detail, code: "UPGRADE_REQUIRED" }, { status: 426, headers: { upgrade: "websocket" } });
}

/** The job with what this dialect tells of it. @throws AppError NOT_FOUND */
async function find({ app, principal }: Call, id: string): Promise<ToldJob> {
  return new JobTeller().tell(await app.services.programJobs.get(principal, id));
}

/** A job that was just made, as it was made: it may have begun meanwhile. */
async function tellMade({ app, principal }: Call, job: JobRow) {
  const found = await app.services.programJobs.get(principal, job.id);
  return toJob(new JobTeller().tell({ ...found, job }));
}

async function tasksOf({ app, principal }: Call, id: string): Promise<ToldTasks> {
  const key = { source: PROGRAM_SOURCE, id };
  const [first, executing] = await Promise.all([
    app.services.runs.tasks(principal, key, { after: 0, limit: MOST_TARGETS, states: [] }),
    app.services.runs.tasks(principal, key, { after: 0, limit: 1, states: ["Executing"] }),
  ]);
  return { items: first.items, more: first.nextCursor !== null, current: executing.items[0]?.seq ?? null };
}
