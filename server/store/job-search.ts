import type { Kysely } from "kysely";
import type { ResolvedFilter } from "../../lib/jobs/filter/model.ts";
import type { JobRow } from "../../lib/jobs/model.ts";
import type { Database } from "../db/schema.ts";
import { type Accesses, accessesOf } from "./job-access.ts";
import type { Order, Position } from "./job-cursor.ts";
import { anyOf, type Condition } from "./job-filter-sql.ts";
import { chooseLookup, lookUp, pointsOf } from "./job-lookup.ts";
import { impliedBounds, type SplitTerms, splitTerms } from "./job-terms.ts";
import { edgeOf, matchesAmong, type Start, type Walk } from "./job-walk.ts";
import { withinMs } from "./time-limit.ts";

export interface Search {
  org: string;
  filter: ResolvedFilter;
  order: Order;
  descending: boolean;
  start: Start | null;
  /** How many jobs are wanted. */
  limit: number;
  budgetMs: number;
  /** Other figures than the usual ones, for tests with few jobs. */
  tuning?: Tuning;
}

/** `stopped`: how far the search came when its time was over; null when there is no more to find, or enough was. */
export interface Found {
  jobs: JobRow[];
  stopped: { position: Position; looked: number } | null;
}

export interface Tuning {
  /** So many jobs are fetched and sorted rather than walked by. */
  few: number;
  /** The first part of a walk: rows that stand in the walk's order, rows that stand anywhere, entries of an index. */
  rows: number;
  scattered: number;
  entries: number;
}

const TUNING: Tuning = { few: 3000, rows: 1000, scattered: 300, entries: 4000 };
const LONGEST_PART = 200_000;
const GROWTH = 5;
/** Microseconds a job: an entry of an index, the next row, a row somewhere. */
const ENTRY = 0.4;
const NEXT_ROW = 1.5;
const ROW_SOMEWHERE = 10;
const BRANCH = 30;
/** A lookup by text has to read the index first. */
const LOOKUP_MS = 15;
const LONGEST_LOOKUP_MS = 90;
/** What is begun gets so much time, however long it waited before. */
const LEAST_MS = 25;
/** Rows are fetched one by one where the index rules out at least the rest. */
const THIN_SHARE = 0.2;

/**
 * The first jobs that match, in order. Walks along the order's index, or that of a part of the jobs, which finds what is
 * frequent at once; what is rare is looked up by another index and sorted; what is neither is walked to until the time
 * is over. So nothing takes long, and nothing is left out in silence.
 */
export async function searchJobs(db: Kysely<Database>, search: Search): Promise<Found> {
  const { org, filter, order, descending, start, limit, tuning = TUNING } = search;
  const began = performance.now();
  const find = (condition: Condition) => lookUp(db, { org, filter, order, descending }, { start, limit, condition });
  const points = pointsOf(org, filter);
  if (points !== null) return { jobs: await find(points), stopped: null };
  const accesses = await accessesOf(db, org, filter);
  const isByCreation = order.column === "created_at";
  const few = isByCreation ? undefined : accesses.ways.find(({ jobs }) => jobs <= tuning.few);
  if (few !== undefined) return { jobs: await find(anyOf(few.branches)), stopped: null };
  const terms = splitTerms(filter, order);
  const { branches, thin } = cheapest(accesses, terms, isByCreation);
  const bounds = [...terms.bounds, ...(await impliedBounds(db, org, filter, order))];
  const walk = { org, order, descending, bounds, branches, thin };
  const first = thin ? tuning.entries : isByCreation && branches.length === 0 ? tuning.rows : tuning.scattered;
  return await new Seeker(db, { ...search, tuning }, { walk, terms, allJobs: accesses.all, began }).seek(first);
}

/** The way by which the least has to be read until enough is found, as far as can be foreseen. */
function cheapest(
  { all, ways, indexedShare }: Accesses,
  { thin, rest }: SplitTerms,
  isByCreation: boolean,
): Pick<Walk, "branches" | "thin"> {
  const pays = (share: number) => rest.length === 0 || share <= THIN_SHARE;
  const entry = (share: number) => ENTRY + (rest.length === 0 ? 0 : share * ROW_SOMEWHERE);
  const isThin = thin.length > 0 && pays(indexedShare);
  const everything = { branches: [], thin: isThin, cost: all * (isThin ? entry(indexedShare) : NEXT_ROW) };
  if (!isByCreation) return everything;
  const plans = ways.map(({ branches, jobs, holds }) => {
    // Among the jobs of one way the other terms leave so much; with none left, every entry is a row to be shown.
    const share = Math.min(1, (indexedShare * all) / Math.max(jobs, 1));
    const isThin = holds && thin.length > 1 && pays(share);
    return { branches, thin: isThin, cost: jobs * (isThin ? entry(share) : ROW_SOMEWHERE) + branches.length * BRANCH };
  });
  return [everything, ...plans].reduce((best, plan) => (plan.cost < best.cost ? plan : best));
}

interface Plan {
  walk: Walk;
  terms: SplitTerms;
  allJobs: number;
  began: number;
}

/** One search along a walk, with what it has found so far. */
class Seeker {
  readonly #db: Kysely<Database>;
  readonly #search: Search & { tuning: Tuning };
  readonly #plan: Plan;
  readonly #found = new Map<string, JobRow>();
  #start: Start | null;
  #looked = 0;

  constructor(db: Kysely<Database>, search: Search & { tuning: Tuning }, plan: Plan) {
    this.#db = db;
    this.#search = search;
    this.#plan = plan;
    this.#start = search.start;
  }

  async seek(firstSize: number): Promise<Found> {
    let size = firstSize;
    let mayLookElsewhere = true;
    for (let part = 1; ; part++) {
      const partBegan = performance.now();
      const foundBefore = this.#found.size;
      const outcome = await this.#walkOn(part === 1 ? null : Math.max(LEAST_MS, this.#left()), size);
      if (outcome === "over") return this.#answer(false);
      const rate = outcome === "late" ? 0 : size / Math.max(0.05, performance.now() - partBegan);
      if (mayLookElsewhere && (part > 1 || outcome === "late") && this.#isFar(rate, foundBefore)) {
        mayLookElsewhere = false;
        if (await this.#lookElsewhere()) return this.#answer(false);
      }
      // Half of what is left: a part that is not ready in time is lost.
      const affordable = Math.floor((this.#left() * rate) / 2);
      if (part > 1 && affordable < this.#search.tuning.scattered) return this.#answer(true);
      size = Math.min(Math.max(affordable, firstSize), size * GROWTH, LONGEST_PART);
    }
  }

  #left(): number {
    return this.#search.budgetMs - (performance.now() - this.#plan.began);
  }

  #answer(isStopped: boolean): Found {
    const jobs = [...this.#found.values()].slice(0, this.#search.limit);
    const stopped = isStopped && this.#start !== null ? { position: this.#start.position, looked: this.#looked } : null;
    return { jobs, stopped };
  }

  /**
   * Whether walking on, at so many jobs a millisecond, probably takes longer than looking what is left up. It does when the
   * last part found nothing: matches that stand together are behind the walk.
   */
  #isFar(rate: number, foundBefore: number): boolean {
    if (rate === 0 || this.#found.size === foundBefore) return true;
    const density = this.#found.size / this.#looked;
    const walkMs = (this.#search.limit - this.#found.size) / density / rate;
    return walkMs > LOOKUP_MS + (this.#plan.allJobs * density * ROW_SOMEWHERE) / 1000;
  }

  /** Takes the next part of the walk: `over` when that was the last, or enough is found; `late` when time was up. */
  async #walkOn(withinTime: number | null, size: number): Promise<"over" | "further" | "late"> {
    const { walk, terms } = this.#plan;
    const limit = this.#search.limit - this.#found.size;
    const start = this.#start;
    const read = async (db: Kysely<Database>) => {
      const jobs = await matchesAmong(db, walk, { start, size, limit }, terms);
      return { jobs, edge: jobs.length >= limit ? null : await edgeOf(db, walk, { start, size }) };
    };
    const part = withinTime === null ? await read(this.#db) : await withinMs(this.#db, withinTime, read);
    if (part === null) return "late";
    this.#take(part.jobs);
    if (part.edge === null) return "over";
    this.#looked += size;
    this.#start = { position: part.edge, included: false };
    return "further";
  }

  /** What came between reading a part and its edge is found twice, and taken once. */
  #take(jobs: readonly JobRow[]): void {
    for (const job of jobs) this.#found.set(JSON.stringify([job.source, job.id]), job);
  }

  /** Looks what is left up by an index that finds few jobs; false when there is none, or it takes too long. */
  async #lookElsewhere(): Promise<boolean> {
    const { org, filter, order, tuning } = this.#search;
    const { allJobs } = this.#plan;
    const way = await chooseLookup(this.#db, { org, filter, order, few: tuning.few, allJobs });
    if (way === null) return false;
    const ms = Math.max(LEAST_MS, Math.min(this.#left(), LONGEST_LOOKUP_MS));
    const among = { start: this.#start, limit: this.#search.limit - this.#found.size, condition: way.condition };
    const jobs = await withinMs(this.#db, ms, (tx) => lookUp(tx, this.#search, among), way.settings);
    if (jobs === null) return false;
    this.#take(jobs);
    return true;
  }
}
