import type { AgentDefinition } from "../../lib/api/agent-schema.ts";
import type { DialectName } from "../../lib/dialects/dialect-name.ts";
import type { BulkAction } from "../../lib/jobs/bulk.ts";
import type { Command, JobRow } from "../../lib/jobs/model.ts";
import type { NewBulkAction } from "../store/bulk-actions.ts";
import type { Actor } from "../store/commands.ts";
import type { JobKey } from "../store/jobs.ts";

/** What a job is started with, beside its agent. */
export interface StartRequest {
  trigger: "manual" | "api";
  actor: Actor;
  /** JSON text of an object: what stands in place of the placeholders in the agent's addresses. */
  params?: string | undefined;
  tags?: string[] | undefined;
  priority?: number | undefined;
  /** Not before this. */
  startAfter?: Date | undefined;
  /** What this job is made with in place of the agent's definition. */
  adjust?: ((definition: AgentDefinition) => AgentDefinition) | undefined;
  /** Refuse while another job of the agent has not ended. */
  exclusive?: boolean | undefined;
  /** What a program asked for in the words of its dialect, to be kept with the job. */
  asked?: ProgramRequest | undefined;
}

/** What a program asked for, where jobs have no column for it. `body` is JSON text. */
export interface ProgramRequest {
  dialect: DialectName;
  channelCode: string | null;
  body: string;
}

/** How a job is to be cancelled. */
export interface CancelRequest {
  actor: Actor;
  reason: string | null;
  /** The bulk action that asks. It asks once: asked again, the engine answers with what was done the first time. */
  bulkId?: string | undefined;
}

/** What a retry changes; what is left out stays as it was. */
export interface RetryEdits {
  config?: AgentDefinition | undefined;
  /** JSON text of an object; null for none. */
  params?: string | null | undefined;
}

/** How a job is to be retried. */
export interface RetryRequest {
  actor: Actor;
  reason?: string | null | undefined;
  /** Also while an earlier retry of the job has not ended. */
  again?: boolean | undefined;
  /** As for a cancel. Then the job must not have been retried at all. */
  bulkId?: string | undefined;
  /** What the new job has in place of the old one's. */
  edits?: RetryEdits | undefined;
}

/** What the services ask of the built-in engine. */
export interface JobEngine {
  start(org: string, agentId: string, request: StartRequest): Promise<JobRow>;
  /** Starts the agent that a job is of, with what that one was started with. */
  startAgain(org: string, key: JobKey, request: Pick<StartRequest, "actor" | "trigger">): Promise<JobRow>;
  cancel(org: string, key: JobKey, request: CancelRequest): Promise<{ job: JobRow; command: Command }>;
  retry(org: string, key: JobKey, request: RetryRequest): Promise<JobRow>;
  /** Stores an action on many jobs, which begins by itself when it is due. @throws AppError CONFLICT */
  startBulk(request: NewBulkAction): Promise<BulkAction>;
  /** To be called after agents or schedules were written. */
  agentsChanged(): Promise<void>;
  /** When a schedule is next due, as ISO text; null when never. */
  nextScheduledAt(cron: string, timezone: string): string | null;
  /** What is wrong with a schedule, in words; null when it can be used. */
  scheduleProblem(cron: string, timezone: string): string | null;
}
