"use client";

import clsx from "clsx";
import type { JobDetail } from "../../../lib/api/job-types.ts";
import { expectedWords } from "../../../lib/jobs/expected-run.ts";
import { clampPercent, formatCount, formatPercent, span } from "../../../lib/jobs/format.ts";
import { STATE_PRESENTATION } from "../../../lib/jobs/presentation.ts";
import { readable } from "../../../lib/text/readable.ts";
import { StateIcon } from "../../jobs/state-icon.tsx";
import { FreshnessNote } from "../../live/freshness-note.tsx";
import { useNow } from "../../live/use-now.ts";
import { Glow } from "../../ui/glow.tsx";
import { Panel } from "../../ui/panel.tsx";
import { ProgressBar } from "../../ui/progress-bar.tsx";
import { Elapsed, ExpectedEnd, Moment, Until } from "../../ui/time.tsx";
import { Unknown } from "../../ui/unknown.tsx";
import { CommandSteps } from "../audit/command-steps.tsx";
import { OddMark } from "../halves/odd-mark.tsx";
import { ratePerMinute } from "../halves/run-figures.ts";
import { Figure, Figures } from "./figure.tsx";

/** Running: what it does now, how far it is, and when it should end. */
export function DoingPanel({ detail }: { detail: JobDetail }) {
  const { job, commands, capabilities } = detail;
  const expected = job.tasksExpected ?? job.tasksTotal;
  const { tone, icon, meaning } = STATE_PRESENTATION[job.state];
  const cancel = commands.find((command) => command.action === "cancel" && command.finishedAt === null);
  return (
    <Panel id="first-panel" title="What it is doing" note={<FreshnessNote />} bodyClassName="px-4 py-4">
      <div className="flex items-start gap-2.5">
        <StateIcon name={icon} tone={tone} className="mt-1 size-4" />
        <p className="line-clamp-3 min-w-0 flex-1 break-words text-lg leading-6">
          <bdi>{job.activity === null ? meaning : readable(job.activity)}</bdi>
        </p>
      </div>
      <div className="mt-3 flex items-center gap-3">
        <ProgressBar
          percent={job.percent}
          tone={tone}
          label={`Progress of ${job.name} #${job.id}`}
          className="h-2 flex-1"
        />
        <span className="min-w-12 text-right font-medium text-lg">
          {job.percent === null ? (
            <Unknown reason="The source does not report progress" />
          ) : (
            <Glow value={Math.floor(job.percent)}>{formatPercent(job.percent)}</Glow>
          )}
          {job.percent !== null && clampPercent(job.percent) !== job.percent && (
            <OddMark reason={`The source reports ${formatCount(job.percent)}%`} />
          )}
        </span>
      </div>
      {cancel && (
        <div className="mt-4 rounded-md bg-cancelling-tint px-3 py-2.5">
          <CommandSteps command={cancel} />
        </div>
      )}
      <Figures className="mt-4">
        <Figure name="Elapsed">
          <Elapsed from={job.startedAt} to={job.endedAt} reason="Not started" />
        </Figure>
        {job.scheduledAt !== null && (
          <Figure name="Goes on" note={<Moment at={job.scheduledAt} said="Not before" />}>
            <Until at={job.scheduledAt} said="Not before" />
          </Figure>
        )}
        <Expected detail={detail} />
        {(capabilities.tasks || job.tasksCompleted !== null) && (
          <>
            <Figure name="Tasks done">
              {job.tasksCompleted === null ? (
                <Unknown reason="Nothing reported yet" />
              ) : (
                <Glow value={job.tasksCompleted}>{formatCount(job.tasksCompleted)}</Glow>
              )}
              {expected !== null && <span className="text-ink-3"> of {formatCount(expected)}</span>}
            </Figure>
            <Figure name="Rate">
              {/* A task that failed was worked on as well. */}
              <Rate done={add(job.tasksCompleted, job.tasksFailed)} from={job.startedAt} />
            </Figure>
          </>
        )}
        <Figure name="Found">
          {job.cluesTotal === null ? (
            <Unknown reason="Nothing reported yet" />
          ) : (
            <Glow value={job.cluesTotal}>{formatCount(job.cluesTotal)}</Glow>
          )}
        </Figure>
        {(job.tasksFailed ?? 0) > 0 && (
          <Figure name="Failed tasks">
            <span className="text-failed">{formatCount(job.tasksFailed)}</span>
          </Figure>
        )}
      </Figures>
    </Panel>
  );
}

/** When it should end, as a range; where earlier runs say nothing of that, what the source expects. */
function Expected({ detail: { job, expected } }: { detail: JobDetail }) {
  const now = useNow();
  const words = now === null ? null : expectedWords(expected, job.startedAt, now);
  if (words === null || words.text === null) {
    return (
      <Figure name="Expected end">
        {job.expectedEndAt === null ? (
          <Unknown reason={words?.basis ?? "Not known yet"} />
        ) : (
          <ExpectedEnd at={job.expectedEndAt} />
        )}
      </Figure>
    );
  }
  return (
    <Figure
      name="Expected end"
      {...(job.expectedEndAt === null || words.isOver ? {} : { note: <ExpectedEnd at={job.expectedEndAt} /> })}
    >
      <span data-tip={words.basis} className={clsx("cursor-default", words.isOver && "text-cancelling")}>
        {words.text}
        <span className="sr-only">. {words.basis}</span>
      </span>
    </Figure>
  );
}

function add(completed: number | null, failed: number | null): number | null {
  return completed === null ? null : completed + Math.max(0, failed ?? 0);
}

function Rate({ done, from }: { done: number | null; from: string | null }) {
  const now = useNow();
  const rate = now === null ? null : ratePerMinute(done, span(from, null, now));
  if (rate === null) return <Unknown reason="Too early to tell" />;
  return (
    <>
      {rate < 10 ? rate.toFixed(1) : formatCount(rate)}
      <span className="text-base text-ink-3"> tasks/min</span>
    </>
  );
}
