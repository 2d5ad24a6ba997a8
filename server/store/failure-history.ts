import { type Kysely, sql } from "kysely";
import type { FailureHistory } from "../../lib/api/job-types.ts";
import type { Instant } from "../../lib/jobs/model.ts";
import type { Database } from "../db/schema.ts";
import { allOf, type Condition } from "./job-filter-sql.ts";
import { withinMs } from "./time-limit.ts";

/** Failures of one kind: those of an organisation with this fingerprint, null for those that gave no reason. */
export interface FailureKind {
  org: string;
  fingerprint: string | null;
}

/** How far failures are counted, and how many of them are looked at for their retries. */
const MOST_COUNTED = 10_000;
const MOST_LOOKED_AT = 1000;

/** How many jobs failed so from `from` on; null when counting took longer than `budgetMs`. */
export async function countFailuresOfKind(
  db: Kysely<Database>,
  kind: FailureKind,
  { from, budgetMs, most = MOST_COUNTED }: { from: Instant; budgetMs: number; most?: number },
): Promise<FailureHistory["seen"]> {
  const counted = await withinMs(db, budgetMs, async (tx) => {
    const { rows } = await sql<{ count: number }>`
      select count(*)::int8 as count from (
        select 1 from job where ${ofKind(kind)} and ended_at >= ${from}::timestamptz limit ${most + 1}
      ) as failure`.execute(tx);
    return rows[0]?.count ?? 0;
  });
  if (counted === null) return null;
  return { count: Math.min(counted, most), capped: counted > most, from };
}

/**
 * How the retries of the latest such failures ended. A failure that was retried more than once counts once, as succeeded when any
 * of its retries did; retries that were cancelled or are under way tell nothing. Null when it took longer than `budgetMs`.
 */
export async function countRetriesOfKind(
  db: Kysely<Database>,
  kind: FailureKind,
  { from, budgetMs, most = MOST_LOOKED_AT }: { from: Instant; budgetMs: number; most?: number },
): Promise<FailureHistory["retries"]> {
  return await withinMs(db, budgetMs, async (tx) => {
    const { rows } = await sql<{ looked: number; ended: number; succeeded: number }>`
      select count(*)::int8 as looked, count(retry.succeeded)::int8 as ended,
        (count(*) filter (where retry.succeeded))::int8 as succeeded
      from (
        select source, id from job where ${ofKind(kind)} and ended_at >= ${from}::timestamptz
        order by ended_at desc limit ${most}
      ) as failure
      cross join lateral (
        select bool_or(state = 'Completed') as succeeded from job
        where source = failure.source and retry_of = failure.id and state in ('Completed', 'Failed')
      ) as retry`.execute(tx);
    const { looked = 0, ended = 0, succeeded = 0 } = rows[0] ?? {};
    return { ended, succeeded, looked, capped: looked === most, from };
  });
}

function ofKind({ org, fingerprint }: FailureKind): Condition {
  const same =
    fingerprint === null ? sql<boolean>`error_fingerprint is null` : sql<boolean>`error_fingerprint = ${fingerprint}`;
  return allOf([sql<boolean>`org = ${org}`, sql<boolean>`state = 'Failed'`, same]);
}
