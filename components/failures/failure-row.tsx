"use client";

import clsx from "clsx";
import { ChevronRight, RotateCcw } from "lucide-react";
import Link from "next/link";
import { type ReactNode, useId, useState } from "react";
import type { FailureGroup } from "../../lib/api/types.ts";
import type { FailureWindow } from "../../lib/jobs/failure-window.ts";
import type { JobFilter } from "../../lib/jobs/filter/model.ts";
import { formatCount, formatQuantity } from "../../lib/jobs/format.ts";
import type { Instant } from "../../lib/jobs/model.ts";
import { askForBulk } from "../jobs/bulk/ask-for-bulk.ts";
import { jobLink, listLink } from "../jobs/filter-link.ts";
import { Button, ButtonLink } from "../ui/button.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { Ago } from "../ui/time.tsx";
import { failuresLink, groupFilter, ofAgent } from "./failure-links.ts";
import { FailureRun } from "./failure-run.tsx";
import { FingerprintText } from "./fingerprint-text.tsx";

/** A row is a grid, so that the list becomes cards where it is narrow. */
export const ROW =
  "grid grid-cols-[2.5rem_minmax(0,1fr)] items-center gap-x-3 px-4 @4xl:gap-x-4 @4xl:grid-cols-[3.5rem_minmax(0,1fr)_8.5rem_6rem_6rem_9.5rem]";

/** Which failures the list is about. */
export interface About {
  /** The filter as it stands in the address, and as the server is asked: with its times in the reader's zone. */
  filter: JobFilter;
  pinned: JobFilter;
  window: FailureWindow;
}

interface RowProps {
  about: About;
  group: FailureGroup;
  from: Instant;
  bucketMs: number;
}

export function FailureRow({ about, group, from, bucketMs }: RowProps) {
  const [isOpen, setOpen] = useState(false);
  const errorId = useId();
  return (
    <li className="border-b last:border-b-0 focus-within:bg-hover hover:bg-hover">
      <div className={clsx(ROW, "gap-y-2 py-3")}>
        <p className="self-start text-right font-semibold text-failed text-lg leading-5.5">
          {formatCount(group.count)}
          <span className="sr-only"> {group.count === 1 ? "failure" : "failures"}</span>
        </p>
        <div className="min-w-0">
          <button
            type="button"
            aria-expanded={isOpen}
            aria-controls={isOpen ? errorId : undefined}
            onClick={() => setOpen(!isOpen)}
            className="group -ml-1 flex w-full items-start gap-1 rounded-sm text-left"
          >
            <ChevronRight
              aria-hidden="true"
              className={clsx(
                "mt-1 size-3.5 shrink-0 text-ink-3 transition-transform duration-100 group-hover:text-ink",
                isOpen && "rotate-90",
              )}
            />
            <span className={clsx("min-w-0 break-words font-medium text-base", !isOpen && "line-clamp-2")}>
              <FingerprintText fingerprint={group.fingerprint} />
            </span>
          </button>
          <Agents about={about} group={group} />
        </div>
        <FailureRun
          buckets={group.buckets}
          from={from}
          bucketMs={bucketMs}
          className="col-start-2 ml-3.5 max-w-64 @4xl:col-auto @4xl:ml-0 @4xl:max-w-none"
        />
        <dl className="col-start-2 ml-3.5 flex flex-wrap gap-x-4 gap-y-0.5 text-sm @4xl:contents">
          <Seen name="Last seen">
            <Ago at={group.lastSeenAt} said="Last seen" />
          </Seen>
          <Seen name="First seen">
            <Ago at={group.firstSeenAt} said="First seen" />
            {isNewKind(group, from, bucketMs) && (
              <span
                data-tip="Seen for the first time in this period"
                className="ml-1.5 rounded-xs border border-line-strong px-1 text-ink-2 text-xs"
              >
                new
              </span>
            )}
          </Seen>
        </dl>
        <div className="col-start-2 ml-1 flex items-center gap-1 @4xl:col-auto @4xl:ml-0 @4xl:justify-end">
          <Actions about={about} group={group} />
        </div>
      </div>
      {isOpen && <LatestError id={errorId} group={group} />}
    </li>
  );
}

/** Whether a kind of failure began in the period; what was there from about its beginning on may be older. */
function isNewKind({ firstSeenAt, buckets }: FailureGroup, from: Instant, bucketMs: number): boolean {
  return Date.parse(firstSeenAt) - Date.parse(from) > (buckets.length * bucketMs) / 4;
}

function Seen({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex min-w-0 items-baseline gap-1.5 @4xl:block">
      <dt className="text-ink-3 @4xl:sr-only">{name}</dt>
      <dd className="text-ink-2">{children}</dd>
    </div>
  );
}

function Agents({ about, group }: { about: About; group: FailureGroup }) {
  if (group.agents.length === 0) return null;
  return (
    <ul aria-label="Agents" className="mt-0.5 ml-3.5 flex flex-wrap gap-x-3 text-ink-3 text-xs leading-6">
      {group.agents.map(({ value, count }) => (
        <li key={value} className="flex min-w-0 items-center gap-1">
          <Link
            href={failuresLink(ofAgent(about.filter, value), about.window)}
            data-tip={`Failures of ${value}`}
            className="block h-6 min-w-6 truncate rounded-sm text-ink-2 hover:text-ink hover:underline"
          >
            {value}
          </Link>
          <span>{formatCount(count)}</span>
        </li>
      ))}
      {group.otherAgents > 0 && <li>and {formatQuantity(group.otherAgents, "other agent")}</li>}
    </ul>
  );
}

function Actions({ about, group }: { about: About; group: FailureGroup }) {
  const shown = groupFilter(about.filter, about.window, group);
  const retried = groupFilter(about.pinned, about.window, group);
  if (shown === null || retried === null) {
    return (
      <ButtonLink look="ghost" size="sm" href={jobLink(group.latest)}>
        Open the latest
      </ButtonLink>
    );
  }
  const which = `${formatQuantity(group.count, "job")}: ${group.fingerprint}`;
  return (
    <>
      <ButtonLink look="ghost" size="sm" href={listLink(shown)} aria-label={`Open ${which}`}>
        Open
      </ButtonLink>
      <Button
        look="ghost"
        size="sm"
        aria-haspopup="dialog"
        aria-label={`Retry ${which}`}
        onClick={() => askForBulk({ verb: "retry", q: retried })}
      >
        <RotateCcw aria-hidden="true" className="size-3.5" />
        Retry
      </Button>
    </>
  );
}

function LatestError({ id, group }: { id: string; group: FailureGroup }) {
  return (
    <div id={id} className="px-4 pb-3 @4xl:pl-22">
      <p className="flex items-center gap-1 text-ink-3 text-xs">
        The latest of them,
        <Link href={jobLink(group.latest)} className="rounded-sm font-mono text-ink-2 hover:underline">
          #{group.latest.id}
        </Link>
        {group.error !== null && <CopyButton text={group.error} what="error" />}
      </p>
      {group.error === null ? (
        <p className="text-ink-2 text-sm">It gave no reason.</p>
      ) : (
        <pre className="mt-1 max-h-64 overflow-auto whitespace-pre-wrap break-words rounded-md border bg-sunken p-3 font-mono text-xs">
          {group.error}
        </pre>
      )}
    </div>
  );
}
