import type { ResultChange, ResultChanges, ResultCollection, ResultPage, ResultPart } from "../../lib/api/job-types.ts";
import { RESULT_VERDICTS } from "../../lib/jobs/model.ts";
import type { ResultFormat } from "../../lib/jobs/result-export.ts";
import type { Principal } from "../auth/principal.ts";
import { notFound } from "../errors.ts";
import { readRevision } from "../store/changes.ts";
import {
  countOfTask,
  countResults,
  placeOf,
  type ResultFilter,
  readResultPart,
  readResults,
} from "../store/result-reads.ts";
import type { Store } from "../store/write.ts";
import { type RunKey, requireRun, toInt } from "./find-job.ts";
import { listed, ResultComparison } from "./result-comparison.ts";
import { type ExportedFile, exportResults, readResultTexts, resultFileName } from "./result-file.ts";

/** An item is read so far for a list; a longer one is shown by what stands there. */
const ITEM_BYTES = 256 * 1024;
/** A page of a list begins no further item once so much was read. */
const PAGE_BYTES = 16 * 1024 * 1024;
/**
 * An item to be saved is read in parts of so many characters. They are large, because the database unpacks all of the item for
 * each of them.
 */
const PART = 32_000_000;

/** What runs stored. */
export class ResultsService {
  readonly #store: Store;
  readonly #comparison: ResultComparison;

  constructor(store: Store) {
    this.#store = store;
    this.#comparison = new ResultComparison(store.db);
  }

  /** Results of a collection by seq, after `after`; large ones in part. */
  async list(
    principal: Principal,
    key: RunKey,
    page: ResultFilter & { after: number; limit: number },
  ): Promise<ResultPage> {
    const { db } = this.#store;
    const revision = await readRevision(db);
    const { run } = await requireRun(db, principal, key);
    const none = { items: [], nextCursor: null, previousCursor: null, total: 0, before: 0, collections: [] };
    if (run === undefined) return { ...none, revision, runId: null };
    const filter = filterOf(page);
    const after = toInt(page.after);
    const limits = { after, limit: page.limit, itemBytes: ITEM_BYTES, pageBytes: PAGE_BYTES };
    const { items, more } = await readResults(db, run.id, filter, limits);
    const collections = collectionsOf(await countResults(db, run.id));
    const total = await this.#total(run.id, filter, collections);
    const { before, previous } = await placeOf(db, run.id, filter, { after, limit: page.limit });
    return {
      items: items.map(listed),
      nextCursor: more ? String(items.at(-1)?.seq) : null,
      previousCursor: previous === null ? null : String(previous),
      revision,
      runId: run.id,
      total,
      before,
      collections,
    };
  }

  async #total(runId: number, filter: ResultFilter, collections: readonly ResultCollection[]): Promise<number> {
    if (filter.task !== undefined) return await countOfTask(this.#store.db, runId, filter);
    const found = collections.find(({ collection }) => collection === filter.collection);
    return (filter.verdict === undefined ? found?.rows : found?.verdicts[filter.verdict]) ?? 0;
  }

  /**
   * The texts of a collection's results from the `offset`th on, at most `limit`, page by page as they are taken; how many those are,
   * and how many there are in all. @throws AppError NOT_FOUND
   */
  async texts(
    principal: Principal,
    key: RunKey,
    { offset, limit, ...filter }: ResultFilter & { offset: number; limit: number },
  ): Promise<{ total: number; returned: number; pages: AsyncGenerator<string[], void, void> }> {
    const { db } = this.#store;
    const { run } = await requireRun(db, principal, key);
    async function* nothing() {}
    if (run === undefined) return { total: 0, returned: 0, pages: nothing() };
    const which = filterOf(filter);
    const total = await this.#total(run.id, which, collectionsOf(await countResults(db, run.id)));
    const returned = Math.min(limit, Math.max(0, total - offset));
    const pages = returned === 0 ? nothing() : readResultTexts(db, run.id, which, { offset, count: returned });
    return { total, returned, pages };
  }

  /** A part of one result as it is stored. @throws AppError NOT_FOUND */
  async part(
    principal: Principal,
    key: RunKey,
    place: { collection: number; seq: number },
    part: { from: number; length: number },
  ): Promise<ResultPart> {
    const { db } = this.#store;
    const { run } = await requireRun(db, principal, key);
    const from = Math.min(part.from, toInt(Number.POSITIVE_INFINITY) - 1);
    const at = { collection: toInt(place.collection), seq: toInt(place.seq) };
    const found = run && (await readResultPart(db, run.id, at, { from, length: part.length }));
    if (found === undefined) throw notFound(`Result ${place.seq} of collection ${place.collection}`);
    const { bytes, length, ...item } = found;
    return { item, from, length, bytes };
  }

  /** One result as a file, as it is stored. @throws AppError NOT_FOUND */
  async file(principal: Principal, key: RunKey, place: { collection: number; seq: number }): Promise<ExportedFile> {
    const read = (from: number) => this.part(principal, key, place, { from, length: PART });
    const first = await read(0);
    async function* parts(): AsyncGenerator<string, void, void> {
      yield first.item.data;
      for (let from = PART; from < first.length; from += PART) yield (await read(from)).item.data;
    }
    const name = resultFileName(key.id, `${place.collection}-${place.seq}`, "json");
    return { name, contentType: "application/json; charset=utf-8", parts: parts() };
  }

  /** All results that a filter lets through, as a file. */
  async export(
    principal: Principal,
    key: RunKey,
    { format, ...filter }: ResultFilter & { format: ResultFormat },
  ): Promise<ExportedFile> {
    const { run } = await requireRun(this.#store.db, principal, key);
    return exportResults(this.#store.db, run?.id, filterOf(filter), format, key.id);
  }

  /** What is different from the run before. */
  async changes(
    principal: Principal,
    key: RunKey,
    page: { collection: number; change: ResultChange | undefined; after: number; limit: number },
  ): Promise<ResultChanges> {
    const revision = await readRevision(this.#store.db);
    const { job, run } = await requireRun(this.#store.db, principal, key);
    const range = { ...page, collection: toInt(page.collection), after: toInt(page.after) };
    return { ...(await this.#comparison.read(principal.org, job, run, range)), revision };
  }
}

function filterOf({ collection, task, verdict }: ResultFilter): ResultFilter {
  return { collection: toInt(collection), task: task === undefined ? undefined : toInt(task), verdict };
}

function collectionsOf(counts: Awaited<ReturnType<typeof countResults>>): ResultCollection[] {
  return [...Map.groupBy(counts, ({ collection }) => collection)].map(([collection, ofIt]) => ({
    collection,
    rows: ofIt.reduce((sum, { rows }) => sum + rows, 0),
    verdicts: Object.fromEntries(
      RESULT_VERDICTS.map((verdict) => [verdict, ofIt.find((each) => each.verdict === verdict)?.rows ?? 0]),
    ) as ResultCollection["verdicts"],
  }));
}
