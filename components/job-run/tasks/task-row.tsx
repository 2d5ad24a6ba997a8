"use client";

import clsx from "clsx";
import { ChevronRight, ScrollText, Table2 } from "lucide-react";
import { memo } from "react";
import type { TaskRow as Task } from "../../../lib/api/job-types.ts";
import type { TaskPlace } from "../../../lib/api/task-queries.ts";
import { formatCount } from "../../../lib/jobs/format.ts";
import { hasEnded } from "../../../lib/jobs/state.ts";
import { StateBadge } from "../../jobs/state-badge.tsx";
import { IconButton } from "../../ui/button.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { Elapsed, Moment, Until } from "../../ui/time.tsx";
import { Unknown } from "../../ui/unknown.tsx";
import { inTab, setAddress } from "../address.ts";
import { TaskDetail } from "./task-detail.tsx";
import { ENDS_BEFORE_START, plainLine, runsBackwards, tryWords } from "./task-words.ts";

/** A row is as tall as a finger on a phone, where it has two lines. */
export const ROW_HEIGHT = { wide: 36, narrow: 60 };
const TARGET_SHOWN = 300;
const ERROR_SHOWN = 300;

export const GRID =
  "grid grid-cols-[4.25rem_minmax(0,1fr)_5rem] items-center gap-x-3 px-4 md:grid-cols-[4.75rem_7rem_minmax(0,1fr)_3rem_4.5rem_5.5rem_5.5rem_3.75rem]";

/** What can be seen of a task besides itself. */
export interface TaskLinks {
  logs: boolean;
  results: boolean;
  /** Other attempts at the job. */
  attempts: readonly number[];
}

/** The cells of one task; without it, of one that is yet to be read. Opened, everything that is known of it stands below. */
export const TaskCells = memo(function TaskCells({
  seq,
  task,
  open,
  place,
  links,
  toggle,
}: {
  seq: number;
  task: Task | undefined;
  open: boolean;
  place: TaskPlace;
  links: TaskLinks;
  toggle: (seq: number) => void;
}) {
  return (
    <>
      <td className="row-span-2 self-start md:row-span-1 md:self-auto">
        <button
          type="button"
          aria-expanded={open}
          aria-label={`Task ${seq}`}
          onClick={() => toggle(seq)}
          className="-ml-1 flex h-9 items-center gap-0.5 rounded-sm pr-1 text-ink-3 hover:text-ink"
        >
          <ChevronRight aria-hidden="true" className={clsx("size-3.5 shrink-0", open && "rotate-90")} />
          {seq}
        </button>
      </td>
      {task === undefined ? (
        <td className="col-span-full col-start-2">
          <Skeleton className="h-3.5 w-2/3" />
        </td>
      ) : (
        <>
          <td className="truncate">
            <StateBadge state={task.state} plain />
          </td>
          <td className="order-1 col-span-2 flex min-w-0 items-center gap-3 text-xs md:order-none md:col-span-1">
            <bdi className={clsx("truncate font-mono", isTold(task) && "max-w-[45%] shrink-0")}>
              {plainLine(task.target, TARGET_SHOWN)}
            </bdi>
            <Try task={task} />
            {task.error !== null && (
              <bdi className="min-w-0 flex-1 truncate text-failed">{plainLine(task.error, ERROR_SHOWN)}</bdi>
            )}
          </td>
          <td className="hidden text-right text-ink-2 md:block">
            {task.httpStatus ?? <Unknown reason="There was no answer yet, or none at all" />}
          </td>
          <td className="hidden text-right md:block">
            {task.resultsCount === null ? <Unknown reason="Not known yet" /> : formatCount(task.resultsCount)}
          </td>
          <td className="text-right text-ink-2">
            {runsBackwards(task) ? (
              <span className="text-cancelling" data-tip={ENDS_BEFORE_START}>
                ⚠ 0.0 s<span className="sr-only"> {ENDS_BEFORE_START}</span>
              </span>
            ) : (
              <Elapsed from={task.startedAt} to={task.endedAt} reason="Not started" />
            )}
          </td>
          <td className="hidden text-right text-ink-2 md:block">
            <Moment at={task.endedAt} said="Ended" />
          </td>
          <td className="hidden justify-end md:flex">
            {links.logs && (
              <IconButton
                label={`Log of task ${seq}`}
                onClick={() => setAddress(inTab("logs", { "log-task": String(seq) }), { push: true })}
              >
                <ScrollText aria-hidden="true" className="size-3.5" />
              </IconButton>
            )}
            {links.results && (
              <IconButton
                label={`Results of task ${seq}`}
                onClick={() => setAddress(inTab("results", { "result-task": String(seq) }), { push: true })}
              >
                <Table2 aria-hidden="true" className="size-3.5" />
              </IconButton>
            )}
          </td>
          {open && (
            <td className="order-2 col-span-full pb-3">
              <TaskDetail task={task} place={place} links={links} />
            </td>
          )}
        </>
      )}
    </>
  );
});

/** Whether something stands beside the target. */
function isTold(task: Task): boolean {
  return task.error !== null || tryWords(task) !== null;
}

/** Which try it is, and while that is to come or under way, why the one before failed. */
function Try({ task }: { task: Task }) {
  const words = tryWords(task);
  if (words === null) return null;
  const before = hasEnded(task.state) ? null : task.earlierError;
  return (
    <span className={clsx("min-w-0 truncate text-ink-3", before === null ? "shrink-0" : "flex-1")}>
      {words}
      {task.dueAt !== null && (
        <>
          , <Until at={task.dueAt} said="Not before" />
        </>
      )}
      {before !== null && <bdi>: {plainLine(before, ERROR_SHOWN)}</bdi>}
    </span>
  );
}
