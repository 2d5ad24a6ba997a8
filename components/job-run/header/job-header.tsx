"use client";

import { Play, RotateCcw, X } from "lucide-react";
import Link from "next/link";
import { type ReactNode, useEffect } from "react";
import type { JobDetail } from "../../../lib/api/types.ts";
import { TRIGGER_PHRASE } from "../../../lib/jobs/presentation.ts";
import { hasEnded } from "../../../lib/jobs/state.ts";
import { useStartAgent } from "../../agents/use-start-agent.ts";
import { BackToList } from "../../jobs/back-to-list.tsx";
import { askToCancel } from "../../jobs/cancel-request.ts";
import { agentLink, filterLink, jobLink } from "../../jobs/filter-link.ts";
import { UndoCancelButton } from "../../jobs/held-cancel-note.tsx";
import { useHeldCancel } from "../../jobs/held-cancels.ts";
import { StateBadge } from "../../jobs/state-badge.tsx";
import { useRetryJob } from "../../jobs/use-job-commands.ts";
import { Button } from "../../ui/button.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Glow } from "../../ui/glow.tsx";
import { Elapsed, Moment } from "../../ui/time.tsx";
import { pageActions } from "./page-actions.ts";

export function JobHeader({ detail }: { detail: JobDetail }) {
  const { job } = detail;
  const ended = hasEnded(job.state);
  const since = ended ? job.endedAt : (job.startedAt ?? job.queuedAt ?? job.createdAt);

  useEffect(() => {
    document.title = `${job.name} #${job.id} · Watchfloor`;
  }, [job.name, job.id]);

  return (
    <header className="flex flex-col gap-2">
      <BackToList />
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <div className="flex min-w-0 flex-1 basis-80 flex-wrap items-center gap-x-3 gap-y-1.5">
          <h1 className="min-w-0 break-words font-semibold text-xl tracking-tight">{job.name}</h1>
          <Glow value={job.state}>
            <StateBadge state={job.state} rawStatus={job.rawStatus} />
          </Glow>
          <span className="text-ink-2 text-sm">
            {since !== null && (
              <>
                {ended ? "at " : "since "}
                <Moment at={since} said={ended ? "Ended" : "Since"} />
                <span className="text-ink-3">
                  {" · "}
                  <Elapsed from={job.startedAt ?? job.queuedAt} to={job.endedAt} reason="Not started" />
                </span>
              </>
            )}
          </span>
        </div>
        <Actions detail={detail} />
      </div>
      <Facts detail={detail} />
    </header>
  );
}

function Actions({ detail }: { detail: JobDetail }) {
  const { job } = detail;
  const can = pageActions(detail);
  const held = useHeldCancel(job);
  const retry = useRetryJob();
  const start = useStartAgent();
  return (
    <div className="flex flex-wrap items-center gap-2">
      {can.start && (
        <Button
          disabled={start.isPending}
          onClick={() => job.agentId !== null && start.mutate({ id: job.agentId, name: job.agentName ?? job.name })}
        >
          <Play aria-hidden="true" className="size-3.5" />
          {hasEnded(job.state) ? "Start agent again" : "Start another"}
        </Button>
      )}
      {can.retry && (
        <Button look="primary" aria-keyshortcuts="r" disabled={retry.isPending} onClick={() => retry.mutate(job)}>
          <RotateCcw aria-hidden="true" className="size-3.5" />
          Retry
        </Button>
      )}
      {held !== null && <UndoCancelButton cancel={held} />}
      {can.cancel && held === null && (
        <Button aria-keyshortcuts="c" onClick={() => askToCancel(job)}>
          <X aria-hidden="true" className="size-3.5" />
          Cancel
        </Button>
      )}
      {job.state === "Cancelling" && (
        <Button disabled>
          <X aria-hidden="true" className="size-3.5" />
          Cancelling…
        </Button>
      )}
    </div>
  );
}

function Facts({ detail: { job, retriedAs } }: { detail: JobDetail }) {
  const facts: [name: string, content: ReactNode][] = [
    [
      "Id",
      <span key="id" className="inline-flex items-center">
        <code className="font-mono text-ink">#{job.id}</code>
        <CopyButton text={job.id} what="job id" />
      </span>,
    ],
    [
      "Source",
      <Link key="source" href={filterLink({ source: [job.source] })} className={LINK}>
        {job.source}
      </Link>,
    ],
  ];
  if (job.agentName !== null) {
    facts.push([
      "Agent",
      job.agentId === null ? (
        job.agentName
      ) : (
        <Link key="agent" href={agentLink(job.agentId)} className={LINK}>
          {job.agentName}
        </Link>
      ),
    ]);
  }
  facts.push(["Started", TRIGGER_PHRASE[job.trigger]]);
  if (job.maxAttempts > 1) facts.push(["Attempt", `${Math.max(1, job.attempt)} of ${job.maxAttempts}`]);
  if (job.priority !== 0) facts.push(["Priority", String(job.priority)]);
  if (job.retryOf !== null) facts.push(["Retry of", <OtherJob key="of" source={job.source} id={job.retryOf} />]);
  if (retriedAs !== null) facts.push(["Retried as", <OtherJob key="as" source={job.source} id={retriedAs} />]);
  if (job.tags.length > 0) facts.push(["Tags", job.tags.join(", ")]);

  return (
    <dl className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm">
      {facts.map(([name, content]) => (
        <div key={name} className="flex min-h-6 items-center gap-1.5">
          <dt className="text-ink-3">{name}</dt>
          <dd className="text-ink-2">{content}</dd>
        </div>
      ))}
    </dl>
  );
}

const LINK = "rounded-sm text-ink underline decoration-line-strong underline-offset-3 hover:decoration-current";

function OtherJob({ source, id }: { source: string; id: string }) {
  return (
    <Link href={jobLink({ source, id })} className={`${LINK} font-mono`}>
      #{id}
    </Link>
  );
}
