"use client";

import { useSearchParams } from "next/navigation";
import { useMemo } from "react";
import type { JobSort } from "../../lib/jobs/sort.ts";
import { type ListPlace, type PageSize, placeLink, readPlace } from "./list-place.ts";
import { askAnew } from "./list-visits.ts";

/** The place that the address says; the same object while the address is the same. */
export function useListPlace(): ListPlace {
  const params = useSearchParams();
  return useMemo(() => readPlace((name) => params.get(name)), [params]);
}

function here(): ListPlace {
  const params = new URLSearchParams(window.location.search);
  return readPlace((name) => params.get(name));
}

function go(place: ListPlace, { replace = false } = {}): void {
  askAnew();
  if (replace) window.history.replaceState(null, "", placeLink(place));
  else window.history.pushState(null, "", placeLink(place));
}

/**
 * Filters, from the first page on: a new place in the history, unless the reader is still typing. A chosen view stays the
 * one that the list was come from, until all jobs are shown.
 */
export function goToFilter(q: string, { typing = false } = {}): void {
  const place = here();
  go({ ...place, q, cursor: null, view: q === "" ? null : place.view }, { replace: typing });
}

/** Filters and sorts as a view says: a new place in the history, unless it is what the list shows already. */
export function goToView({ id, q, sort }: { id: string; q: string; sort: JobSort }, { replace = false } = {}): void {
  go({ ...here(), q, sort, cursor: null, view: id }, { replace });
}

/** Sorts, from the first page on. */
export function goToSort(sort: JobSort): void {
  go({ ...here(), sort, cursor: null });
}

/** Shows so many rows, from the first row shown on. */
export function goToSize(size: PageSize): void {
  go({ ...here(), size });
}

/** Turns to the page that a cursor leads to; null is the first. */
export function goToPage(cursor: string | null): void {
  go({ ...here(), cursor });
  window.scrollTo({ top: 0 });
}

/** The cursor is of no use any more: the list starts anew in its place. */
export function startAnew(): void {
  go({ ...here(), cursor: null }, { replace: true });
}
