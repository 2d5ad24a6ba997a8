import type { PgBoss } from "pg-boss";
import type { Logger } from "pino";
import { z } from "zod";
import { AppError } from "../errors.ts";
import { listSchedules } from "../store/agents.ts";
import type { Store, WriteTransaction } from "../store/write.ts";
import type { StartRequest } from "./start-job.ts";
import { affected, inTransaction, SCHEDULE_QUEUE } from "./ticket-queue.ts";

const tickSchema = z.object({ scheduleId: z.string(), agentId: z.string(), org: z.string() });

/** Makes pg-boss's schedules the same as ours: those that are gone are taken away, new and changed ones set. */
export async function reconcileSchedules(boss: PgBoss, store: Store): Promise<void> {
  const [wanted, there] = await Promise.all([listSchedules(store.db), boss.getSchedules(SCHEDULE_QUEUE)]);
  const byKey = new Map(there.map((schedule) => [schedule.key, schedule]));
  for (const { id, org, agentId, cron, timezone } of wanted) {
    const held = byKey.get(id);
    byKey.delete(id);
    if (held?.cron === cron && held.timezone === timezone) continue;
    const tick = { scheduleId: id, agentId, org };
    await boss.schedule(SCHEDULE_QUEUE, cron, tick, { tz: timezone, key: id, singletonKey: id });
  }
  for (const key of byKey.keys()) await boss.unschedule(SCHEDULE_QUEUE, key);
}

/**
 * Starts agents when their schedules are due. The tick is used up in the transaction that makes the job, so that each
 * makes exactly one, whichever node takes it and whenever that node dies.
 */
export async function workOnSchedules(
  boss: PgBoss,
  log: Logger,
  start: (
    org: string,
    agentId: string,
    request: StartRequest,
    also: (tx: WriteTransaction) => Promise<void>,
  ) => Promise<unknown>,
): Promise<void> {
  await boss.work(SCHEDULE_QUEUE, { pollingIntervalSeconds: 2 }, async ([tick]) => {
    if (tick === undefined) return;
    const { scheduleId, agentId, org } = tickSchema.parse(tick.data);
    const actor = { kind: "schedule", id: scheduleId, name: "Schedule" } as const;
    try {
      await start(org, agentId, { trigger: "scheduled", actor, scheduleId }, async (tx) => {
        const claim = { id: tick.id, retryCount: tick.retryCount };
        const answer = await boss.complete(SCHEDULE_QUEUE, claim, null, { db: inTransaction(tx) });
        if (affected(answer) !== 1) throw new TickTaken();
      });
    } catch (error) {
      if (error instanceof TickTaken) return;
      if (!(error instanceof AppError)) throw error;
      log.info({ agent: agentId, reason: error.message }, "A scheduled job was not started");
    }
  });
}

/** When a schedule is next due; null when never. */
export function nextDue(boss: PgBoss, cron: string, timezone: string): string | null {
  if (describeProblem(boss, cron, timezone) !== null) return null;
  const [next] = boss.previewSchedule(cron, { tz: timezone, count: 1, from: new Date() });
  return next?.toISOString() ?? null;
}

/** What is wrong with a schedule, in words; null when it can be used. */
export function describeProblem(boss: PgBoss, cron: string, timezone: string): string | null {
  const fields = cron.trim().split(/\s+/);
  if (fields.length !== 5) {
    return "must have five fields: minute, hour, day of month, month, day of week, like */15 * * * *";
  }
  try {
    const [next] = boss.previewSchedule(cron, { tz: timezone, count: 1, from: new Date() });
    return next === undefined ? "is never due" : null;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return /time ?zone/i.test(message)
      ? `"${timezone}" is not a time zone, like Europe/Berlin`
      : `is not a schedule: ${message}`;
  }
}

class TickTaken extends Error {
  override readonly name = "TickTaken";
}
