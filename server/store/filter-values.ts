import { type Kysely, type RawBuilder, sql } from "kysely";
import type { FacetValue } from "../../lib/api/types.ts";
import type { Database } from "../db/schema.ts";

/** Keys of which values can be proposed. */
export const VALUE_KEYS = ["state", "agent", "source", "trigger", "type", "tag", "by", "fingerprint", "name"] as const;
export type ValueKey = (typeof VALUE_KEYS)[number];

const MOST_VALUES = 200;
/** Values are looked for among so many of the newest jobs. */
const NEWEST = 10_000;

const COLUMNS: Record<Exclude<ValueKey, "tag">, RawBuilder<string | null>> = {
  state: sql`state`,
  agent: sql`coalesce(agent_name, agent_id)`,
  source: sql`source`,
  trigger: sql`trigger`,
  type: sql`type`,
  by: sql`coalesce(started_by, started_by_id)`,
  fingerprint: sql`error_fingerprint`,
  name: sql`name`,
};

/** The values that a key has among the newest jobs, the most frequent first, and how many jobs were looked at. */
export async function readFilterValues(
  db: Kysely<Database>,
  org: string,
  key: ValueKey,
): Promise<{ values: FacetValue[]; of: number }> {
  const value = key === "tag" ? sql`tag` : COLUMNS[key];
  const from = key === "tag" ? sql`newest cross join lateral unnest(tags) as tag` : sql`newest`;
  const { rows } = await sql<{ value: string | null; count: number; of: number }>`
    with newest as materialized (
      select * from job where org = ${org} order by created_at desc, source desc, id desc limit ${NEWEST}
    ), counted as (
      select ${value} as value, count(*)::int8 as count from ${from} where ${value} is not null group by 1
      order by 2 desc, 1 limit ${MOST_VALUES}
    )
    select value, count, "of" from (select count(*)::int8 as "of" from newest) as all_of_them
    left join counted on true order by count desc, value`.execute(db);
  const values = rows.flatMap(({ value, count }) => (value === null ? [] : [{ value, count }]));
  return { values, of: rows[0]?.of ?? 0 };
}
