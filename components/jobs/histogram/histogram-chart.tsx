"use client";

import clsx from "clsx";
import { useId } from "react";
import { formatCount, formatQuantity } from "../../../lib/jobs/format.ts";
import { intervalText, ticksOf } from "./axis.ts";
import { type Bucket, barPaths, fullestOf, PARTS, type Part, placeOf, sumOf } from "./buckets.ts";
import { endsOf } from "./choice.ts";
import { useChoice } from "./use-choice.ts";

const HEIGHT = 48;
const MOST_TICKS = 6;

const FILL: Record<Part, string> = {
  failed: "fill-failed-mark",
  cancelled: "fill-cancelled-mark",
  other: "fill-executing-mark",
  completed: "fill-completed-mark/55",
};
const DOT: Record<Part, string> = {
  failed: "bg-failed-mark",
  cancelled: "bg-cancelled-mark",
  other: "bg-executing-mark",
  completed: "bg-completed-mark/55",
};
const WORD: Record<Part, string> = {
  failed: "failed",
  cancelled: "cancelled",
  other: "not ended",
  completed: "completed",
};

/** Jobs by when they were created, stacked by how they ended. Buckets can be chosen; `onRange` is given their time, half-open. */
export function HistogramChart({
  buckets,
  now,
  timeZone,
  countedFrom,
  old,
  onRange,
}: {
  buckets: readonly Bucket[];
  now: number;
  timeZone: string;
  countedFrom: number | null;
  /** What is shown is of another filter. */
  old: boolean;
  onRange: (first: Bucket, last: Bucket) => void;
}) {
  const helpId = useId();
  const { choice, hovered, handlers } = useChoice(buckets.length, (first, last) => {
    const [from, to] = [buckets[first], buckets[last]];
    if (from !== undefined && to !== undefined) onRange(from, to);
  });
  const shown = choice === null ? (hovered === null ? null : ([hovered, hovered] as const)) : endsOf(choice);
  const sum = shown === null ? undefined : sumOf(buckets.slice(shown[0], shown[1] + 1));
  const read = (bucket: Bucket) => `${intervalText(bucket.from, bucket.to, now, timeZone)}: ${inWords(bucket)}`;

  return (
    <div className="relative">
      <div
        role="slider"
        tabIndex={0}
        aria-label="Jobs by time of creation"
        aria-describedby={helpId}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, buckets.length - 1)}
        aria-valuenow={choice?.head ?? Math.max(0, buckets.length - 1)}
        aria-valuetext={choice === null || sum === undefined ? summary(buckets, now, timeZone) : read(sum)}
        {...handlers}
        className={clsx(
          "relative h-12 cursor-crosshair touch-pan-y select-none border-line-strong border-b",
          old && "stale",
        )}
      >
        <Grounds buckets={buckets} shown={shown} chosen={choice !== null} countedFrom={countedFrom} />
        <Bars buckets={buckets} />
      </div>
      <p id={helpId} className="sr-only">
        Left and right move, shift extends, Enter filters by the time chosen, Escape lets go.
      </p>
      <Axis buckets={buckets} timeZone={timeZone} />
      {sum !== undefined && shown !== null && (
        <Readout bucket={sum} place={(shown[0] + shown[1] + 1) / 2 / buckets.length} now={now} timeZone={timeZone} />
      )}
    </div>
  );
}

/** Behind the bars: what is pointed at or chosen, and what was not counted. */
function Grounds({
  buckets,
  shown,
  chosen,
  countedFrom,
}: {
  buckets: readonly Bucket[];
  shown: readonly [number, number] | null;
  chosen: boolean;
  countedFrom: number | null;
}) {
  const percent = (share: number) => `${share * 100}%`;
  return (
    <>
      {countedFrom !== null && (
        <div
          data-tip="Not counted: there are too many jobs"
          className="hatch absolute inset-y-0 left-0 text-line-strong"
          style={{ width: percent(placeOf(countedFrom, buckets)) }}
        />
      )}
      {shown !== null && (
        <div
          className={clsx(
            "pointer-events-none absolute inset-y-0",
            chosen ? "border-accent-mark border-x bg-accent-tint" : "bg-sunken",
          )}
          style={{
            left: percent(shown[0] / buckets.length),
            width: percent((shown[1] - shown[0] + 1) / buckets.length),
          }}
        />
      )}
    </>
  );
}

function Bars({ buckets }: { buckets: readonly Bucket[] }) {
  const top = Math.max(1, fullestOf(buckets)?.total ?? 0);
  const under = buckets.map((bucket) => (bucket.unfinished ? { ...bucket, ...NOTHING } : bucket));
  const growing = buckets.map((bucket) => (bucket.unfinished ? bucket : { ...bucket, ...NOTHING }));
  return (
    <svg
      viewBox={`0 0 ${Math.max(1, buckets.length)} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      className="pointer-events-none absolute inset-0 size-full"
    >
      {PARTS.map((part) => (
        <path key={part} d={barPaths(under, HEIGHT, top)[part]} className={FILL[part]} />
      ))}
      {PARTS.map((part) => (
        <path
          key={part}
          d={barPaths(growing, HEIGHT, top)[part]}
          vectorEffect="non-scaling-stroke"
          className={clsx(FILL[part], STROKE[part], "stroke-1 [fill-opacity:0.35]")}
        />
      ))}
    </svg>
  );
}

const NOTHING = { failed: 0, cancelled: 0, other: 0, completed: 0 };
const STROKE: Record<Part, string> = {
  failed: "stroke-failed-mark",
  cancelled: "stroke-cancelled-mark",
  other: "stroke-executing-mark",
  completed: "stroke-completed-mark",
};

function Axis({ buckets, timeZone }: { buckets: readonly Bucket[]; timeZone: string }) {
  const [first, last] = [buckets[0], buckets.at(-1)];
  const ticks = first === undefined || last === undefined ? [] : ticksOf(first.from, last.to, timeZone, MOST_TICKS);
  return (
    <div aria-hidden="true" className="relative h-4 overflow-hidden text-[0.6875rem] text-ink-3 leading-4">
      {ticks.map(({ at, label }) => {
        const place = placeOf(at, buckets);
        // A label that would not fit on stands before its line.
        const side = place > 0.9 ? "-translate-x-full border-r pr-1" : "border-l pl-1";
        return (
          <span
            key={at}
            className={clsx("absolute top-0 border-line-strong", side)}
            style={{ left: `${place * 100}%` }}
          >
            {label}
          </span>
        );
      })}
    </div>
  );
}

/** What is pointed at or chosen, in figures. */
function Readout({ bucket, place, now, timeZone }: { bucket: Bucket; place: number; now: number; timeZone: string }) {
  return (
    <div
      aria-hidden="true"
      className="pointer-events-none absolute bottom-full z-20 mb-1.5 flex max-w-full items-center gap-x-3 whitespace-nowrap rounded-md max-sm:w-max max-sm:flex-wrap bg-surface px-2.5 py-1.5 text-xs shadow-overlay"
      // The box slides along with the place, so that it never leaves the chart.
      style={{ left: `${place * 100}%`, translate: `${-place * 100}% 0` }}
    >
      <span className="font-medium">{intervalText(bucket.from, bucket.to, now, timeZone)}</span>
      {PARTS.filter((part) => bucket[part] > 0).map((part) => (
        <span key={part} className="flex items-center gap-1.5 text-ink-2">
          <span className={clsx("size-2 rounded-xs", DOT[part])} />
          {formatCount(bucket[part])} {WORD[part]}
        </span>
      ))}
      {bucket.total === 0 && <span className="text-ink-3">no jobs</span>}
      {bucket.partly && <span className="text-ink-3">or more</span>}
      {bucket.unfinished && <span className="text-ink-3">so far</span>}
    </div>
  );
}

function inWords(bucket: Bucket): string {
  const parts = PARTS.filter((part) => bucket[part] > 0).map((part) => `${formatCount(bucket[part])} ${WORD[part]}`);
  const jobs = `${formatQuantity(bucket.total, "job")}${bucket.partly ? " or more" : ""}`;
  return bucket.total === 0 ? jobs : `${jobs}, ${parts.join(", ")}${bucket.unfinished ? ", so far" : ""}`;
}

/** The chart for those who do not see it. */
function summary(buckets: readonly Bucket[], now: number, timeZone: string): string {
  const [all, fullest] = [sumOf(buckets), fullestOf(buckets)];
  if (all === undefined || fullest === undefined) return "No jobs";
  const most = `most at ${intervalText(fullest.from, fullest.to, now, timeZone)}, ${formatCount(fullest.total)}`;
  return `${intervalText(all.from, all.to, now, timeZone)}: ${inWords(all)}; ${most}`;
}
