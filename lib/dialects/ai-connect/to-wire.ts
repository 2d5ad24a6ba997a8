import { formatQuantity } from "../../jobs/format.ts";
import type { Instant, JobRow, Task } from "../../jobs/model.ts";
import { hasEnded } from "../../jobs/state.ts";
import { parseExact } from "../../json/exact-json.ts";
import { redactSecrets } from "../../text/redact.ts";
import { writeStatus } from "./status.ts";
import type { AiConnectJob, AiConnectTask } from "./wire.ts";

/** The channel of jobs that no program made by this API. */
export const CONSOLE_CHANNEL = "console";

/** What is known of a job beyond its row. Texts are JSON. */
export interface JobParts {
  org: string;
  /** What programs call the agent by. */
  agentRef: string | null;
  /** What a program asked for by this API; null when it was made otherwise. */
  asked: { channelCode: string | null; scheduledAt: Instant | null; body: string } | null;
  /** The agent's definition and the parameters that the job was made with. */
  config: string | null;
  params: string | null;
  /** What the job has to say at its end, beside its error. */
  message: string | null;
  /** Of the latest attempt; left out, none are told. */
  tasks?: readonly Task[];
}

/** A job in AI Connect's words, without secrets. `now` is in milliseconds. */
export function jobToWire(job: JobRow, parts: JobParts, now: number): AiConnectJob {
  const { org, agentRef, asked, tasks = [] } = parts;
  const sent = asked === null ? null : objectOf(asked.body);
  return {
    job_id: job.id,
    org_id: org,
    channel_code: asked?.channelCode ?? CONSOLE_CHANNEL,
    job_type_id: agentRef,
    job_status: writeStatus(job.state, job.scheduledAt, now),
    created_at: job.createdAt,
    updated_at: job.updatedAt,
    scheduled_at: asked?.scheduledAt ?? (job.state === "Queued" ? job.scheduledAt : null),
    tasks: tasks.map((task) => taskToWire(job, task, now)),
    result: hasEnded(job.state) ? (job.error ?? parts.message) : null,
    params: objectOf(parts.params),
    config: sent === null ? configOf(parts.config) : asObject(sent.config),
    target_channel: sent === null ? null : asObject(sent.target_channel),
  };
}

function taskToWire({ id, createdAt }: JobRow, task: Task, now: number): AiConnectTask {
  return {
    task_id: `${id}-${task.seq}`,
    created_at: task.queuedAt ?? createdAt,
    status: writeStatus(task.state, task.dueAt, now),
    result: resultOf(task),
  };
}

function resultOf({ state, error, resultsCount }: Task): string {
  if (error !== null) return error;
  return state === "Completed" && resultsCount !== null ? formatQuantity(resultsCount, "item") : "";
}

/** What AI Connect has a name for of an agent's settings. */
function configOf(definition: string | null): Record<string, unknown> {
  const known = objectOf(definition);
  if (Object.keys(known).length === 0) return {};
  const { taskRetries = 0, taskRetryDelaySeconds = 0, timeLimitSeconds } = known;
  return {
    max_task_retries: taskRetries,
    task_retry_interval: minutes(taskRetryDelaySeconds),
    max_time_to_complete: minutes(timeLimitSeconds),
  };
}

function minutes(seconds: unknown): number | null {
  return typeof seconds === "number" ? seconds / 60 : null;
}

function objectOf(text: string | null): Record<string, unknown> {
  return text === null ? {} : asObject(parsed(redactSecrets(text)));
}

/** Null for what is no JSON: an older version, or another source, may have kept any text. */
function parsed(text: string): unknown {
  try {
    return parseExact(text);
  } catch {
    return null;
  }
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}
