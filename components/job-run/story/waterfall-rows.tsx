"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import clsx from "clsx";
import { type KeyboardEvent, memo, useEffect, useEffectEvent, useId, useRef, useState } from "react";
import type { TaskRow } from "../../../lib/api/job-types.ts";
import type { TaskPlace } from "../../../lib/api/task-queries.ts";
import { formatExact } from "../../../lib/jobs/format.ts";
import { STATE_PRESENTATION } from "../../../lib/jobs/presentation.ts";
import { hasEnded } from "../../../lib/jobs/state.ts";
import { StateIcon } from "../../jobs/state-icon.tsx";
import { MARK } from "../../ui/tones.ts";
import { useAddress } from "../address.ts";
import { openTask } from "../tasks/open-task.ts";
import { plainLine, taskTimes } from "../tasks/task-words.ts";
import { useLiveTasks, useTaskRows } from "../tasks/use-task-rows.ts";
import { extentOf, type Period, shareOf, stateAt, type TaskTimes } from "./task-times.ts";
import { ticksOf } from "./time-ticks.ts";
import { moved, zoomed } from "./time-window.ts";

const ROW_HEIGHT = 24;
const OVERSCAN = 4;
const MOST_TICKS = 6;
const WHEEL_ZOOM = 1.2;
const TARGET_SHOWN = 300;

/** Names stand in a column of one width, so that all bars share one axis. */
const COLUMNS = "grid grid-cols-[7rem_minmax(0,1fr)] gap-x-3 px-4 sm:grid-cols-[17rem_minmax(0,1fr)]";

/** The tasks of a window as bars, one a row, in order of their numbers. Arrows go from task to task, Enter opens one. */
export function WaterfallRows({
  place,
  times,
  places,
  run,
  window,
  now,
  height,
  show,
  sought,
  home,
}: {
  place: TaskPlace;
  times: TaskTimes;
  places: Int32Array;
  run: Period;
  window: Period | null;
  now: number;
  height: number;
  show: (window: Period | null) => void;
  /** The row that was last asked for from outside: a new object each time. */
  sought: { row: number } | null;
  /** The row that is kept in view until the reader goes elsewhere. */
  home: number;
}) {
  const listId = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const marked = Number(useAddress()("task-seq") ?? Number.NaN);
  const virtualizer = useVirtualizer({
    count: places.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: OVERSCAN,
  });
  const rows = virtualizer.getVirtualItems();
  const live = useLiveTasks(place);
  const seqAt = (row: number) => {
    const at = places[row];
    return at === undefined ? undefined : times.seqs[at];
  };
  const range = { first: rows[0]?.index ?? 0, last: rows.at(-1)?.index ?? 0 };
  const tasks = useTaskRows(place, seqAt, range, live);
  const seen = window ?? run;
  const ticks = ticksOf(seen, run.from, MOST_TICKS);
  const current = Math.min(active, Math.max(0, places.length - 1));
  const isDrawn = rows.some(({ index }) => index === current);

  const zoomByWheel = useEffectEvent((event: WheelEvent) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const track = scroller.current?.querySelector("[data-track]")?.getBoundingClientRect();
    const share = track === undefined ? 0.5 : Math.min(1, Math.max(0, (event.clientX - track.left) / track.width));
    const centre = seen.from + share * (seen.to - seen.from);
    show(zoomed(window, run, event.deltaY > 0 ? WHEEL_ZOOM : 1 / WHEEL_ZOOM, centre));
  });
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const listener = (event: WheelEvent) => zoomByWheel(event);
    // The browser would zoom the page: only a listener that is not passive may keep it from that.
    element.addEventListener("wheel", listener, { passive: false });
    return () => element.removeEventListener("wheel", listener);
  }, []);

  const goTo = (row: number, align: "auto" | "start" = "auto") => {
    setActive(row);
    virtualizer.scrollToIndex(row, { align });
  };
  const touched = useRef(false);
  const touch = () => {
    touched.current = true;
  };
  const goHome = useEffectEvent((row: number) => {
    if (!touched.current) goTo(row);
  });
  useEffect(() => goHome(home), [home]);
  const goToSought = useEffectEvent((row: number) => goTo(row, "start"));
  useEffect(() => {
    if (sought === null) return;
    touched.current = true;
    goToSought(sought.row);
  }, [sought]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    touch();
    const aPage = Math.max(1, Math.floor(height / ROW_HEIGHT) - 1);
    const last = places.length - 1;
    const to = {
      ArrowDown: current + 1,
      ArrowUp: current - 1,
      PageDown: current + aPage,
      PageUp: current - aPage,
      Home: 0,
      End: last,
    }[event.key];
    if (to !== undefined) goTo(Math.min(last, Math.max(0, to)));
    else if (event.key === "Enter") openTask(seqAt(current) ?? 1);
    else if (event.key === "+" || event.key === "=") show(zoomed(window, run, 0.5, centreOf(current)));
    else if (event.key === "-") show(zoomed(window, run, 2));
    else if (event.key === "0") show(null);
    else if (event.key === "ArrowLeft") show(moved(window, run, -0.25));
    else if (event.key === "ArrowRight") show(moved(window, run, 0.25));
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const centreOf = (row: number) => {
    const extent = extentOf(times, places[row] ?? -1, run);
    return extent === null ? undefined : (extent.from + extent.to) / 2;
  };

  return (
    <div>
      <div aria-hidden="true" className={clsx(COLUMNS, "h-5 items-center text-ink-3 text-xs")}>
        <span className="truncate">{window === null ? "Task" : `${places.length} in this part`}</span>
        <span className="relative h-4 overflow-hidden">
          {ticks.map(({ left, label }) => (
            <span
              key={label}
              className={clsx(
                "absolute whitespace-nowrap pl-1 max-sm:even:hidden",
                left > 0.9 && "-translate-x-full pr-1",
              )}
              style={{ left: `${left * 100}%` }}
            >
              {label}
            </span>
          ))}
        </span>
      </div>
      <div
        ref={scroller}
        role="listbox"
        tabIndex={0}
        aria-label="Tasks over time"
        aria-activedescendant={isDrawn ? `${listId}-${current}` : undefined}
        onKeyDown={onKeyDown}
        onWheel={touch}
        onPointerDown={touch}
        className="group focus-inset overflow-y-auto overscroll-contain border-t"
        style={{ height }}
      >
        <div role="presentation" className="relative" style={{ height: virtualizer.getTotalSize() }}>
          {ticks.length > 0 && (
            <div aria-hidden="true" className={clsx(COLUMNS, "pointer-events-none absolute inset-0")}>
              <span />
              <span className="relative">
                {ticks.map(({ left, label }) => (
                  <span key={label} className="absolute inset-y-0 w-px bg-line" style={{ left: `${left * 100}%` }} />
                ))}
              </span>
            </div>
          )}
          {rows.map(({ index, start }) => (
            <Row
              key={index}
              id={`${listId}-${index}`}
              times={times}
              at={places[index] ?? 0}
              task={tasks.get(seqAt(index) ?? -1)}
              run={run}
              from={seen.from}
              to={seen.to}
              now={now}
              active={index === current}
              marked={seqAt(index) === marked}
              top={start}
              place={index}
              count={places.length}
            />
          ))}
        </div>
      </div>
      <p className="h-5 truncate border-t px-4 text-ink-3 text-xs leading-5">
        <Told task={tasks.get(seqAt(current) ?? -1)} now={now} />
      </p>
    </div>
  );
}

/** The task that the keys have come to, in one line. */
function Told({ task, now }: { task: TaskRow | undefined; now: number }) {
  if (task === undefined) return null;
  return (
    <>
      <span className="font-medium text-ink-2">#{task.seq}</span> {taskTimes(task, now).join(" · ")}
    </>
  );
}

const Row = memo(function Row({
  id,
  times,
  at,
  task,
  run,
  from,
  to,
  now,
  active,
  marked,
  top,
  place,
  count,
}: {
  id: string;
  times: TaskTimes;
  at: number;
  task: TaskRow | undefined;
  run: Period;
  from: number;
  to: number;
  now: number;
  active: boolean;
  marked: boolean;
  top: number;
  place: number;
  count: number;
}) {
  const seq = times.seqs[at] ?? 0;
  const state = stateAt(times, at);
  const { tone, icon, word } = STATE_PRESENTATION[state];
  const extent = extentOf(times, at, run);
  const share = extent === null ? null : shareOf(extent, { from, to });
  const target = task === undefined ? "" : plainLine(task.target, TARGET_SHOWN);
  const told = task === undefined ? [word, ...startOf(times, at)] : taskTimes(task, now);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the list around it.
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={active}
      aria-posinset={place + 1}
      aria-setsize={count}
      aria-label={[`Task ${seq} ${target}`.trim(), ...told].join(", ")}
      data-tip={[`#${seq} ${target}`, ...told].join("\n")}
      onClick={() => openTask(seq)}
      className={clsx(
        COLUMNS,
        "absolute inset-x-0 top-0 h-6 cursor-pointer items-center text-xs hover:bg-hover",
        active && "group-focus-visible:bg-sunken",
        marked && "bg-accent-tint",
      )}
      style={{ transform: `translateY(${top}px)` }}
    >
      <span className="flex min-w-0 items-center gap-1.5">
        <StateIcon name={icon} tone={tone} className="size-3 animate-none" />
        <span className="shrink-0 text-ink-3">{seq}</span> <bdi className="truncate font-mono text-ink-2">{target}</bdi>
      </span>
      <span data-track className="relative h-3.5">
        {share !== null && (
          <span
            className={clsx(
              "absolute inset-y-0 flex min-w-0.75 items-center justify-end overflow-hidden rounded-xs",
              MARK[tone],
              !hasEnded(state) && "rounded-r-none opacity-80",
              extent?.odd !== null && "ring-1 ring-cancelling-mark",
            )}
            style={{ left: `min(${share.left * 100}%, 100% - 3px)`, width: `${share.width * 100}%` }}
          />
        )}
        {share !== null && state === "Failed" && (
          <span
            aria-hidden="true"
            className="absolute -inset-y-0.5 w-0.75 rounded-xs bg-failed-mark"
            style={{ left: `min(${(share.left + share.width) * 100}%, 100% - 3px)` }}
          />
        )}
      </span>
    </div>
  );
});

function startOf(times: TaskTimes, at: number): string[] {
  const start = times.starts[at] ?? Number.NaN;
  return Number.isNaN(start) ? ["not started"] : [`Started ${formatExact(new Date(start).toISOString())}`];
}
