"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import type { JobDetail } from "../../../lib/api/job-types.ts";
import { readableStart } from "../../../lib/text/readable.ts";
import { StateBadge } from "../../jobs/state-badge.tsx";
import { Button, IconButton } from "../../ui/button.tsx";
import { Elapsed, Moment } from "../../ui/time.tsx";
import { setAddress } from "../address.ts";
import { Figure, Figures } from "../first/figure.tsx";
import { attemptEnd, attemptState } from "./end-of-attempt.ts";
import { Known } from "./known.tsx";

const LONGEST_MESSAGE = 2000;

/** Stands first while the page is about an attempt that is not the latest: which one, how it ended, and the way back. */
export function AttemptPanel({ detail: { job, run, runs } }: { detail: JobDetail }) {
  if (run === null) return null;
  const place = runs.findIndex(({ attempt }) => attempt === run.attempt);
  const later = runs[place - 1];
  const earlier = runs[place + 1];
  const show = (attempt: number | undefined) =>
    setAddress({ run: attempt === undefined || attempt === runs[0]?.attempt ? null : String(attempt) });
  return (
    <section
      aria-label={`Attempt ${run.attempt}`}
      className="overflow-hidden rounded-lg border border-cancelling-mark/45 bg-surface shadow-raised"
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 bg-cancelling-tint px-4 py-1.5">
        <h2 className="font-semibold text-cancelling text-sm">
          Attempt {run.attempt} of {Math.max(job.attempt, runs.length)} – not the latest
        </h2>
        <div className="ml-auto flex items-center gap-1">
          <IconButton
            label="The attempt before"
            disabled={earlier === undefined}
            onClick={() => show(earlier?.attempt)}
          >
            <ChevronLeft aria-hidden="true" className="size-4" />
          </IconButton>
          <IconButton label="The attempt after" disabled={later === undefined} onClick={() => show(later?.attempt)}>
            <ChevronRight aria-hidden="true" className="size-4" />
          </IconButton>
          <Button size="sm" onClick={() => show(undefined)}>
            Show the latest
          </Button>
        </div>
      </div>
      <div className="flex flex-col gap-4 px-4 py-4">
        <div className="flex items-start gap-3">
          <StateBadge state={attemptState(run, job)} />
          <p className="min-w-0 flex-1 whitespace-pre-wrap break-words pt-0.5 [unicode-bidi:plaintext]">
            {run.agentResultMessage === null ? (
              <span className="text-ink-3">It said nothing at its end.</span>
            ) : (
              readableStart(run.agentResultMessage, LONGEST_MESSAGE)
            )}
          </p>
        </div>
        <Figures>
          <Figure name="Started">
            <Moment at={run.agentStartTime} said="Started" />
          </Figure>
          <Figure name="Took">
            <Elapsed from={run.agentStartTime} to={attemptEnd(run, job)} reason="It never began" />
          </Figure>
          <Figure name="Tasks completed">
            <Known value={run.agentTasksCompletedCount} />
          </Figure>
          <Figure name="Tasks failed">
            <Known value={run.agentTasksFailedCount} />
          </Figure>
          <Figure name="Clues">
            <Known value={run.agentCluesCount} />
          </Figure>
        </Figures>
      </div>
    </section>
  );
}
