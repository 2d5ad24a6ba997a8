"use client";

import clsx from "clsx";
import type { ReactNode } from "react";
import { formatCount, formatDuration } from "../../../lib/jobs/format.ts";
import type { JobRun } from "../../../lib/jobs/model.ts";
import { StateBadge } from "../../jobs/state-badge.tsx";
import { Glow } from "../../ui/glow.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Moment } from "../../ui/time.tsx";
import { MARK } from "../../ui/tones.ts";
import { Unknown } from "../../ui/unknown.tsx";
import { agentBars, type CountBar, processingBars, type Segment } from "./run-figures.ts";

/** The two halves of a run: the agent that finds, and the processing that stores what it found. */
export function RunHalves({ run }: { run: JobRun | null }) {
  if (run === null) return null;
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      <Panel
        id="half-agent"
        title="Agent"
        note="finds"
        actions={<StateBadge state={run.agentState} plain className="mr-2" />}
        bodyClassName="flex flex-col gap-4 px-4 py-3.5"
      >
        {agentBars(run).map((bar) => (
          <Bar key={bar.label} bar={bar} />
        ))}
        <Facts>
          <Fact name="In the queue">{duration(run.agentElapsedQueuedTime)}</Fact>
          <Fact name="At work">{duration(run.agentElapsedExecutionTime)}</Fact>
          <Fact name="Last sent">
            {run.agentLastSubmittedDate === null ? (
              <Unknown reason="Nothing was sent to processing yet" />
            ) : (
              <Moment at={run.agentLastSubmittedDate} said="Last sent to processing" />
            )}
          </Fact>
        </Facts>
      </Panel>
      <Panel
        id="half-processing"
        title="Processing"
        note="stores"
        actions={
          run.processingState === null ? (
            <span className="mr-2 text-ink-3 text-sm">Not begun</span>
          ) : (
            <StateBadge state={run.processingState} plain className="mr-2" />
          )
        }
        bodyClassName="flex flex-col gap-4 px-4 py-3.5"
      >
        {processingBars(run).map((bar) => (
          <Bar key={bar.label} bar={bar} />
        ))}
        <Facts>
          <Fact name="Payloads received">{count(run.processingTasksReceivedPayloadsCount)}</Fact>
          <Fact name="Clues received">{count(run.processingTasksReceivedCluesCount)}</Fact>
          <Fact name="Log lines received">{count(run.processingTasksReceivedLogLinesCount)}</Fact>
          <Fact name="Retries">{count(run.processingTaskRetriesCount)}</Fact>
          <Fact name="Last change">
            {run.processingUpdatedDate === null ? (
              <Unknown reason="Processing has not begun" />
            ) : (
              <Moment at={run.processingUpdatedDate} said="Last change in processing" />
            )}
          </Fact>
        </Facts>
      </Panel>
    </div>
  );
}

const NOT_REPORTED = "The source does not report this";

function count(value: number | null): ReactNode {
  return value === null ? <Unknown reason={NOT_REPORTED} /> : <Glow value={value}>{formatCount(value)}</Glow>;
}

function duration(milliseconds: number | null): ReactNode {
  return milliseconds === null ? <Unknown reason="Not over yet, or not reported" /> : formatDuration(milliseconds);
}

function Facts({ children }: { children: ReactNode }) {
  return <dl className="mt-auto grid grid-cols-2 gap-x-6 gap-y-1 border-t pt-3 text-sm sm:grid-cols-3">{children}</dl>;
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap justify-between gap-x-2 sm:block">
      <dt className="text-ink-3 text-xs leading-5">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Bar({ bar }: { bar: CountBar }) {
  const { label, total, expected, segments, scale } = bar;
  return (
    <div>
      <div className="mb-1.5 flex items-baseline justify-between gap-3 text-sm">
        <h3 className="font-medium">{label}</h3>
        <span>
          {count(total)}
          {expected !== null && <span className="text-ink-3"> of {formatCount(expected)} expected</span>}
        </span>
      </div>
      <div
        aria-hidden="true"
        className={clsx("flex h-2.5 gap-px overflow-hidden rounded-xs bg-sunken", total === null && "hatch text-ink-3")}
      >
        {segments.map((segment) =>
          (segment.count ?? 0) === 0 ? null : (
            <span
              key={segment.label}
              className={clsx("transition-[flex-basis]", MARK[segment.tone], segment.pending && "opacity-45")}
              style={{ flex: `0 1 ${((segment.count ?? 0) / scale) * 100}%` }}
            />
          ),
        )}
      </div>
      <ul className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-sm">
        {segments.map((segment) => (
          <Legend key={segment.label} segment={segment} />
        ))}
      </ul>
    </div>
  );
}

function Legend({ segment: { label, count: value, tone, pending } }: { segment: Segment }) {
  return (
    <li className={clsx("flex items-center gap-1.5", value === 0 && "text-ink-3")}>
      <span
        aria-hidden="true"
        className={clsx("size-2 rounded-xs", MARK[tone], (pending || value === 0) && "opacity-45")}
      />
      {count(value)}
      <span className="text-ink-2">{label}</span>
    </li>
  );
}
