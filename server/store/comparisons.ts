import { type Kysely, sql } from "kysely";
import type { CollectionCount } from "../../lib/api/job-types.ts";
import type { Database } from "../db/schema.ts";
import type { JobKey } from "./jobs.ts";

/**
 * How many results a run has, by collection: of at most `collections`, each counted up to `most`. Reads no more index
 * entries than that.
 */
export async function countByCollection(
  db: Kysely<Database>,
  runId: number,
  { collections, most }: { collections: number; most: number },
): Promise<CollectionCount[]> {
  const counts: CollectionCount[] = [];
  for (let after = -1; counts.length < collections; ) {
    const next = await db
      .selectFrom("resultRow")
      .select("collection")
      .where("runId", "=", runId)
      .where("collection", ">", after)
      .orderBy("collection")
      .limit(1)
      .executeTakeFirst();
    if (next === undefined) break;
    const { rows } = await sql<{ counted: number }>`
      select count(*)::int as counted from (
        select 1 from result_row where run_id = ${runId} and collection = ${next.collection} limit ${most + 1}
      ) as first_rows`.execute(db);
    const counted = rows[0]?.counted ?? 0;
    counts.push({ collection: next.collection, count: Math.min(counted, most), capped: counted > most });
    after = next.collection;
  }
  return counts;
}

/** Whether two jobs were started with the same parameters and configuration, letter by letter; null where either has none. */
export async function haveSameTexts(
  db: Kysely<Database>,
  one: JobKey,
  other: JobKey,
): Promise<{ params: boolean | null; config: boolean | null }> {
  const { rows } = await sql<{ params: boolean | null; config: boolean | null }>`
    select one.params = other.params as params, one.config = other.config as config
    from job_detail as one, job_detail as other
    where one.source = ${one.source} and one.job_id = ${one.id}
      and other.source = ${other.source} and other.job_id = ${other.id}`.execute(db);
  return { params: rows[0]?.params ?? null, config: rows[0]?.config ?? null };
}
