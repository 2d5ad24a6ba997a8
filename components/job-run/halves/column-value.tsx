"use client";

import type { ReactNode } from "react";
import { clampPercent, formatCount, formatDuration, formatPercent } from "../../../lib/jobs/format.ts";
import type { Instant, JobRun } from "../../../lib/jobs/model.ts";
import { RUN_COLUMNS, type RunColumn } from "../../../lib/jobs/run-columns.ts";
import { JOB_STATES } from "../../../lib/jobs/state.ts";
import { readableStart } from "../../../lib/text/readable.ts";
import { StateBadge } from "../../jobs/state-badge.tsx";
import { Glow } from "../../ui/glow.tsx";
import { Elapsed, Moment } from "../../ui/time.tsx";
import { Unknown } from "../../ui/unknown.tsx";
import type { Contradictions } from "./contradictions.ts";
import { OddMark } from "./odd-mark.tsx";
import { unknownReason } from "./unknown-reason.ts";

const LONGEST_TEXT = 300;

/** The value of a column of a run: a dash with its reason when it is unknown, a mark when it cannot be true. */
export function ColumnValue({ run, column, odd }: { run: JobRun; column: RunColumn; odd: Contradictions }) {
  const reason = odd[column];
  return (
    <span data-column={column}>
      {written(run, column)}
      {reason !== undefined && <OddMark reason={reason} />}
    </span>
  );
}

function written(run: JobRun, column: RunColumn): ReactNode {
  const value = run[column];
  const { kind, name } = RUN_COLUMNS[column];
  if (value === null) return <Unknown reason={unknownReason(run, column)} />;
  switch (kind) {
    case "count":
      return <Glow value={Number(value)}>{formatCount(Number(value))}</Glow>;
    case "percent":
      return <Glow value={clampPercent(Number(value))}>{formatPercent(Number(value))}</Glow>;
    case "span":
      // The source tells it now and then; in between it goes on.
      if (column === "agentElapsedExecutionTime" && run.agentEndTime === null && run.agentState === "Executing") {
        return <Elapsed from={run.agentStartTime} to={null} reason={unknownReason(run, column)} />;
      }
      return formatDuration(Number(value));
    case "time":
      return <Moment at={value as Instant} said={name} />;
    case "yes-no":
      return value === true ? "Yes" : "No";
    case "state": {
      const state = JOB_STATES.find((each) => each === value);
      return state === undefined ? String(value) : <StateBadge state={state} plain />;
    }
    case "text":
      return <bdi>{readableStart(String(value), LONGEST_TEXT)}</bdi>;
  }
}
