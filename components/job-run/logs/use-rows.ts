"use client";

import { type RefObject, useCallback, useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from "react";
import { RowHeights } from "./row-heights.ts";

const ROW_HEIGHT = 20;
const OVERSCAN = 12;
const AT_END_PX = 8;

/** Rows that are in the page: from `first` up to, not including, `end`. */
interface Range {
  first: number;
  end: number;
}

export interface Rows extends Range {
  /** Where the first of them begins, and how high all rows are. */
  top: number;
  height: number;
  /** The reader is at the end and stays there as rows are added. */
  following: boolean;
  /** How many rows were added since the reader left the end. */
  added: number;
  /** Puts a row into the middle of what is seen, or just into sight if `nearest`. */
  show: (row: number, nearest?: boolean) => void;
  follow: () => void;
  firstSeen: () => number;
}

/**
 * A window on `count` rows of unknown heights. Rows are measured when they are drawn; what grows above the first row that is seen
 * moves nothing that is read. `begin` is the row to begin at, null for the end.
 */
export function useRows(
  scroller: RefObject<HTMLDivElement | null>,
  body: RefObject<HTMLDivElement | null>,
  count: number,
  begin: number | null,
): Rows {
  const [heights] = useState(() => new RowHeights(ROW_HEIGHT));
  const [range, setRange] = useState<Range>(() => firstRange(count, begin));
  const [, setMeasured] = useState(0);
  const [following, setFollowing] = useState(begin === null);
  const [leftAt, setLeftAt] = useState(count);
  /** The row to bring into sight, until it stands and is measured, or the reader scrolls. */
  const target = useRef<{ row: number; nearest: boolean } | null>(
    begin === null ? null : { row: begin, nearest: false },
  );
  const lastTop = useRef(0);

  const update = useCallback(() => {
    const element = scroller.current;
    if (element === null) return;
    const first = Math.max(0, heights.rowAt(element.scrollTop, count) - OVERSCAN);
    const end = Math.min(count, heights.rowAt(element.scrollTop + element.clientHeight, count) + 1 + OVERSCAN);
    // In steps: not every pixel that is scrolled draws anew.
    const stepped = { first: first - (first % 4), end: Math.min(count, end + 4 - (end % 4)) };
    setRange((held) => (held.first === stepped.first && held.end === stepped.end ? held : stepped));
  }, [scroller, heights, count]);

  const settle = useEffectEvent(() => {
    const element = scroller.current;
    if (element === null) return;
    const anchor = heights.rowAt(element.scrollTop, count);
    let above = 0;
    let changed = false;
    for (const row of body.current?.children ?? []) {
      const index = Number(row.getAttribute("data-row"));
      const grown = heights.set(index, row.getBoundingClientRect().height);
      if (grown === 0) continue;
      changed = true;
      if (index < anchor) above += grown;
    }
    if (changed) setMeasured((times) => times + 1);
    // With the old height of the list still in the page, the browser would not go further than that.
    if (changed && body.current?.parentElement) body.current.parentElement.style.height = `${heights.top(count)}px`;
    if (target.current !== null) {
      const { row, nearest } = target.current;
      element.scrollTop = placeOf(row, nearest, element, heights);
    } else if (following) element.scrollTop = element.scrollHeight;
    else if (above !== 0) element.scrollTop += above;
    lastTop.current = element.scrollTop;
    update();
  });

  // After every drawing: rows may have been added, come into sight, or changed.
  useLayoutEffect(() => settle());

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const onScroll = () => {
      const { scrollTop, scrollHeight, clientHeight } = element;
      const atEnd = scrollHeight - scrollTop - clientHeight < AT_END_PX;
      if (target.current === null && atEnd) setFollowing(true);
      else if (scrollTop < lastTop.current - 1) setFollowing(false);
      lastTop.current = scrollTop;
      update();
    };
    const byHand = () => {
      target.current = null;
    };
    const resized = new ResizeObserver(() => settle());
    resized.observe(element);
    if (body.current !== null) resized.observe(body.current);
    element.addEventListener("scroll", onScroll, { passive: true });
    for (const name of ["wheel", "touchmove", "pointerdown", "keydown"]) {
      element.addEventListener(name, byHand, { passive: true });
    }
    return () => {
      resized.disconnect();
      element.removeEventListener("scroll", onScroll);
      for (const name of ["wheel", "touchmove", "pointerdown", "keydown"]) element.removeEventListener(name, byHand);
    };
  }, [scroller, body, update]);

  // While following there is nothing new to tell; what comes after the reader left is.
  if (following && leftAt !== count) setLeftAt(count);

  return {
    ...range,
    end: Math.min(range.end, count),
    top: heights.top(range.first),
    height: heights.top(count),
    following,
    added: count - leftAt,
    show: (row, nearest = false) => {
      target.current = { row, nearest };
      setFollowing(false);
      setMeasured((times) => times + 1);
    },
    follow: () => {
      target.current = null;
      setFollowing(true);
      setMeasured((times) => times + 1);
    },
    firstSeen: () => heights.rowAt(scroller.current?.scrollTop ?? 0, count),
  };
}

function firstRange(count: number, begin: number | null): Range {
  const middle = begin ?? count;
  return { first: Math.max(0, middle - 40), end: Math.min(count, middle + 40) };
}

function placeOf(row: number, nearest: boolean, element: HTMLElement, heights: RowHeights): number {
  const top = heights.top(row);
  const height = heights.height(row);
  if (!nearest) return Math.max(0, top - Math.max(0, element.clientHeight - height) / 2);
  if (top < element.scrollTop) return top;
  const below = top + height - element.clientHeight;
  return below > element.scrollTop ? below : element.scrollTop;
}
