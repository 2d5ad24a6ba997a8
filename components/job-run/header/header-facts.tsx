"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import type { JobDetail } from "../../../lib/api/job-types.ts";
import { TRIGGER_PHRASE, triggerPhrase } from "../../../lib/jobs/presentation.ts";
import { scheduleInWords } from "../../agents/schedule-words.ts";
import { agentLink, filterLink, jobLink } from "../../jobs/filter-link.ts";
import { SourceName } from "../../sources/source-label.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";

/** Where the job comes from and where it led: ids, source, agent, who or what started it, retries before and after. */
export function HeaderFacts({ detail }: { detail: JobDetail }) {
  const { job, retriedAs } = detail;
  const { source } = job;
  const facts: [name: string, content: ReactNode][] = [
    [
      "Id",
      <span key="id" className="inline-flex min-w-0 items-center">
        <code className="min-w-0 break-all font-mono text-ink">#{job.id}</code>
        <CopyButton text={job.id} what="job id" />
      </span>,
    ],
    [
      "Source",
      <Link key="source" href={filterLink({ source: [source] })} className={LINK}>
        <SourceName id={source} />
      </Link>,
    ],
  ];
  if (job.agentName !== null) facts.push(["Agent", <AgentFact key="agent" job={job} />]);
  facts.push(["Started", <StartedFact key="started" detail={detail} />]);
  if (job.maxAttempts > 1) facts.push(["Attempt", `${Math.max(1, job.attempt)} of ${job.maxAttempts}`]);
  if (job.priority !== 0) facts.push(["Priority", String(job.priority)]);
  if (retriedAs !== null) facts.push(["Retried as", <OtherJob key="as" source={source} id={retriedAs} />]);
  if (job.tags.length > 0) facts.push(["Tags", <bdi key="tags">{job.tags.join(", ")}</bdi>]);

  return (
    <dl className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm">
      {facts.map(([name, content]) => (
        <div key={name} className="flex min-h-6 min-w-0 items-center gap-1.5">
          <dt className="shrink-0 text-ink-3">{name}</dt>
          <dd className="min-w-0 break-words text-ink-2">{content}</dd>
        </div>
      ))}
    </dl>
  );
}

function AgentFact({ job: { agentId, agentName } }: Pick<JobDetail, "job">) {
  const name = <bdi>{agentName}</bdi>;
  if (agentId === null) return name;
  return (
    <span className="inline-flex min-w-0 items-center">
      <Link href={agentLink(agentId)} className={`${LINK} min-w-0 truncate`}>
        {name}
      </Link>
      <CopyButton text={agentId} what="agent id" />
    </span>
  );
}

/** By whom, by which schedule, or as a retry of which job, and what that changed. */
function StartedFact({ detail: { job, schedule, retryEdits } }: { detail: JobDetail }) {
  const who = job.startedBy === null ? null : <bdi>{job.startedBy}</bdi>;
  if (job.trigger === "scheduled") {
    if (schedule === null) return TRIGGER_PHRASE.scheduled;
    const { cron, timezone } = schedule;
    return (
      <span data-tip={`${cron}\n${timezone}`} className="cursor-default">
        by schedule: {scheduleInWords(cron, timezone) ?? <code className="font-mono text-xs">{cron}</code>}
      </span>
    );
  }
  if (job.retryOf !== null) {
    return (
      <>
        as a retry of <OtherJob source={job.source} id={job.retryOf} />
        {retryEdits !== null && (
          <>
            {" "}
            <span
              data-tip={`Changed:\n${retryEdits.join("\n")}`}
              className="cursor-default underline decoration-dotted decoration-line-strong underline-offset-3"
            >
              with edits
              <span className="sr-only"> to {retryEdits.join(", ")}</span>
            </span>
          </>
        )}
        {who !== null && <> by {who}</>}
      </>
    );
  }
  if (who === null) return triggerPhrase(job.trigger) ?? "by whom is not known";
  return job.trigger === "api" ? (
    <>
      {TRIGGER_PHRASE.api}, by {who}
    </>
  ) : (
    <>by {who}</>
  );
}

const LINK = "rounded-sm text-ink underline decoration-line-strong underline-offset-3 hover:decoration-current";

function OtherJob({ source, id }: { source: string; id: string }) {
  return (
    <Link href={jobLink({ source, id })} className={`${LINK} break-all font-mono`}>
      #{id}
    </Link>
  );
}
