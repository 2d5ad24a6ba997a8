import { DEFAULT_SORT, JOB_SORTS, type JobSort, PAGE_SIZES } from "../../lib/jobs/sort.ts";

export type PageSize = (typeof PAGE_SIZES)[number];

/** Where in the list the reader is: the filter's text, the order and the page. The address is the only place that holds it. */
export interface ListPlace {
  q: string;
  sort: JobSort;
  /** Null: as many rows as the reader usually has. */
  size: PageSize | null;
  /** Null on the first page. */
  cursor: string | null;
  /** The id of the view that was chosen, which the list may have been changed from since. */
  view: string | null;
}

/** Reads a place from the parameters of an address; what cannot be understood is as if it were not there. */
export function readPlace(read: (name: string) => string | null | undefined): ListPlace {
  const size = Number(read("size"));
  return {
    q: read("q") ?? "",
    sort: JOB_SORTS.find((sort) => sort === read("sort")) ?? DEFAULT_SORT,
    size: PAGE_SIZES.find((each) => each === size) ?? null,
    cursor: read("cursor") || null,
    view: read("view") || null,
  };
}

/** The address of the list at a place; what is left out is as usual. */
export function placeLink({
  q = "",
  sort = DEFAULT_SORT,
  size = null,
  cursor = null,
  view = null,
}: Partial<ListPlace>): string {
  const search = new URLSearchParams();
  if (q !== "") search.set("q", q);
  if (sort !== DEFAULT_SORT) search.set("sort", sort);
  if (size !== null) search.set("size", String(size));
  if (cursor !== null) search.set("cursor", cursor);
  if (view !== null) search.set("view", view);
  return search.size === 0 ? "/jobs" : `/jobs?${search}`;
}
