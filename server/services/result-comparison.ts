import type { Kysely } from "kysely";
import type { ChangedResult, ResultChange, ResultChanges } from "../../lib/api/job-types.ts";
import type { JobRow, JobRun } from "../../lib/jobs/model.ts";
import { differingFields } from "../../lib/jobs/result-diff.ts";
import { hasEnded } from "../../lib/jobs/state.ts";
import type { Database } from "../db/schema.ts";
import { getJobDetails } from "../store/job-details.ts";
import { textOfKey } from "../store/jobs.ts";
import { compareResults, type EarlierRun, findEarlierRun, type ResultDifference } from "../store/result-changes.ts";
import { countResults, readResultsBySeq } from "../store/result-reads.ts";
import { canInterrupt, withinMs } from "../store/time-limit.ts";
import { listed, PageRoom } from "./listed-results.ts";
import { RecentAnswers } from "./recent-answers.ts";

/** More results of both runs together are not compared. The embedded database cannot be stopped, and is everybody's. */
const MOST_ROWS = 500_000;
const MOST_ROWS_EMBEDDED = 100_000;
const MOST_MS = 5000;
/** What two ended runs differ in stays so. It is kept while somebody pages through it. */
const KEPT_MS = 5 * 60_000;
const MOST_KEPT = 20;
/** Of each of two results so much is looked at to say which fields differ. */
const ITEM_BYTES = 256 * 1024;
/** So many differences are read at once. */
const READ_AT_ONCE = 50;

type Answer = Omit<ResultChanges, "revision">;

/** What a run brought beside the run before it. */
export class ResultComparison {
  readonly #db: Kysely<Database>;
  readonly #kept = new RecentAnswers<ResultDifference | null>(KEPT_MS, MOST_KEPT);

  constructor(db: Kysely<Database>) {
    this.#db = db;
  }

  async read(
    org: string,
    job: JobRow,
    run: JobRun | undefined,
    page: { collection: number; change: ResultChange | undefined; after: number; limit: number },
  ): Promise<Answer> {
    const { collection } = page;
    const none = { collection, previous: null, key: null, why: null, counts: null, tooMany: null };
    const empty = { ...none, items: [], nextCursor: null };
    if (run === undefined) return { ...empty, runId: null };
    const earlier = await findEarlierRun(this.#db, org, job, run);
    if (earlier === undefined) return { ...empty, runId: run.id };

    const rows = await this.#rows(run.id, collection);
    const rowsBefore = await this.#rows(earlier.id, collection);
    const { id: _, jobId, ...rest } = earlier;
    const known = { ...empty, runId: run.id, previous: { ...rest, id: jobId, rows: rowsBefore } };
    const limit = (await canInterrupt(this.#db)) ? MOST_ROWS : MOST_ROWS_EMBEDDED;
    const both = rows + rowsBefore;
    if (both > limit) return { ...known, tooMany: { rows: both, limit } };

    const ended = job.attempt > run.attempt || hasEnded(job.state);
    const { key, keyChanged } = await this.#key(job, earlier);
    const byContent = keyChanged || key.length === 0;
    const compare = () =>
      withinMs(this.#db, MOST_MS, (db) =>
        compareResults(db, { run: run.id, earlier: earlier.id, collection }, { byContent }),
      );
    const difference = ended
      ? await this.#kept.read(`${run.id} ${earlier.id} ${collection}`, compare)
      : await compare();
    if (difference === null) return { ...known, tooMany: { rows: both, limit } };

    const { added, changed, removed } = difference;
    const why = keyChanged ? "key-changed" : key.length === 0 ? "no-key" : difference.byContent ? "no-hashes" : null;
    const same = rows - added.length - changed.length;
    const counts = {
      added: added.length,
      changed: changed.length,
      removed: ended ? removed.length : null,
      same: Math.max(0, same),
    };
    const places = placesOf(difference, page.change, ended);
    const rest_ = places.filter(({ at }) => at > page.after);
    const { items, last } = await this.#items(run.id, earlier.id, collection, rest_.slice(0, page.limit));
    return {
      ...known,
      key: why === null ? key : null,
      why,
      counts,
      items,
      nextCursor: last === (rest_.at(-1)?.at ?? 0) ? null : String(last),
    };
  }

  async #rows(runId: number, collection: number): Promise<number> {
    const counts = await countResults(this.#db, runId);
    return counts.reduce((sum, each) => sum + (each.collection === collection ? each.rows : 0), 0);
  }

  /** The fields by which the agent tells items apart, and whether those were others when the earlier run was made. */
  async #key(job: JobRow, earlier: EarlierRun): Promise<{ key: string[]; keyChanged: boolean }> {
    const before = { source: earlier.source, id: earlier.jobId };
    const details = await getJobDetails(this.#db, [job, before]);
    const key = keyOf(details.get(textOfKey(job))?.config);
    const keyBefore = keyOf(details.get(textOfKey(before))?.config);
    return { key, keyChanged: JSON.stringify(key.toSorted()) !== JSON.stringify(keyBefore.toSorted()) };
  }

  /** These differences, as many as a page has room for, and the place of the last of them. */
  async #items(
    run: number,
    earlier: number,
    collection: number,
    places: readonly Place[],
  ): Promise<{ items: ChangedResult[]; last: number }> {
    const room = new PageRoom();
    const items: ChangedResult[] = [];
    let last = 0;
    for (let from = 0; from < places.length; from += READ_AT_ONCE) {
      const some = places.slice(from, from + READ_AT_ONCE);
      const seqs = some.flatMap(({ seq }) => seq ?? []);
      const seqsBefore = some.flatMap(({ before }) => before ?? []);
      const now = await readResultsBySeq(this.#db, run, collection, seqs, ITEM_BYTES);
      const then = await readResultsBySeq(this.#db, earlier, collection, seqsBefore, ITEM_BYTES);
      for (const { change, at, seq, before } of some) {
        const is = seq === null ? undefined : now.get(seq);
        const was = before === null ? undefined : then.get(before);
        const shown = is ?? was;
        if (shown === undefined) {
          last = at;
          continue;
        }
        const both = is !== undefined && was !== undefined;
        const item: ChangedResult = {
          change,
          item: listed(shown),
          before: both ? listed(was) : null,
          fields: both ? differingFields(is.data, was.data) : [],
        };
        if (!room.takes(item.item, item.before)) return { items, last };
        items.push(item);
        last = at;
      }
    }
    return { items, last };
  }
}

/** A difference, and its place in the list of differences. */
interface Place {
  change: ResultChange;
  at: number;
  seq: number | null;
  before: number | null;
}

/** The differences of a kind, or all: what changed first, then what was added, then what was removed. Counted from 1. */
function placesOf(
  { added, changed, removed }: ResultDifference,
  wanted: ResultChange | undefined,
  ended: boolean,
): Place[] {
  const kinds: Record<ResultChange, Omit<Place, "at">[]> = {
    changed: changed.map((each) => ({ change: "changed", ...each })),
    added: added.map((seq) => ({ change: "added", seq, before: null })),
    removed: ended ? removed.map((before) => ({ change: "removed", seq: null, before })) : [],
  };
  const chosen = wanted === undefined ? (["changed", "added", "removed"] as const) : [wanted];
  return chosen.flatMap((kind) => kinds[kind]).map((each, place) => ({ ...each, at: place + 1 }));
}

function keyOf(config: string | null | undefined): string[] {
  try {
    const definition: unknown = JSON.parse(config ?? "null");
    if (typeof definition !== "object" || definition === null || !("key" in definition)) return [];
    return Array.isArray(definition.key) ? definition.key.filter((name) => typeof name === "string") : [];
  } catch {
    return [];
  }
}
