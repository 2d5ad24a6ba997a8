"use client";

import clsx from "clsx";
import { History } from "lucide-react";
import Link from "next/link";
import { useEffect, useRef } from "react";
import { formatDuration, span } from "../../../lib/jobs/format.ts";
import type { Command, CommandAction, Instant, JobRow } from "../../../lib/jobs/model.ts";
import { jobLink } from "../../jobs/filter-link.ts";
import { CopyButton } from "../../ui/copy-button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Moment } from "../../ui/time.tsx";
import { useAddress } from "../address.ts";

const VERB: Record<CommandAction, string> = { start: "started it", cancel: "asked it to stop", retry: "retried it" };
const OUTCOME = { done: "Done", refused: "Refused", failed: "Failed" } as const;
const LINK = "rounded-sm underline decoration-line-strong underline-offset-3 hover:decoration-current";

/** Who asked what of this job, why, and what became of it; the latest first. `audit-command` in the address marks one. */
export function AuditTab({ job, commands, retriedAs }: { job: JobRow; commands: Command[]; retriedAs: string | null }) {
  const marked = useAddress()("audit-command");
  return (
    <>
      <Chain job={job} retriedAs={retriedAs} isStartKnown={commands.some(({ action }) => action === "start")} />
      {commands.length === 0 ? (
        <EmptyState icon={History} title="Nobody has asked anything of this job">
          Starts, cancels and retries are kept here with who asked and why.
        </EmptyState>
      ) : (
        <ol aria-label="Commands">
          {commands.map((command) => (
            <CommandRow key={command.id} job={job} command={command} isMarked={String(command.id) === marked} />
          ))}
        </ol>
      )}
    </>
  );
}

/** The jobs before and after it in a chain of retries: what was asked of them stands on their own pages. */
function Chain({
  job: { source, retryOf, startedBy },
  retriedAs,
  isStartKnown,
}: {
  job: JobRow;
  retriedAs: string | null;
  isStartKnown: boolean;
}) {
  const maker = isStartKnown ? null : startedBy;
  if (retryOf === null && retriedAs === null && maker === null) return null;
  return (
    <p className="flex flex-wrap gap-x-4 gap-y-1 border-b px-4 py-2.5 text-ink-2 text-sm">
      {maker !== null && (
        <span>
          Made by <bdi className="font-medium text-ink">{maker}</bdi>
        </span>
      )}
      {retryOf !== null && (
        <span>
          Retry of{" "}
          <Link href={`${jobLink({ source, id: retryOf })}?tab=audit`} className={`${LINK} font-mono`}>
            #{retryOf}
          </Link>
          , whose audit says who asked for it
        </span>
      )}
      {retriedAs !== null && (
        <span>
          Retried as{" "}
          <Link href={`${jobLink({ source, id: retriedAs })}?tab=audit`} className={`${LINK} font-mono`}>
            #{retriedAs}
          </Link>
        </span>
      )}
    </p>
  );
}

function CommandRow({ job, command, isMarked }: { job: JobRow; command: Command; isMarked: boolean }) {
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isMarked) row.current?.scrollIntoView({ block: "center" });
  }, [isMarked]);
  const made = command.resultJobId !== null && command.resultJobId !== job.id ? command.resultJobId : null;
  return (
    <li
      ref={row}
      id={`command-${command.id}`}
      aria-current={isMarked ? "true" : undefined}
      className={clsx("flex flex-col gap-1 border-b px-4 py-3 text-sm last:border-b-0", isMarked && "bg-accent-tint")}
    >
      <div className="flex items-baseline gap-3">
        <p className="min-w-0 flex-1 break-words">
          <bdi className="font-medium">{command.actor}</bdi> {VERB[command.action]}
          {command.edited != null && <Edited paths={command.edited} />}
          {made !== null && (
            <>
              {" "}
              as{" "}
              <Link href={jobLink({ source: job.source, id: made })} className={`${LINK} font-mono`}>
                #{made}
              </Link>
            </>
          )}
          {command.bulkId !== null && (
            <>
              , by a{" "}
              <Link href={`/bulk-actions/${encodeURIComponent(command.bulkId)}`} className={LINK}>
                bulk action
              </Link>
            </>
          )}
        </p>
        <span className={clsx("shrink-0", toneOf(command))}>{outcomeOf(command)}</span>
        <CopyLink job={job} command={command} />
      </div>
      <p className="break-words [unicode-bidi:plaintext]">
        {command.reason === null ? <span className="text-ink-3">No reason given</span> : `“${command.reason}”`}
      </p>
      <ol aria-label="How far it came" className="flex flex-wrap gap-x-4 gap-y-0.5 text-ink-3 text-xs">
        <Step name="Asked" at={command.requestedAt} since={null} />
        <Step name="Seen" at={command.acknowledgedAt} since={command.requestedAt} />
        <Step name="Finished" at={command.finishedAt} since={command.requestedAt} />
      </ol>
    </li>
  );
}

function Edited({ paths }: { paths: readonly string[] }) {
  return (
    <>
      {" with edits to "}
      <code className="break-all font-mono text-ink-2 text-xs">{paths.join(", ")}</code>
    </>
  );
}

function Step({ name, at, since }: { name: string; at: Instant | null; since: Instant | null }) {
  return (
    <li>
      {name} {at === null ? "– not yet" : <Moment at={at} said={name} />}
      {at !== null && since !== null && ` (+${formatDuration(span(since, at, 0))})`}
    </li>
  );
}

function CopyLink({ job, command }: { job: JobRow; command: Command }) {
  const path = `${jobLink(job)}?tab=audit&audit-command=${command.id}`;
  const origin = typeof window === "undefined" ? "" : window.location.origin;
  return <CopyButton text={`${origin}${path}`} what="link to this command" />;
}

function outcomeOf({ acknowledgedAt, finishedAt, outcome }: Command): string {
  if (finishedAt !== null) return outcome === null ? "Finished" : OUTCOME[outcome];
  return acknowledgedAt === null ? "Not seen yet" : "Under way";
}

function toneOf({ finishedAt, outcome }: Command): string {
  if (finishedAt === null) return "text-cancelling";
  return outcome === "done" || outcome === null ? "text-ink-2" : "text-failed";
}
