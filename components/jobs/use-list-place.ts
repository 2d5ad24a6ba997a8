"use client";

import { useSearchParams } from "next/navigation";
import { listLink } from "./filter-link.ts";

/** Where in the list the reader is: the filter's text and the page. The address is the only place that holds it. */
export interface ListPlace {
  q: string;
  cursor: string | null;
  /** The cursors of the pages before this one, the first page as "". Empty on the first, or when nobody knows. */
  trail: readonly string[];
}

const TRAIL_KEY = "watchfloor-list-trail";

export function useListPlace(): ListPlace {
  const params = useSearchParams();
  const q = params.get("q") ?? "";
  const cursor = params.get("cursor");
  return { q, cursor, trail: cursor === null ? [] : readTrail(q, cursor) };
}

/** Filters: a new place in the history, unless the reader is still typing. */
export function goToFilter(q: string, { typing = false } = {}): void {
  const link = listLink(q);
  if (typing) window.history.replaceState(null, "", link);
  else window.history.pushState(null, "", link);
}

/** The next page of the list; the way back is remembered for this tab. */
export function goToNextPage(place: ListPlace, nextCursor: string): void {
  writeTrail(place.q, nextCursor, [...place.trail, place.cursor ?? ""]);
  turn(listLink(place.q, nextCursor));
}

export function goToPreviousPage(place: ListPlace): void {
  const before = place.trail.at(-1);
  if (before === undefined) return;
  if (before !== "") writeTrail(place.q, before, place.trail.slice(0, -1));
  turn(listLink(place.q, before === "" ? null : before));
}

export function goToFirstPage(place: ListPlace): void {
  turn(listLink(place.q));
}

function turn(link: string): void {
  window.history.pushState(null, "", link);
  window.scrollTo({ top: 0 });
}

interface StoredTrail {
  q: string;
  cursor: string;
  trail: string[];
}

function readTrails(): StoredTrail[] {
  if (typeof window === "undefined") return [];
  try {
    const stored: unknown = JSON.parse(window.sessionStorage.getItem(TRAIL_KEY) ?? "[]");
    return Array.isArray(stored) ? stored : [];
  } catch {
    return [];
  }
}

function readTrail(q: string, cursor: string): string[] {
  return readTrails().find((each) => each.q === q && each.cursor === cursor)?.trail ?? [];
}

const TRAILS_KEPT = 100;

function writeTrail(q: string, cursor: string, trail: string[]): void {
  const others = readTrails().filter((each) => each.q !== q || each.cursor !== cursor);
  try {
    window.sessionStorage.setItem(TRAIL_KEY, JSON.stringify([...others, { q, cursor, trail }].slice(-TRAILS_KEPT)));
  } catch {
    // Without storage only the way back page by page is lost; "First" still leads back.
  }
}
