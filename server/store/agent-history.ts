import { type Kysely, sql } from "kysely";
import type { HistoryItem } from "../../lib/api/job-types.ts";
import type { Instant } from "../../lib/jobs/model.ts";
import type { Database } from "../db/schema.ts";
import type { JobKey } from "./jobs.ts";

const ERROR_CHARACTERS = 300;

/** The place of a job in its agent's jobs. */
export interface HistoryPlace extends JobKey {
  agentId: string;
  createdAt: Instant;
}

/**
 * An agent's jobs around one of them in the order in which they were made, the oldest first: it, those before, and at most
 * `newer` after it, `limit` in all. Reads no more than twice `limit` entries of one index.
 */
export async function readAgentHistory(
  db: Kysely<Database>,
  org: string,
  place: HistoryPlace,
  { limit, newer }: { limit: number; newer: number },
): Promise<{ items: HistoryItem[]; moreBefore: boolean; moreAfter: boolean }> {
  const [before, after] = await Promise.all([
    side(db, org, place, "<=", limit + 1),
    side(db, org, place, ">", newer + 1),
  ]);
  const shownAfter = after.slice(0, newer);
  const shownBefore = before.slice(0, limit - shownAfter.length);
  return {
    items: [...shownBefore.reverse(), ...shownAfter],
    moreBefore: before.length > shownBefore.length,
    moreAfter: after.length > newer,
  };
}

/** Jobs on one side of a place, the nearest first; the job itself is on the side of `<=`. */
async function side(
  db: Kysely<Database>,
  org: string,
  { agentId, createdAt, source, id }: HistoryPlace,
  which: "<=" | ">",
  limit: number,
): Promise<HistoryItem[]> {
  const direction = which === ">" ? "asc" : "desc";
  return await db
    .selectFrom("job")
    .select([
      "source",
      "id",
      "state",
      "trigger",
      "createdAt",
      "startedAt",
      "endedAt",
      "attempt",
      "maxAttempts",
      "tasksCompleted",
      "tasksFailed",
      "resultsTotal",
      sql<string | null>`left(error, ${ERROR_CHARACTERS})`.as("error"),
    ])
    .where("org", "=", org)
    .where("agentId", "=", agentId)
    .where(sql<boolean>`(created_at, source, id) ${sql.raw(which)} (${createdAt}::timestamptz, ${source}, ${id})`)
    .orderBy("createdAt", direction)
    .orderBy("source", direction)
    .orderBy("id", direction)
    .limit(limit)
    .execute();
}
