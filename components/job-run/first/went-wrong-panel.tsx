"use client";

import { useQuery } from "@tanstack/react-query";
import { queries } from "../../../lib/api/queries.ts";
import type { JobDetail } from "../../../lib/api/types.ts";
import { formatClock, formatQuantity } from "../../../lib/jobs/format.ts";
import { LEVEL_PRESENTATION } from "../../../lib/jobs/presentation.ts";
import { StateIcon } from "../../jobs/state-icon.tsx";
import { useInBrowser } from "../../live/use-now.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Panel } from "../../ui/panel.tsx";
import { INK } from "../../ui/tones.ts";
import { Target } from "../tasks/target.tsx";

/** Failed: the error, the tasks that failed, and the last lines that warned of it. */
export function WentWrongPanel({ detail }: { detail: JobDetail }) {
  const { job, run } = detail;
  const error = job.error ?? run?.agentResultMessage ?? "It gave no reason.";
  return (
    <Panel
      id="first-panel"
      title="What went wrong"
      className="border-failed-mark/45"
      actions={<CopyButton text={error} what="error" className="size-7" />}
    >
      <div className="flex items-start gap-2.5 px-4 pt-4 pb-3">
        <StateIcon name="cross" tone="failed" className="mt-1 size-4" />
        <div className="min-w-0 flex-1">
          <p className="whitespace-pre-wrap break-words text-lg leading-6">{error}</p>
          <p className="mt-1 text-ink-3 text-sm">{circumstances(detail)}</p>
        </div>
      </div>
      <div className="grid border-t lg:grid-cols-2 lg:divide-x">
        {detail.capabilities.tasks && <FailedTasks source={job.source} id={job.id} />}
        {detail.capabilities.logs && <LastLines source={job.source} id={job.id} />}
      </div>
    </Panel>
  );
}

function circumstances({ job }: JobDetail): string {
  const parts: string[] = [];
  if (job.maxAttempts > 1) parts.push(`Attempt ${job.attempt} of ${job.maxAttempts}`);
  if (job.tasksFailed !== null) parts.push(`${formatQuantity(job.tasksFailed, "task")} failed`);
  if (job.tasksCompleted !== null) parts.push(`${formatQuantity(job.tasksCompleted, "task")} completed before it`);
  return parts.join(" · ");
}

function FailedTasks({ source, id }: { source: string; id: string }) {
  const { data } = useQuery(queries.failedTasks(source, id));
  if (data === undefined || data.items.length === 0) return null;
  return (
    <section aria-labelledby="failed-tasks" className="min-w-0 border-b px-4 py-3 lg:border-b-0">
      <h3 id="failed-tasks" className="mb-1.5 font-medium text-ink-3 text-xs">
        Tasks that failed
      </h3>
      <ul className="flex flex-col gap-1.5 text-sm">
        {data.items.map((task) => (
          <li key={task.seq} className="min-w-0">
            <p className="break-words text-failed">{task.error ?? "No reason given"}</p>
            <p className="flex min-w-0 gap-2 text-ink-3 text-xs">
              <span className="shrink-0">task {task.seq}</span>
              <Target target={task.target} />
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function LastLines({ source, id }: { source: string; id: string }) {
  const { data } = useQuery(queries.lastErrors(source, id));
  const inBrowser = useInBrowser();
  if (data === undefined || data.items.length === 0) return null;
  return (
    <section aria-labelledby="last-lines" className="min-w-0 px-4 py-3">
      <h3 id="last-lines" className="mb-1.5 font-medium text-ink-3 text-xs">
        Last warnings and errors in the log
      </h3>
      <ol className="flex flex-col gap-0.5 font-mono text-xs leading-5">
        {data.items.map((line) => {
          const { short, tone } = LEVEL_PRESENTATION[line.level];
          return (
            <li key={line.seq} className="flex gap-2.5">
              <span className="shrink-0 text-ink-3">{inBrowser ? formatClock(line.at) : ""}</span>
              <span className={`shrink-0 ${INK[tone]}`}>{short}</span>
              <span className="line-clamp-2 min-w-0 break-words">{line.message}</span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
