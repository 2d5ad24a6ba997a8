"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import clsx from "clsx";
import { ListTodo } from "lucide-react";
import { memo, useEffect, useMemo, useRef, useState } from "react";
import { type LiveTasks, queries } from "../../../lib/api/queries.ts";
import { formatCount, formatQuantity } from "../../../lib/jobs/format.ts";
import type { Task } from "../../../lib/jobs/model.ts";
import { StateBadge } from "../../jobs/state-badge.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { QueryError } from "../../ui/query-error.tsx";
import { LoadingLabel, Skeleton } from "../../ui/skeleton.tsx";
import { Elapsed } from "../../ui/time.tsx";
import { Unknown } from "../../ui/unknown.tsx";
import { layTasksOver } from "../lay-over.ts";
import { Toolbar, ToolbarChoice } from "../toolbar.tsx";
import { Target } from "./target.tsx";

const ROW_HEIGHT = 36;
const MORE_WITHIN_ROWS = 40;
const GRID =
  "grid grid-cols-[2.5rem_6.75rem_minmax(0,1fr)] items-center gap-x-3 px-4 md:grid-cols-[3rem_7.5rem_minmax(0,1fr)_3.5rem_4.5rem_4.5rem]";

/** Earlier attempts get no news. */
const NONE: LiveTasks = new Map();

type Choice = "all" | "failed";

/** The run's tasks in order, windowed, with pushed changes laid over them. */
export function TasksTab({ source, id, attempt }: { source: string; id: string; attempt: number | null }) {
  const [choice, setChoice] = useState<Choice>("all");
  const query = useInfiniteQuery(queries.tasks(source, id, attempt));
  const { data: live } = useQuery(queries.liveTasks(source, id));
  const tasks = useMemo(
    () => layTasksOver(query.data?.pages ?? [], attempt === null ? live : NONE),
    [query.data, live, attempt],
  );
  const shown = choice === "all" ? tasks : tasks.filter((task) => task.state === "Failed");

  if (query.data === undefined) {
    if (query.error === null) return <TasksSkeleton />;
    return <QueryError what="the tasks" error={query.error} retry={() => void query.refetch()} />;
  }
  if (tasks.length === 0) {
    return (
      <EmptyState icon={ListTodo} title="No tasks yet">
        Each page that the agent visits becomes a task.
      </EmptyState>
    );
  }
  return (
    <>
      <Toolbar>
        <ToolbarChoice
          label="Tasks to show"
          value={choice}
          onChange={setChoice}
          choices={[
            ["all", "All"],
            ["failed", "Failed only"],
          ]}
        />
        <span className="ml-auto text-ink-3 text-xs">
          {query.hasNextPage
            ? `first ${formatQuantity(tasks.length, "task")} loaded`
            : formatQuantity(shown.length, "task")}
        </span>
      </Toolbar>
      <TaskList
        tasks={shown}
        loadMore={query.hasNextPage && !query.isFetchingNextPage ? () => void query.fetchNextPage() : null}
      />
    </>
  );
}

function TaskList({ tasks, loadMore }: { tasks: Task[]; loadMore: (() => void) | null }) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: tasks.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => tasks[index]?.seq ?? index,
    overscan: 12,
  });
  const rows = virtualizer.getVirtualItems();
  const lastShown = rows.at(-1)?.index ?? 0;

  useEffect(() => {
    if (loadMore !== null && lastShown > tasks.length - MORE_WITHIN_ROWS) loadMore();
  }, [loadMore, lastShown, tasks.length]);

  return (
    <div
      ref={scroller}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
      tabIndex={0}
      className="focus-inset max-h-[36rem] overflow-y-auto text-sm"
    >
      <table aria-label="Tasks" aria-rowcount={tasks.length + 1} className="block">
        <thead className="sticky top-0 z-10 block border-b bg-surface">
          <tr className={clsx(GRID, "h-8 text-left text-ink-3 text-xs *:font-medium")}>
            <th scope="col">#</th>
            <th scope="col">State</th>
            <th scope="col">Target</th>
            <th scope="col" className="hidden text-right md:block">
              HTTP
            </th>
            <th scope="col" className="hidden text-right md:block">
              Results
            </th>
            <th scope="col" className="hidden text-right md:block">
              Took
            </th>
          </tr>
        </thead>
        <tbody className="relative block" style={{ height: virtualizer.getTotalSize() }}>
          {rows.map((row) => {
            const task = tasks[row.index];
            return (
              task && (
                <tr
                  key={row.key}
                  ref={virtualizer.measureElement}
                  data-index={row.index}
                  aria-rowindex={row.index + 2}
                  className={clsx(GRID, "absolute inset-x-0 top-0 min-h-9 border-b py-1.5 hover:bg-hover")}
                  style={{ transform: `translateY(${row.start}px)` }}
                >
                  <TaskCells task={task} />
                </tr>
              )
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

const TaskCells = memo(function TaskCells({ task }: { task: Task }) {
  return (
    <>
      <td className="text-ink-3">{task.seq}</td>
      <td>
        <StateBadge state={task.state} plain />
      </td>
      <td className="flex min-w-0 items-center text-xs">
        <Target target={task.target} />
      </td>
      <td className="hidden text-right text-ink-2 md:block">
        {task.httpStatus ?? <Unknown reason="There was no answer yet, or none at all" />}
      </td>
      <td className="hidden text-right md:block">
        {task.resultsCount === null ? <Unknown reason="Not known yet" /> : formatCount(task.resultsCount)}
      </td>
      <td className="hidden text-right text-ink-2 md:block">
        <Elapsed from={task.startedAt} to={task.endedAt} reason="Not started" />
      </td>
      {task.error !== null && (
        <td className="col-span-full break-words pt-0.5 text-failed md:col-start-3">{task.error}</td>
      )}
    </>
  );
});

function TasksSkeleton() {
  return (
    <div className="px-4 py-2">
      <LoadingLabel what="tasks" />
      {["w-80", "w-64", "w-72", "w-60", "w-80", "w-56"].map((width, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the stand-ins never change.
        <div key={index} className="flex h-9 items-center gap-6">
          <Skeleton className="h-3.5 w-6" />
          <Skeleton className="h-3.5 w-20" />
          <Skeleton className={`h-3.5 max-w-1/2 ${width}`} />
        </div>
      ))}
    </div>
  );
}
