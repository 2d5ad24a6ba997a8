"use client";

import clsx from "clsx";
import { formatCount } from "../../../lib/jobs/format.ts";
import type { JobRun } from "../../../lib/jobs/model.ts";
import { RUN_COLUMNS } from "../../../lib/jobs/run-columns.ts";
import { Glow } from "../../ui/glow.tsx";
import { MARK } from "../../ui/tones.ts";
import { ColumnValue } from "./column-value.tsx";
import type { Contradictions } from "./contradictions.ts";
import type { CountBar, Segment } from "./run-figures.ts";

interface Shown {
  run: JobRun;
  odd: Contradictions;
}

/** A count as a bar of its parts, with every part's figure below it. */
export function CountBarFigure({ bar, run, odd }: Shown & { bar: CountBar }) {
  const { column, label, total, segments, scale } = bar;
  // Many parts are a table of which the figures stand one below the other.
  const isLong = segments.length > FEW_PARTS;
  return (
    <div>
      <div className="mb-1.5 flex flex-wrap items-baseline justify-between gap-x-3 text-sm">
        <h3 data-tip={RUN_COLUMNS[column].meaning} className="cursor-default font-medium">
          {label}
        </h3>
        <p>
          <ColumnValue run={run} column={column} odd={odd} />
          {column === "agentTasksCount" && (
            <span data-tip={RUN_COLUMNS.agentExpectedTasksCount.meaning} className="cursor-default text-ink-3">
              {" of "}
              <ColumnValue run={run} column="agentExpectedTasksCount" odd={odd} /> expected
            </span>
          )}
        </p>
      </div>
      <div
        aria-hidden="true"
        className={clsx("flex h-2.5 gap-px overflow-hidden rounded-xs bg-sunken", total === null && "hatch text-ink-3")}
      >
        {segments.map((segment) => {
          const count = Math.max(0, segment.count ?? 0);
          return count === 0 ? null : (
            <span
              key={segment.label}
              className={clsx("transition-[flex-basis]", MARK[segment.tone], segment.pending && "opacity-45")}
              style={{ flex: `0 1 ${(count / scale) * 100}%` }}
            />
          );
        })}
      </div>
      <ul
        className={clsx(
          "mt-2 text-sm",
          isLong ? "grid grid-cols-1 gap-x-8 gap-y-1 sm:grid-cols-2" : "flex flex-wrap gap-x-4 gap-y-1",
        )}
      >
        {segments.map((segment) => (
          <Legend key={segment.label} segment={segment} isRow={isLong} run={run} odd={odd} />
        ))}
      </ul>
    </div>
  );
}

const FEW_PARTS = 4;
const UNCLAIMED = "What no other part claims, so that the parts add up";

function Legend({
  segment: { column, label, count, tone, pending },
  isRow,
  run,
  odd,
}: Shown & { segment: Segment; isRow: boolean }) {
  return (
    <li
      data-tip={column === null ? UNCLAIMED : RUN_COLUMNS[column].meaning}
      className={clsx("flex cursor-default items-center gap-1.5", count === 0 && "text-ink-3")}
    >
      <span
        aria-hidden="true"
        className={clsx("size-2 shrink-0 rounded-xs", MARK[tone], (pending || count === 0) && "opacity-45")}
      />
      <span className={clsx(isRow && "order-1 ml-auto")}>
        {column === null ? (
          <Glow value={count}>{formatCount(count)}</Glow>
        ) : (
          <ColumnValue run={run} column={column} odd={odd} />
        )}
      </span>
      <span className={count === 0 ? "text-ink-3" : "text-ink-2"}>{label}</span>
    </li>
  );
}
