import type {
  ModifiedCollection,
  ResultChange,
  ResultChanges,
  ResultCollection,
  ResultFields,
  ResultPage,
  ResultPart,
} from "../../lib/api/job-types.ts";
import { RESULT_VERDICTS, type ResultVerdict } from "../../lib/jobs/model.ts";
import type { ResultFormat } from "../../lib/jobs/result-export.ts";
import type { Principal } from "../auth/principal.ts";
import { notFound } from "../errors.ts";
import { readRevision } from "../store/changes.ts";
import { countModified, isModified, type ModifiedCount } from "../store/modified-results.ts";
import {
  countOfTask,
  countResults,
  placeOf,
  type ResultFilter,
  type ResultPlace,
  readResultPart,
  readResults,
} from "../store/result-reads.ts";
import type { Store } from "../store/write.ts";
import { type RunKey, requireRun, toInt } from "./find-job.ts";
import { listed, PageRoom } from "./listed-results.ts";
import type { Mirror } from "./mirror.ts";
import { ResultComparison } from "./result-comparison.ts";
import { fieldsOf } from "./result-fields.ts";
import { type ExportedFile, exportResults, readResultTexts, resultFileName } from "./result-file.ts";

/** An item is read so far for a list; a longer one is shown by what stands there. */
const ITEM_BYTES = 256 * 1024;
/** A page of a list begins no further item once so much was read. */
const PAGE_BYTES = 16 * 1024 * 1024;
/**
 * An item to be saved, or whose fields are looked for, is read in parts of so many characters. They are large, because the
 * database unpacks all of the item for each of them.
 */
const PART = 32_000_000;

/**
 * What runs stored. With `modified`, rows are those that the agent's post-processing made; of a collection that has none, they are as
 * they were found all the same.
 */
export class ResultsService {
  readonly #store: Store;
  readonly #mirror: Mirror;
  readonly #comparison: ResultComparison;

  constructor(store: Store, mirror: Mirror) {
    this.#store = store;
    this.#mirror = mirror;
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
    const { run } = await requireRun(db, this.#mirror, principal, key, "results");
    const none = { items: [], nextCursor: null, previousCursor: null, total: 0, before: 0, collections: [] };
    if (run === undefined) return { ...none, revision, runId: null, modified: false };
    const filter = await this.#filterOf(run.id, page);
    const after = toInt(page.after);
    const limits = { after, limit: page.limit, itemBytes: ITEM_BYTES, pageBytes: PAGE_BYTES };
    const read = await readResults(db, run.id, filter, limits);
    const room = new PageRoom();
    const items = takeWhile(read.items.map(listed), (item) => room.takes(item));
    const more = read.more || items.length < read.items.length;
    const collections = collectionsOf(await countResults(db, run.id), await countModified(db, run.id));
    const total = await this.#total(run.id, filter, collections);
    const { before, previous } = await placeOf(db, run.id, filter, { after, limit: page.limit });
    return {
      items,
      nextCursor: more ? String(items.at(-1)?.seq) : null,
      previousCursor: previous === null ? null : String(previous),
      revision,
      runId: run.id,
      modified: filter.modified,
      total,
      before,
      collections,
    };
  }

  async #total(runId: number, filter: ResultFilter, collections: readonly ResultCollection[]): Promise<number> {
    if (filter.task !== undefined) return await countOfTask(this.#store.db, runId, filter);
    const found = collections.find(({ collection }) => collection === filter.collection);
    const counts = filter.modified ? found?.modified : found;
    return (filter.verdict === undefined ? counts?.rows : counts?.verdicts[filter.verdict]) ?? 0;
  }

  /** A filter as the store takes it, with whether there are post-processed rows to read. */
  async #filterOf(
    runId: number,
    { collection, task, verdict, modified = false }: ResultFilter,
  ): Promise<ResultFilter & { modified: boolean }> {
    const within = toInt(collection);
    return {
      collection: within,
      task: task === undefined ? undefined : toInt(task),
      verdict,
      modified: modified && (await isModified(this.#store.db, runId, within)),
    };
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
    const { run } = await requireRun(db, this.#mirror, principal, key, "results");
    async function* nothing() {}
    if (run === undefined) return { total: 0, returned: 0, pages: nothing() };
    const which = await this.#filterOf(run.id, filter);
    const collections = collectionsOf(await countResults(db, run.id), await countModified(db, run.id));
    const total = await this.#total(run.id, which, collections);
    const returned = Math.min(limit, Math.max(0, total - offset));
    const pages = returned === 0 ? nothing() : readResultTexts(db, run.id, which, { offset, count: returned });
    return { total, returned, pages };
  }

  /** A part of one result as it is stored. @throws AppError NOT_FOUND */
  async part(
    principal: Principal,
    key: RunKey,
    place: ResultPlace,
    part: { from: number; length: number },
  ): Promise<ResultPart> {
    const { db } = this.#store;
    const { run } = await requireRun(db, this.#mirror, principal, key, "results");
    const from = Math.min(part.from, toInt(Number.POSITIVE_INFINITY) - 1);
    const filter = run && (await this.#filterOf(run.id, place));
    const at = filter && { ...filter, seq: toInt(place.seq) };
    const found = run && at && (await readResultPart(db, run.id, at, { from, length: part.length }));
    if (found === undefined || filter === undefined)
      throw notFound(`Result ${place.seq} of collection ${place.collection}`);
    const { bytes, length, ...item } = found;
    return { item, modified: filter.modified, from, length, bytes };
  }

  /** Where the fields of one result stand. @throws AppError NOT_FOUND */
  async fields(principal: Principal, key: RunKey, place: ResultPlace): Promise<ResultFields> {
    const { item, length } = await this.part(principal, key, place, { from: 0, length: PART });
    const { fields, more } = await fieldsOf(item.data);
    return { fields, more: more || length > PART };
  }

  /** One result as a file, as it is stored. @throws AppError NOT_FOUND */
  async file(principal: Principal, key: RunKey, place: ResultPlace): Promise<ExportedFile> {
    const read = (from: number) => this.part(principal, key, place, { from, length: PART });
    const first = await read(0);
    async function* parts(): AsyncGenerator<string, void, void> {
      yield first.item.data;
      for (let from = PART; from < first.length; from += PART) yield (await read(from)).item.data;
    }
    const which = `${place.collection}-${place.seq}${first.modified ? "-modified" : ""}`;
    const name = resultFileName(key.id, which, "json");
    return { name, contentType: "application/json; charset=utf-8", parts: parts() };
  }

  /** All results that a filter lets through, as a file. */
  async export(
    principal: Principal,
    key: RunKey,
    { format, ...filter }: ResultFilter & { format: ResultFormat },
  ): Promise<ExportedFile> {
    const { db } = this.#store;
    const { run } = await requireRun(db, this.#mirror, principal, key, "results", { whole: true });
    if (run === undefined) return exportResults(db, undefined, filter, format, key.id);
    return exportResults(db, run.id, await this.#filterOf(run.id, filter), format, key.id);
  }

  /** What is different from the run before. */
  async changes(
    principal: Principal,
    key: RunKey,
    page: { collection: number; change: ResultChange | undefined; after: number; limit: number },
  ): Promise<ResultChanges> {
    const revision = await readRevision(this.#store.db);
    const { job, run } = await requireRun(this.#store.db, this.#mirror, principal, key, "results");
    const range = { ...page, collection: toInt(page.collection), after: toInt(page.after) };
    return { ...(await this.#comparison.read(principal.org, job, run, range)), revision };
  }
}

function takeWhile<Item>(items: readonly Item[], takes: (item: Item) => boolean): Item[] {
  const end = items.findIndex((item) => !takes(item));
  return end < 0 ? [...items] : items.slice(0, end);
}

function collectionsOf(
  counts: Awaited<ReturnType<typeof countResults>>,
  modified: readonly ModifiedCount[],
): ResultCollection[] {
  const made = Map.groupBy(modified, ({ collection }) => collection);
  return [...Map.groupBy(counts, ({ collection }) => collection)].map(([collection, ofIt]) => ({
    collection,
    ...rowCounts(ofIt),
    modified: modifiedOf(made.get(collection)),
  }));
}

function modifiedOf(counts: readonly ModifiedCount[] | undefined): ModifiedCollection | null {
  if (counts === undefined) return null;
  const sum = (figure: "filtered" | "duplicates" | "unread") => counts.reduce((all, each) => all + each[figure], 0);
  return { ...rowCounts(counts), filtered: sum("filtered"), duplicates: sum("duplicates"), unread: sum("unread") };
}

function rowCounts(counts: readonly { verdict: string; rows: number }[]) {
  return {
    rows: counts.reduce((sum, { rows }) => sum + rows, 0),
    verdicts: Object.fromEntries(
      RESULT_VERDICTS.map((verdict) => [verdict, counts.find((each) => each.verdict === verdict)?.rows ?? 0]),
    ) as Record<ResultVerdict, number>,
  };
}
