"use client";

import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import Link from "next/link";
import { queries } from "../../lib/api/queries.ts";
import { formatCount, formatQuantity } from "../../lib/jobs/format.ts";
import { COUNT_PRESENTATION } from "../../lib/jobs/presentation.ts";
import { COUNT_NAMES, type CountName } from "../../lib/jobs/state.ts";
import { inGroups, Sparkline } from "../charts/sparkline.tsx";
import { throughputTotals } from "../charts/throughput-series.ts";
import { countLink } from "../jobs/filter-link.ts";
import { StateIcon } from "../jobs/state-icon.tsx";
import { Glow } from "../ui/glow.tsx";
import { RefreshError } from "../ui/query-error.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { INK } from "../ui/tones.ts";

const MINUTES_A_BAR = 3;
const ENDED = ["completed", "failed", "cancelled"] as const satisfies readonly CountName[];
type EndedName = (typeof ENDED)[number];

/** The counts, each a link to the jobs that it counts. */
export function CountTiles() {
  const { data: summary, error, refetch } = useQuery(queries.summary());
  const { data: throughput } = useQuery(queries.throughput());
  const shown = COUNT_NAMES.filter((name) => name !== "unknown" || (summary?.counts.unknown ?? 0) > 0);
  const odd = shown.length % 2 === 1;
  const totals = throughput && throughputTotals(throughput);

  return (
    <section aria-label="Counts">
      {error && <RefreshError what="the counts" error={error} retry={() => void refetch()} />}
      <ul className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border bg-line shadow-raised sm:grid-cols-3 lg:grid-flow-col lg:auto-cols-fr lg:grid-cols-none">
        {shown.map((name) => {
          const ended = ENDED.find((each) => each === name);
          return (
            <li
              key={name}
              className={clsx("bg-surface", odd && name === shown.at(-1) && "col-span-2 sm:col-span-1 lg:col-auto")}
            >
              <Tile
                name={name}
                count={summary?.counts[name]}
                lastHour={ended && totals ? totals[ended] : undefined}
                run={ended && throughput ? runOf(throughput.minutes, ended) : undefined}
              />
            </li>
          );
        })}
        {odd && <li aria-hidden="true" className="hidden bg-surface sm:block lg:hidden" />}
      </ul>
    </section>
  );
}

function runOf(minutes: readonly Record<EndedName, number>[], name: EndedName): number[] {
  return inGroups(
    minutes.map((minute) => minute[name]),
    MINUTES_A_BAR,
  );
}

const QUIET_NOTE: Record<"queued" | "executing" | "unknown", string> = {
  queued: "waiting for a turn",
  executing: "under way now",
  unknown: "state not understood",
};

function Tile({
  name,
  count,
  lastHour,
  run,
}: {
  name: CountName;
  count: number | undefined;
  lastHour: number | undefined;
  run: number[] | undefined;
}) {
  const { word, tone, icon } = COUNT_PRESENTATION[name];
  const note = name === "queued" || name === "executing" || name === "unknown" ? QUIET_NOTE[name] : null;
  const alarming = name === "failed" && (count ?? 0) > 0;
  return (
    <Link
      href={countLink(name)}
      className="focus-inset group relative flex h-full min-h-26 flex-col px-4 py-3 transition-colors hover:bg-hover"
    >
      <span className="sr-only">{`${word}: ${count === undefined ? "loading" : formatQuantity(count, "job")}`}</span>
      <span aria-hidden="true" className="contents">
        <span className="flex items-center gap-1.5 font-medium text-ink-2 text-sm">
          <StateIcon name={icon} tone={tone} className={count === 0 ? "animate-none" : ""} />
          {word}
        </span>
        <span className={clsx("mt-1 font-semibold text-2xl tracking-tight", alarming && INK.failed)}>
          {count === undefined ? (
            <Skeleton className="my-1 h-6.5 w-16" />
          ) : (
            <Glow value={count}>{formatCount(count)}</Glow>
          )}
        </span>
        <span className="mt-auto flex items-end justify-between gap-3 pt-1 text-ink-3 text-xs">
          <span className="whitespace-nowrap">
            {note ?? (lastHour === undefined ? "\u00a0" : `${formatCount(lastHour)} in the last hour`)}
          </span>
          {run && lastHour !== 0 && <Sparkline values={run} className={clsx("hidden max-w-20 xl:block", INK[tone])} />}
        </span>
      </span>
    </Link>
  );
}
