"use client";

import clsx from "clsx";
import { ChevronDown, ZoomOut } from "lucide-react";
import { useId, useMemo } from "react";
import type { JobFacets } from "../../../lib/api/types.ts";
import type { JobFilter } from "../../../lib/jobs/filter/model.ts";
import { parseFilter } from "../../../lib/jobs/filter/parse.ts";
import { IconButton } from "../../ui/button.tsx";
import { LoadingLabel, Skeleton } from "../../ui/skeleton.tsx";
import { countedWhen } from "../facets/counted-when.ts";
import { edited } from "../facets/facet-model.ts";
import { useFacets } from "../facets/use-facets.ts";
import { goToFilter } from "../use-list-place.ts";
import { intervalText } from "./axis.ts";
import { type Bucket, bucketsOf } from "./buckets.ts";
import { HistogramChart } from "./histogram-chart.tsx";
import { lastOf, PRESETS, type TimeRange, withLast, withTimes, zoomedOut } from "./time-range.ts";

const MINUTE_MS = 60_000;

/** The histogram with its time, the times to choose at one press, and the way to a longer one. */
export function HistogramPanel({ q, open, onToggle }: { q: string; open: boolean; onToggle: () => void }) {
  const bodyId = useId();
  const facets = useFacets(q, { enabled: open });
  const { data } = facets;
  const filter = useMemo(() => parseFilter(q).filter, [q]);
  const { timeZone } = useMemo(() => new Intl.DateTimeFormat().resolvedOptions(), []);
  const edit = (change: (held: JobFilter) => JobFilter) => goToFilter(edited(q, change));
  const choose = (times: TimeRange) => edit((held) => withTimes(held, times, timeZone));

  return (
    <>
      <div className="flex h-7 items-center gap-2 coarse:h-9">
        <button
          type="button"
          aria-expanded={open}
          aria-controls={bodyId}
          data-tip={open && data !== undefined ? countedWhen(data) : undefined}
          onClick={onToggle}
          className="-ml-1 flex h-6 shrink-0 items-center gap-1 rounded-sm px-1 font-medium text-ink-2 text-xs transition-colors duration-100 hover:text-ink coarse:h-9"
        >
          <ChevronDown aria-hidden="true" className={clsx("size-3.5", !open && "-rotate-90")} />
          Created
        </button>
        <span
          className={clsx("min-w-0 truncate text-ink-3 text-xs max-sm:hidden", facets.isPlaceholderData && "stale")}
        >
          {open && data !== undefined && rangeText(data, filter, timeZone)}
        </span>
        <Presets filter={filter} onChoose={(ms) => edit((held) => withLast(held, ms))} />
        <IconButton
          label="Zoom out"
          tip="Show a longer time"
          className="-mr-1 size-6"
          disabled={data === undefined || lastOf(filter) === null}
          onClick={() => {
            if (data === undefined) return;
            const { from, to } = data.histogram;
            const next = zoomedOut({ from: Date.parse(from), to: Date.parse(to) }, Date.parse(data.asOf));
            if ("last" in next) edit((held) => withLast(held, next.last));
            else choose(next);
          }}
        >
          <ZoomOut aria-hidden="true" className="size-3.5" />
        </IconButton>
      </div>
      <div id={bodyId} hidden={!open}>
        {open && data === undefined && (
          <Nothing isFetching={facets.isFetching} error={facets.error} retry={facets.refetch} />
        )}
        {open && data !== undefined && (
          <Chart data={data} old={facets.isPlaceholderData} timeZone={timeZone} onChoose={choose} />
        )}
      </div>
    </>
  );
}

function Chart({
  data,
  old,
  timeZone,
  onChoose,
}: {
  data: JobFacets;
  old: boolean;
  timeZone: string;
  onChoose: (times: TimeRange) => void;
}) {
  const { histogram } = data;
  const now = Date.parse(data.asOf);
  const buckets = useMemo(() => bucketsOf(histogram, now), [histogram, now]);
  const range = (first: Bucket, last: Bucket) => {
    // Who chooses up to now means what comes next too.
    onChoose({ from: first.from, to: last.unfinished ? null : last.to });
  };
  return (
    <HistogramChart
      buckets={buckets}
      now={now}
      timeZone={timeZone}
      countedFrom={histogram.countedFrom === null ? null : Date.parse(histogram.countedFrom)}
      old={old}
      onRange={range}
    />
  );
}

function Presets({ filter, onChoose }: { filter: JobFilter; onChoose: (ms: number | null) => void }) {
  const last = lastOf(filter);
  return (
    <fieldset className="ml-auto flex min-w-0 shrink gap-0.5 overflow-x-auto [scrollbar-width:none]">
      <legend className="sr-only">Time of creation</legend>
      {PRESETS.map(({ ms, label }) => (
        <button
          key={label}
          type="button"
          aria-pressed={last === ms}
          onClick={() => onChoose(ms)}
          className={clsx(
            "focus-inset h-6 shrink-0 whitespace-nowrap rounded-sm px-1.5 text-xs transition-colors duration-100 coarse:h-9 coarse:px-2",
            last === ms ? "bg-sunken font-medium text-ink" : "text-ink-3 hover:bg-hover hover:text-ink",
          )}
        >
          {ms !== null && <span className="sr-only">Last </span>}
          {label}
          {ms === null && <span className="sr-only"> time</span>}
        </button>
      ))}
    </fieldset>
  );
}

/** Which time the chart shows. Without one in the filter the server shows the last day of all. */
function rangeText({ histogram, asOf }: JobFacets, filter: JobFilter, timeZone: string): string {
  const preset = PRESETS.find(({ ms }) => ms === lastOf(filter));
  if (lastOf(filter) === null) return "last 24 hours shown";
  if (lastOf(filter) !== undefined && preset !== undefined) return `in the ${preset.words.toLowerCase()}`;
  const [from, to] = [Date.parse(histogram.from), Date.parse(histogram.to)];
  const round = histogram.bucketMs < MINUTE_MS ? 1000 : MINUTE_MS;
  return intervalText(Math.floor(from / round) * round, Math.ceil(to / round) * round, Date.parse(asOf), timeZone);
}

/** Stands where the chart will be, in its size. A filter that cannot be understood is not counted. */
function Nothing({ isFetching, error, retry }: { isFetching: boolean; error: unknown; retry: () => unknown }) {
  if (isFetching) {
    return (
      <>
        <LoadingLabel what="the histogram" />
        <Skeleton className="mb-4 h-12" />
      </>
    );
  }
  return (
    <p
      role="status"
      className="mb-4 flex h-12 items-center justify-center gap-1 rounded-sm border border-dashed text-ink-3 text-xs"
    >
      {error !== null && (
        <>
          Could not count by time.
          <button type="button" className="font-medium text-accent hover:underline" onClick={() => void retry()}>
            Try again
          </button>
        </>
      )}
    </p>
  );
}
