import { type Kysely, type RawBuilder, sql } from "kysely";
import type { ResolvedFilter } from "../../lib/jobs/filter/model.ts";
import type { Instant } from "../../lib/jobs/model.ts";
import type { Database } from "../db/schema.ts";
import { recentCounts } from "./job-counts.ts";
import type { Position } from "./job-cursor.ts";
import { allOf } from "./job-filter-sql.ts";
import { chooseLookup } from "./job-lookup.ts";
import { conditionsOf, edgeOf, type Start, steps, thinColumns, type Walk } from "./job-walk.ts";
import { withinMs } from "./time-limit.ts";

const FIRST_STEPS = 4000;
const MOST_STEPS = 400_000;
/** So many jobs are fetched to be counted rather than walked by. */
const FEW = 5000;
/** When fewer of the first jobs match, there may be a shorter way to all that do. */
const RARE_SHARE = 0.02;
const LEAST_MS = 25;
/** The first part is short, and with nothing counted there is nothing to show. */
const FIRST_MS = 1000;

/** What is counted along a walk. */
interface Tally<Row> {
  /** The filter, without the terms that are not to be applied. */
  filter: ResolvedFilter;
  /** Groups those of the jobs that match. */
  count(jobs: RawBuilder<unknown>): RawBuilder<Row>;
  /** Takes what a part of the walk gave; true ends the walk. */
  isEnough(found: Row[]): boolean;
}

/**
 * Counts along a walk by creation time in parts that grow with the speed, until it is over, enough, or `budgetMs` are
 * used up; what is rare is looked up by another index. `until` is the time of the last job counted; null when all were.
 */
export async function countBounded<Row extends { jobs: number }>(
  db: Kysely<Database>,
  walk: Walk,
  budgetMs: number,
  tally: Tally<Row>,
): Promise<{ until: Instant | null }> {
  const began = performance.now();
  const left = () => budgetMs - (performance.now() - began);
  let size = FIRST_STEPS;
  let start: Start | null = null;
  for (let turn = 1; ; turn++) {
    const partBegan = performance.now();
    const ms = turn === 1 ? FIRST_MS : Math.max(LEAST_MS, left());
    const part: Part<Row> | null = await countPart(db, walk, { start, size }, ms, tally);
    if (part === null) return { until: start === null ? new Date().toISOString() : String(start.position.value) };
    const isEnough = tally.isEnough(part.rows);
    if (part.edge === null) return { until: null };
    start = { position: part.edge, included: false };
    const rate = size / (performance.now() - partBegan);
    const isRare = part.rows.reduce((sum, { jobs }) => sum + jobs, 0) < size * RARE_SHARE;
    if (turn === 1 && isRare) {
      const rows = await countElsewhere(db, walk, start, Math.max(LEAST_MS, left()), tally);
      if (rows !== null) {
        tally.isEnough(rows);
        return { until: null };
      }
    }
    const affordable = Math.floor(rate * left() * 0.8);
    if (isEnough || affordable < FIRST_STEPS / 4) return { until: String(part.edge.value) };
    size = Math.min(affordable, size * 8, MOST_STEPS);
  }
}

interface Part<Row> {
  edge: Position | null;
  rows: Row[];
}

async function countPart<Row>(
  db: Kysely<Database>,
  walk: Walk,
  part: { start: Start | null; size: number },
  ms: number,
  tally: Tally<Row>,
): Promise<Part<Row> | null> {
  return await withinMs(db, ms, async (tx) => {
    const edge = await edgeOf(tx, walk, part);
    const jobs = steps(walk, part, walk.thin ? thinColumns(walk) : sql`*`);
    return { edge, rows: (await tally.count(jobs).execute(tx)).rows };
  });
}

/** Counts all that are left by an index that finds few; null when there is none, or it takes too long. */
async function countElsewhere<Row>(
  db: Kysely<Database>,
  walk: Walk,
  start: Start,
  ms: number,
  tally: Tally<Row>,
): Promise<Row[] | null> {
  const { org, order } = walk;
  const allJobs = (await recentCounts(db, org)).reduce((sum, { jobs }) => sum + jobs, 0);
  const way = await chooseLookup(db, { org, filter: tally.filter, order, few: FEW, allJobs });
  if (way === null) return null;
  const conditions = [...conditionsOf(walk, start), ...walk.bounds];
  const looked = sql`(select * from job where org = ${org} and ${way.condition} offset 0)`;
  const jobs = sql`(select * from ${looked} as looked_up where ${allOf(conditions)})`;
  return await withinMs(db, ms, async (tx) => (await tally.count(jobs).execute(tx)).rows, way.settings);
}
