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

/** Filters, from the first page on: a new place in the history, unless the reader is still typing. */
export function goToFilter(q: string, { typing = false } = {}): void {
  go({ ...here(), q, cursor: null }, { replace: typing });
}

/** Filters and sorts, as a saved view says. */
export function goToView(q: string, sort: JobSort): void {
  go({ ...here(), q, sort, cursor: null });
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
