"use client";

import clsx from "clsx";
import type { ReactNode } from "react";
import {
  DASH,
  formatAgo,
  formatDuration,
  formatExact,
  formatExpectedEnd,
  formatMoment,
  formatUntil,
  span,
} from "../../lib/jobs/format.ts";
import type { Instant } from "../../lib/jobs/model.ts";
import { useInBrowser, useMinute, useNow } from "../live/use-now.ts";
import { Unknown } from "./unknown.tsx";

/** A time of day with the exact time and zone as its tip. `said` stands before the exact time: "Created". */
function TimeText({
  at,
  said,
  children,
  className,
}: {
  at: Instant;
  said?: string;
  children: ReactNode;
  className?: string | undefined;
}) {
  const inBrowser = useInBrowser();
  const exact = inBrowser ? formatExact(at) : undefined;
  return (
    <time
      dateTime={at}
      data-tip={said && exact ? `${said}\n${exact}` : exact}
      className={clsx("whitespace-nowrap", className)}
    >
      {inBrowser ? children : DASH}
    </time>
  );
}

interface TimeProps {
  at: Instant | null;
  said?: string;
  className?: string | undefined;
}

/** When something happened: `14:02:11`, with the date when it was not today. */
export function Moment({ at, said, className }: TimeProps) {
  const now = useMinute();
  if (at === null) return <Unknown reason="Not yet, or not reported" />;
  return (
    <TimeText at={at} {...(said === undefined ? {} : { said })} className={className}>
      {formatMoment(at, now)}
    </TimeText>
  );
}

/** How long ago something happened; it ticks. */
export function Ago({ at, said, className }: TimeProps) {
  const now = useNow();
  if (at === null) return <Unknown reason="Not yet, or not reported" />;
  return (
    <TimeText at={at} {...(said === undefined ? {} : { said })} className={className}>
      {now === null ? null : formatAgo(at, now)}
    </TimeText>
  );
}

/** How long until something happens; it ticks. */
export function Until({ at, said, className }: TimeProps) {
  const now = useNow();
  if (at === null) return <Unknown reason="Not planned" />;
  return (
    <TimeText at={at} {...(said === undefined ? {} : { said })} className={className}>
      {now === null ? null : formatUntil(at, now)}
    </TimeText>
  );
}

/** When a running job is expected to end, from its earlier runs; it ticks. */
export function ExpectedEnd({ at, className }: { at: Instant | null; className?: string }) {
  const now = useNow();
  if (at === null) {
    return (
      <Unknown reason="Too few earlier runs of this agent to expect an end" {...(className ? { className } : {})} />
    );
  }
  return (
    <TimeText at={at} said="Expected end, from earlier runs" className={className}>
      {now === null ? null : formatExpectedEnd(at, now)}
    </TimeText>
  );
}

/** How long something took, or ticking how long it has been going on. */
export function Elapsed({
  from,
  to,
  reason,
  className,
}: {
  from: Instant | null;
  to: Instant | null;
  /** Why there is no figure, when `from` is null. */
  reason: string;
  className?: string;
}) {
  if (from === null) return <Unknown reason={reason} {...(className ? { className } : {})} />;
  if (to === null) return <Ticking from={from} className={className} />;
  return <span className={clsx("whitespace-nowrap", className)}>{formatDuration(span(from, to, 0))}</span>;
}

function Ticking({ from, className }: { from: Instant; className: string | undefined }) {
  const now = useNow();
  return (
    <span className={clsx("whitespace-nowrap", className)}>
      {now === null ? DASH : formatDuration(span(from, null, now), { whole: true })}
    </span>
  );
}
