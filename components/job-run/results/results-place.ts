import { RESULT_CHANGES, RESULT_PAGE_SIZES, type ResultChange } from "../../../lib/api/job-types.ts";
import { RESULT_VERDICTS, type ResultVerdict } from "../../../lib/jobs/model.ts";
import type { AddressName } from "../address.ts";

/** How the rows of a page are ordered: by a field's name, downwards with `down`. Null is the order in which they were stored. */
export type ResultSort = { column: string; down: boolean } | null;

/** What the tab shows, as the address says it. */
export interface ResultsPlace {
  view: "rows" | "changes";
  /** Whether rows are shown as post-processed, where there are such; else as they were found. */
  modified: boolean;
  collection: number;
  /** The page: after which row, or in the changes after which difference. */
  after: number;
  size: (typeof RESULT_PAGE_SIZES)[number];
  task: number | null;
  verdict: ResultVerdict | null;
  change: ResultChange | null;
  sort: ResultSort;
  /** The seq of the row that is open in the viewer; below zero, one of the earlier run that was removed. */
  row: number | null;
}

type ResultParam = Extract<AddressName, `result-${string}`>;

const USUAL_SIZE = 500;

/** Reads the address. What it says that makes no sense counts as not said. */
export function readPlace(address: (name: ResultParam) => string | null): ResultsPlace {
  const oneOf = <Value extends string>(name: ResultParam, values: readonly Value[]) =>
    values.find((value) => value === address(name)) ?? null;
  const size = RESULT_PAGE_SIZES.find((each) => String(each) === address("result-size"));
  return {
    view: address("result-view") === "changes" ? "changes" : "rows",
    modified: address("result-modified") === "1",
    collection: countOf(address("result-collection")) ?? 1,
    after: countOf(address("result-after")) ?? 0,
    size: size ?? USUAL_SIZE,
    task: countOf(address("result-task")),
    verdict: oneOf("result-verdict", RESULT_VERDICTS),
    change: oneOf("result-change", RESULT_CHANGES),
    sort: sortOf(address("result-sort")),
    row: rowOf(address("result-row")),
  };
}

/** What to write into the address for a part of the place; what is usual is left out. A page belongs to its list: it goes with it. */
export function writePlace(changes: Partial<ResultsPlace>): Partial<Record<ResultParam, string | null>> {
  const written: Partial<Record<ResultParam, string | null>> = {};
  const { view, modified, collection, after, size, task, verdict, change, sort, row } = changes;
  const anotherList = [view, modified, collection, size, task, verdict, change].some((each) => each !== undefined);
  if (anotherList) Object.assign(written, { "result-after": null, "result-row": null });
  if (view !== undefined) written["result-view"] = view === "rows" ? null : view;
  if (modified !== undefined) written["result-modified"] = modified ? "1" : null;
  if (collection !== undefined) written["result-collection"] = collection === 1 ? null : String(collection);
  if (after !== undefined)
    Object.assign(written, { "result-after": after === 0 ? null : String(after), "result-row": null });
  if (size !== undefined) written["result-size"] = size === USUAL_SIZE ? null : String(size);
  if (task !== undefined) written["result-task"] = textOf(task);
  if (verdict !== undefined) written["result-verdict"] = verdict;
  if (change !== undefined) written["result-change"] = change;
  if (sort !== undefined) written["result-sort"] = sort === null ? null : `${sort.down ? "-" : "+"}${sort.column}`;
  if (row !== undefined) written["result-row"] = textOf(row);
  return written;
}

function countOf(text: string | null): number | null {
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null;
}

function rowOf(text: string | null): number | null {
  return text?.startsWith("-") ? -(countOf(text.slice(1)) ?? 0) || null : countOf(text);
}

function textOf(value: number | null): string | null {
  return value === null ? null : String(value);
}

/** The sign always stands before the field's name, which may begin with one itself. */
function sortOf(text: string | null): ResultSort {
  const sign = text?.[0];
  if (text === null || text.length < 2 || (sign !== "-" && sign !== "+")) return null;
  return { column: text.slice(1), down: sign === "-" };
}
