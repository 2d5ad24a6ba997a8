"use client";

import { useQuery } from "@tanstack/react-query";
import { Fragment, type ReactNode } from "react";
import { jobQueries } from "../../../lib/api/job-queries.ts";
import type { JobDetail } from "../../../lib/api/job-types.ts";
import { formatClock, formatQuantity } from "../../../lib/jobs/format.ts";
import { LEVEL_PRESENTATION } from "../../../lib/jobs/presentation.ts";
import { readable } from "../../../lib/text/readable.ts";
import { StateIcon } from "../../jobs/state-icon.tsx";
import { useInBrowser } from "../../live/use-now.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Panel } from "../../ui/panel.tsx";
import { INK } from "../../ui/tones.ts";
import { inTab } from "../address.ts";
import { Target } from "../tasks/target.tsx";
import { AddressLink } from "./address-link.tsx";
import { ErrorText } from "./error-text.tsx";
import { LINK, SeenBefore, WhatHelps } from "./what-helps.tsx";

const LONGEST_LINE = 500;
/** The panel is about the latest attempt. */
const LATEST = { run: null };

/** Failed: the error, what usually helps, the tasks that failed, and the last lines before it. */
export function WentWrongPanel({ detail }: { detail: JobDetail }) {
  const { job, run } = detail;
  const error = job.error ?? run?.agentResultMessage ?? null;
  return (
    <Panel
      id="first-panel"
      title="What went wrong"
      className="border-failed-mark/45"
      actions={error !== null && <CopyButton text={error} what="error" className="size-7" />}
    >
      <div className="flex items-start gap-2.5 px-4 pt-4 pb-3">
        <StateIcon name="cross" tone="failed" className="mt-1 size-4" />
        <div className="min-w-0 flex-1">
          {error === null ? (
            <p className="text-lg leading-6">It failed without giving a reason.</p>
          ) : (
            <ErrorText error={error} />
          )}
          <p className="mt-1 text-ink-3 text-sm first-letter:uppercase">
            {circumstances(detail).map((part, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the parts have no other name than their place.
              <Fragment key={place}>
                {place > 0 && " · "}
                {part}
              </Fragment>
            ))}
          </p>
        </div>
      </div>
      <WhatHelps detail={detail} />
      <div className="grid grid-cols-1 border-t empty:hidden lg:divide-x lg:has-[>section+section]:grid-cols-2">
        {detail.capabilities.tasks && <FailedTasks detail={detail} />}
        {detail.capabilities.logs && <LastLines source={job.source} id={job.id} />}
      </div>
    </Panel>
  );
}

function circumstances({ job }: JobDetail): ReactNode[] {
  const parts: ReactNode[] = [];
  if (job.maxAttempts > 1) parts.push(`attempt ${job.attempt} of ${job.maxAttempts}`);
  if (job.tasksFailed !== null && job.tasksFailed > 0) parts.push(`${formatQuantity(job.tasksFailed, "task")} failed`);
  if (job.tasksCompleted !== null) parts.push(`${formatQuantity(job.tasksCompleted, "task")} completed before it`);
  parts.push(<SeenBefore source={job.source} id={job.id} />);
  return parts;
}

function FailedTasks({ detail: { job, capabilities } }: { detail: JobDetail }) {
  const { data } = useQuery(jobQueries.failedTasks(job.source, job.id));
  if (data === undefined || data.items.length === 0) return null;
  const others = (job.tasksFailed ?? 0) - data.items.length;
  return (
    <section aria-labelledby="failed-tasks" className="min-w-0 border-b px-4 py-3 last:border-b-0 lg:border-b-0">
      <h3 id="failed-tasks" className="mb-1.5 font-medium text-ink-3 text-xs">
        {data.items.length === 1 && others <= 0 ? "The task that failed" : "Tasks that failed"}
      </h3>
      <ul className="flex flex-col gap-2 text-sm">
        {data.items.map((task) => (
          <li key={task.seq} className="min-w-0">
            <p className="line-clamp-2 break-words text-failed">
              <bdi>{readable((task.error ?? "No reason given").slice(0, LONGEST_LINE))}</bdi>
            </p>
            <p className="flex min-w-0 flex-wrap gap-x-2 text-ink-3 text-xs leading-6">
              <AddressLink to={inTab("tasks", { ...LATEST, "task-seq": String(task.seq) })} className={LINK}>
                Task {task.seq}
              </AddressLink>
              {capabilities.logs && (
                <AddressLink to={inTab("logs", { ...LATEST, "log-task": String(task.seq) })} className={LINK}>
                  its log
                </AddressLink>
              )}
              <Target target={task.target} />
            </p>
          </li>
        ))}
      </ul>
      {(others > 0 || data.nextCursor !== null) && (
        <p className="mt-2 text-xs">
          <AddressLink to={inTab("tasks", { ...LATEST, "task-state": "Failed" })} className={LINK}>
            {others > 0 ? `${formatQuantity(others, "more failed task")}` : "More failed tasks"}
          </AddressLink>
        </p>
      )}
    </section>
  );
}

function LastLines({ source, id }: { source: string; id: string }) {
  const { data } = useQuery(jobQueries.lastLines(source, id));
  const inBrowser = useInBrowser();
  if (data === undefined || data.items.length === 0) return null;
  return (
    <section aria-labelledby="last-lines" className="min-w-0 px-4 py-3">
      <h3 id="last-lines" className="mb-1.5 font-medium text-ink-3 text-xs">
        The last lines before it
      </h3>
      <ol className="flex flex-col gap-1 font-mono text-xs leading-5">
        {data.items.map((line) => {
          const { short, tone } = LEVEL_PRESENTATION[line.level];
          return (
            <li key={line.seq} className="flex gap-2.5">
              <AddressLink
                to={inTab("logs", { ...LATEST, "log-line": String(line.seq) })}
                data-tip={`Line ${line.seq} in the log`}
                className="-my-0.5 shrink-0 rounded-sm py-0.5 text-ink-3 hover:text-ink hover:underline"
              >
                {inBrowser ? formatClock(line.at) : ""}
                <span className="sr-only">, line {line.seq} in the log</span>
              </AddressLink>
              <span className={`shrink-0 ${INK[tone]}`}>{short}</span>
              <bdi className="line-clamp-2 min-w-0 break-words">{readable(line.message.slice(0, LONGEST_LINE))}</bdi>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
