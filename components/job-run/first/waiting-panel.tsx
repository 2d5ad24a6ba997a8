"use client";

import { Clock } from "lucide-react";
import type { JobDetail } from "../../../lib/api/types.ts";
import { Panel } from "../../ui/panel.tsx";
import { Elapsed, Moment, Until } from "../../ui/time.tsx";
import { Figure, Figures } from "./figure.tsx";

/** Queued: why it does not run yet. */
export function WaitingPanel({ detail: { job } }: { detail: JobDetail }) {
  const later = job.scheduledAt !== null;
  const again = job.attempt > 0;
  return (
    <Panel id="first-panel" title="What it is waiting for" bodyClassName="px-4 py-4">
      <div className="flex items-start gap-2.5">
        <Clock aria-hidden="true" className="mt-1 size-4 text-queued" />
        <p className="min-w-0 flex-1 text-lg leading-6">
          {job.activity ??
            (later
              ? again
                ? "Its next attempt, after a pause"
                : "Its time to start"
              : "Its turn: other jobs of this agent or of higher priority come first")}
        </p>
      </div>
      {again && job.error !== null && (
        <p className="mt-2 break-words pl-6.5 text-failed text-sm">The attempt before: {job.error}</p>
      )}
      <Figures className="mt-4">
        <Figure name="Waiting for">
          <Elapsed from={job.queuedAt ?? job.createdAt} to={null} reason="Not queued yet" />
        </Figure>
        {later && (
          <Figure name="Starts" note={<Moment at={job.scheduledAt} said="Not before" />}>
            <Until at={job.scheduledAt} said="Not before" />
          </Figure>
        )}
        <Figure name="Priority">{job.priority}</Figure>
        <Figure name="Attempt">
          {Math.min(job.attempt + 1, job.maxAttempts)} of {job.maxAttempts}
        </Figure>
      </Figures>
    </Panel>
  );
}
