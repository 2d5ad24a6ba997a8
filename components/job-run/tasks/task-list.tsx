"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import clsx from "clsx";
import { ArrowDown, ArrowUp } from "lucide-react";
import { useCallback, useEffect, useEffectEvent, useRef, useState, useSyncExternalStore } from "react";
import type { LiveTasks } from "../../../lib/api/queries.ts";
import type { TaskPlace } from "../../../lib/api/task-queries.ts";
import type { TaskSort } from "../../../lib/jobs/task-sort.ts";
import { setAddress } from "../address.ts";
import { chooseSort, direction, nextSort, type SortColumn } from "./task-choice.ts";
import { GRID, ROW_HEIGHT, TaskCells, type TaskLinks } from "./task-row.tsx";
import { useTaskRows } from "./use-task-rows.ts";

const OVERSCAN = 6;
const WIDE = "(width >= 48rem)";

/** The tasks of an order, windowed. The one that the address names is opened, marked and brought into view. */
export function TaskList({
  place,
  seqs,
  sort,
  seq,
  live,
  links,
}: {
  place: TaskPlace;
  seqs: readonly number[];
  sort: TaskSort;
  seq: number | null;
  live: LiveTasks;
  links: TaskLinks;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const wide = useWide();
  const virtualizer = useVirtualizer({
    count: seqs.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (wide ? ROW_HEIGHT.wide : ROW_HEIGHT.narrow),
    getItemKey: (index) => seqs[index] ?? index,
    overscan: OVERSCAN,
  });
  const rows = virtualizer.getVirtualItems();
  const range = { first: rows[0]?.index ?? 0, last: rows.at(-1)?.index ?? 0 };
  const tasks = useTaskRows(place, (at) => seqs[at], range, live);

  // Only rows that are or were open have a height of their own: to measure all of them would lay the page out for each.
  const [opened, setOpened] = useState<readonly number[]>([]);
  if (seq !== null && !opened.includes(seq)) setOpened([...opened, seq]);

  // Whoever opened a row by pressing it has it in view already.
  const pressed = useRef<number | null>(null);
  const toggle = useCallback((task: number) => {
    pressed.current = task;
    const open = new URLSearchParams(window.location.search).get("task-seq") === String(task);
    setAddress({ "task-seq": open ? null : String(task) });
  }, []);
  const bringIntoView = useEffectEvent((task: number) => {
    const at = seqs.indexOf(task);
    if (at === -1 || pressed.current === task) return;
    virtualizer.scrollToIndex(at, { align: "center" });
    scroller.current?.scrollIntoView({ block: "nearest" });
  });
  const isThere = seq !== null && seqs.includes(seq);
  useEffect(() => {
    if (isThere && seq !== null) bringIntoView(seq);
    else pressed.current = null;
  }, [seq, isThere]);

  return (
    <div
      ref={scroller}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
      tabIndex={0}
      className="focus-inset max-h-[36rem] overflow-y-auto text-sm"
    >
      <table aria-label="Tasks" aria-rowcount={seqs.length + 1} className="block">
        <thead className="sticky top-0 z-10 block border-b bg-surface">
          <tr className={clsx(GRID, "h-8 text-left text-ink-3 text-xs *:font-medium")}>
            <Head column="number" sort={sort}>
              #
            </Head>
            <Head column="state" sort={sort}>
              State
            </Head>
            <th scope="col" className="hidden md:block">
              Target and error
            </th>
            <th scope="col" className="hidden text-right md:block">
              HTTP
            </th>
            <Head column="results" sort={sort} className="hidden md:block" end>
              Results
            </Head>
            <Head column="duration" sort={sort} end>
              Took
            </Head>
            <Head column="ended" sort={sort} className="hidden md:block" end>
              Ended
            </Head>
            <th scope="col" className="hidden md:block">
              <span className="sr-only">Log and results</span>
            </th>
          </tr>
        </thead>
        <tbody className="relative block" style={{ height: virtualizer.getTotalSize() }}>
          {rows.map((row) => {
            const task = seqs[row.index] ?? 0;
            const open = task === seq;
            return (
              <tr
                key={row.key}
                ref={opened.includes(task) ? virtualizer.measureElement : undefined}
                data-index={row.index}
                data-task={task}
                aria-rowindex={row.index + 2}
                className={clsx(
                  GRID,
                  "absolute inset-x-0 top-0 h-15 grid-rows-[1.75rem_1.5rem] content-start border-b pt-1 md:h-9 md:grid-rows-[2.1875rem] md:pt-0",
                  open ? "h-auto! bg-accent-tint" : "hover:bg-hover",
                )}
                style={{ transform: `translateY(${row.start}px)` }}
              >
                <TaskCells seq={task} task={tasks.get(task)} open={open} place={place} links={links} toggle={toggle} />
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** A column's head that sorts by it. */
function Head({
  column,
  sort,
  end = false,
  className,
  children,
}: {
  column: SortColumn;
  sort: TaskSort;
  /** Over figures, at the right. */
  end?: boolean;
  className?: string;
  children: string;
}) {
  const way = direction(sort, column);
  const Arrow = way === "ascending" ? ArrowUp : ArrowDown;
  return (
    <th scope="col" aria-sort={way} className={clsx(end && "text-right", className)}>
      <button
        type="button"
        onClick={() => chooseSort(nextSort(sort, column))}
        className={clsx(
          "inline-flex h-6 items-center gap-0.5 rounded-sm hover:text-ink",
          end && "flex-row-reverse",
          way !== "none" && "text-ink",
        )}
      >
        {children}
        <Arrow aria-hidden="true" className={clsx("size-3", way === "none" && "invisible")} />
      </button>
    </th>
  );
}

function useWide(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const query = window.matchMedia(WIDE);
      query.addEventListener("change", changed);
      return () => query.removeEventListener("change", changed);
    },
    () => window.matchMedia(WIDE).matches,
    () => true,
  );
}
