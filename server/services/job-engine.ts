import type { Command, JobRow } from "../../lib/jobs/model.ts";
import type { Actor } from "../store/commands.ts";
import type { JobKey } from "../store/jobs.ts";

/** What a job is started with, beside its agent. */
export interface StartRequest {
  trigger: "manual" | "api";
  actor: Actor;
  /** JSON text that is kept with the job and shown. */
  params?: string | undefined;
  tags?: string[] | undefined;
  priority?: number | undefined;
}

/** What the services ask of the built-in engine. */
export interface JobEngine {
  start(org: string, agentId: string, request: StartRequest): Promise<JobRow>;
  cancel(
    org: string,
    key: JobKey,
    request: { actor: Actor; reason: string | null },
  ): Promise<{ job: JobRow; command: Command }>;
  retry(org: string, key: JobKey, request: { actor: Actor }): Promise<JobRow>;
  /** To be called after agents or schedules were written. */
  agentsChanged(): Promise<void>;
  /** When a schedule is next due, as ISO text; null when never. */
  nextScheduledAt(cron: string, timezone: string): string | null;
  /** What is wrong with a schedule, in words; null when it can be used. */
  scheduleProblem(cron: string, timezone: string): string | null;
}
