"use client";

import { type RefObject, useEffect } from "react";
import type { JobPage } from "../../lib/api/types.ts";
import { useRowFeeds } from "../live/use-row-feeds.ts";
import { useAwake } from "../ui/use-awake.ts";
import type { Column } from "./list-columns.ts";
import { takeReturn } from "./list-visits.ts";
import { refreshChosen } from "./tick-jobs.ts";
import { useColumnEdges } from "./use-column-edges.ts";
import { useHold } from "./use-hold.ts";
import { useListKeys } from "./use-list-keys.ts";
import { useTableClicks } from "./use-table-clicks.ts";

interface Props {
  /** What holds the table, and the bar above it on narrow screens. */
  root: RefObject<HTMLElement | null>;
  q: string;
  page: JobPage;
  isPassing: boolean;
  columns: readonly Column[];
  setHeld: (held: boolean) => void;
  setGone: (gone: ReadonlySet<string>) => void;
}

/** What happens to the table: pushed changes, clicks, keys, and whether somebody is at it. */
export function TableLife({ root, q, page, isPassing, columns, setHeld, setGone }: Props) {
  const list = { q, rows: page.items };
  const gone = useRowFeeds(isPassing ? undefined : page);
  const isHeld = useHold(root);

  useTableClicks(root, list);
  useListKeys(root, list);
  useColumnEdges(root, columns);
  useReturn(root);
  useAwake(root);

  useEffect(() => setHeld(isHeld), [isHeld, setHeld]);
  useEffect(() => setGone(gone), [gone, setGone]);
  useEffect(() => refreshChosen(page.items), [page.items]);
  return null;
}

/** Coming back from a job, the list stands where it stood, and the focus is on the row that was opened. */
function useReturn(root: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const left = takeReturn();
    if (left === null) return;
    const row = root.current?.querySelector(`[data-job="${CSS.escape(left.job)}"]`);
    row?.querySelector<HTMLElement>("[data-row-link]")?.focus({ preventScroll: true });
    window.scrollTo({ top: left.scrollY });
  }, [root]);
}
