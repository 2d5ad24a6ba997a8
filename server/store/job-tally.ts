import type { Kysely, RawBuilder } from "kysely";
import type { Instant } from "../../lib/jobs/model.ts";
import type { Database } from "../db/schema.ts";
import type { Position } from "./job-cursor.ts";
import { edgeOf, type Start, steps, type Walk } from "./job-walk.ts";
import { withinMs } from "./time-limit.ts";

const FIRST_STEPS = 4000;
const MOST_STEPS = 400_000;

/** What is counted along a walk. */
interface Tally<Row> {
  /** The columns that `count` needs of each job. */
  columns: RawBuilder<unknown>;
  count(steps: RawBuilder<unknown>): RawBuilder<Row>;
  /** Takes what a part of the walk gave; true ends the walk. */
  isEnough(found: Row[]): boolean;
}

/**
 * Counts along a walk by creation time in parts that grow with the speed, until it is over, enough, or `budgetMs` are
 * used up. `until` is the time of the last job counted; null when all were.
 */
export async function countBounded<Row>(
  db: Kysely<Database>,
  walk: Walk,
  budgetMs: number,
  tally: Tally<Row>,
): Promise<{ until: Instant | null }> {
  const began = performance.now();
  let size = FIRST_STEPS;
  let start: Start | null = null;
  for (;;) {
    const partBegan = performance.now();
    const from: Start | null = start;
    const left = Math.max(20, budgetMs - (partBegan - began));
    const part: { edge: Position | null; rows: Row[] } | null = await withinMs(db, left, async (tx) => {
      const edge = await edgeOf(tx, walk, { start: from, size });
      const { rows } = await tally.count(steps(walk, { start: from, size }, tally.columns)).execute(tx);
      return { edge, rows };
    });
    if (part === null) return { until: start === null ? new Date().toISOString() : String(start.position.value) };
    const enough = tally.isEnough(part.rows);
    if (part.edge === null) return { until: null };
    start = { position: part.edge, included: false };
    const now = performance.now();
    const rate = size / (now - partBegan);
    const affordable = Math.floor(rate * (budgetMs - (now - began)) * 0.8);
    if (enough || affordable < FIRST_STEPS / 4) return { until: String(part.edge.value) };
    size = Math.min(affordable, size * 8, MOST_STEPS);
  }
}
