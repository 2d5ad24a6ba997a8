"use client";

import { ListTodo, SearchX } from "lucide-react";
import type { JobDetail, TaskOrder } from "../../../lib/api/job-types.ts";
import { formatCount, formatQuantity } from "../../../lib/jobs/format.ts";
import { hasEnded } from "../../../lib/jobs/state.ts";
import { MOST_TASKS } from "../../../lib/jobs/task-sort.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { QueryError, RefreshError } from "../../ui/query-error.tsx";
import { LoadingLabel, Skeleton } from "../../ui/skeleton.tsx";
import { Toolbar } from "../toolbar.tsx";
import { chooseAll, useTaskChoice } from "./task-choice.ts";
import { TaskList } from "./task-list.tsx";
import type { TaskLinks } from "./task-row.tsx";
import { StateSwitches, TaskSearch } from "./task-toolbar.tsx";
import { useTaskOrder } from "./use-task-order.ts";
import { useLiveTasks } from "./use-task-rows.ts";

/** The run's tasks: filtered, sorted, windowed, and patched where they stand while they are worked on. */
export function TasksTab({ detail, attempt }: { detail: JobDetail; attempt: number | null }) {
  const { job, run, runs, capabilities } = detail;
  const place = { source: job.source, id: job.id, attempt };
  const choice = useTaskChoice();
  const live = useLiveTasks(place);
  const { data, error, refetch, seqs, isStale, waiting, refresh } = useTaskOrder(place, choice, live);

  if (data === undefined || seqs === null) {
    if (error === null) return <TasksSkeleton />;
    return <QueryError what="the tasks" error={error} retry={() => void refetch()} />;
  }
  const filtered = choice.states.length > 0 || choice.q !== "";
  if (seqs.length === 0 && !filtered && !isStale) {
    return (
      <EmptyState icon={ListTodo} title={hasEnded(job.state) ? "No tasks" : "No tasks yet"}>
        Each page that the agent visits becomes a task.
      </EmptyState>
    );
  }
  const links: TaskLinks = {
    logs: capabilities.logs,
    results: capabilities.results,
    attempts: runs.map((each) => each.attempt).filter((each) => each !== run?.attempt),
  };
  const isElsewhere = choice.seq !== null && !isStale && !seqs.includes(choice.seq);
  return (
    <>
      <Toolbar>
        <StateSwitches counts={data.counts} chosen={choice.states} />
        <TaskSearch key={job.id} q={choice.q} />
        <span role="status" className="ml-auto flex items-center gap-2 text-ink-3 text-xs">
          {waiting && (
            <Button size="sm" onClick={refresh}>
              Show changes
            </Button>
          )}
          <Shown data={data} shown={seqs.length} filtered={filtered} />
        </span>
      </Toolbar>
      {error !== null && <RefreshError what="the tasks" error={error} retry={() => void refetch()} />}
      {isElsewhere && (
        <p className="border-b bg-sunken px-4 py-1.5 text-sm">
          {filtered ? `Task ${choice.seq} is not among the tasks shown. ` : `This run has no task ${choice.seq}. `}
          {filtered && (
            <button type="button" className="font-medium text-accent hover:underline" onClick={chooseAll}>
              Show all tasks
            </button>
          )}
        </p>
      )}
      <div aria-busy={isStale} className={isStale ? "stale" : undefined}>
        {seqs.length === 0 ? (
          <EmptyState
            icon={SearchX}
            title="No task matches"
            action={<Button onClick={chooseAll}>Show all tasks</Button>}
          >
            Neither target nor error of a task in these states holds the text.
          </EmptyState>
        ) : (
          <TaskList
            key={`${choice.states} ${choice.q} ${choice.sort}`}
            place={place}
            seqs={seqs}
            sort={choice.sort}
            seq={choice.seq}
            live={live}
            links={links}
          />
        )}
      </div>
    </>
  );
}

function Shown({ data, shown, filtered }: { data: TaskOrder; shown: number; filtered: boolean }) {
  if (data.more) {
    return (
      <span data-tip={`Of longer runs only the first ${formatCount(MOST_TASKS)} tasks are looked at`}>
        {formatCount(shown)} of the first {formatCount(MOST_TASKS)} tasks
      </span>
    );
  }
  return filtered ? `${formatQuantity(shown, "task")} found` : formatQuantity(shown, "task");
}

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
