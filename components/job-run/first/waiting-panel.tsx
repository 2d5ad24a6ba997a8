"use client";

import { Clock } from "lucide-react";
import type { JobDetail } from "../../../lib/api/job-types.ts";
import { formatCount } from "../../../lib/jobs/format.ts";
import { readable } from "../../../lib/text/readable.ts";
import { FreshnessNote } from "../../live/freshness-note.tsx";
import { useNow } from "../../live/use-now.ts";
import { Glow } from "../../ui/glow.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Elapsed, Moment, Until } from "../../ui/time.tsx";
import { Unknown } from "../../ui/unknown.tsx";
import { Figure, Figures } from "./figure.tsx";
import { useQueuePlace } from "./use-queue-place.ts";
import { startsLater, waitingWords, waitsSince } from "./waiting-words.ts";

const SHOWN_ERROR = 400;

/** Queued: why it does not run yet. */
export function WaitingPanel({ detail: { job } }: { detail: JobDetail }) {
  const now = useNow();
  const place = useQueuePlace(job.source, job.id);
  const later = startsLater(job, now);
  const again = job.attempt > 0;
  return (
    <Panel id="first-panel" title="What it is waiting for" note={<FreshnessNote />} bodyClassName="px-4 py-4">
      <div className="flex items-start gap-2.5">
        <Clock aria-hidden="true" className="mt-1 size-4 shrink-0 text-queued" />
        <p className="min-w-0 flex-1 break-words text-lg leading-6">
          <bdi>{job.activity === null ? waitingWords(job, place, now) : readable(job.activity)}</bdi>
        </p>
      </div>
      {again && job.error !== null && (
        <p className="mt-2 line-clamp-3 break-words pl-6.5 text-failed text-sm">
          The attempt before: <bdi>{readable(job.error.slice(0, SHOWN_ERROR))}</bdi>
        </p>
      )}
      <Figures className="mt-4 pl-6.5">
        <Figure name="Waiting for">
          <Elapsed from={waitsSince(job, now)} to={null} reason="Its time to start has not come yet" />
        </Figure>
        {later === null ? (
          <Figure name="Before it">
            <Known value={place?.ahead} atLeast={place?.capped} />
            {(place?.aheadOfAgent ?? 0) > 0 && (
              <span className="text-base text-ink-3"> · {formatCount(place?.aheadOfAgent)} of its agent</span>
            )}
          </Figure>
        ) : (
          <Figure name="Starts" note={<Moment at={later} said="Not before" />}>
            <Until at={later} said="Not before" />
          </Figure>
        )}
        <Figure name="Its agent runs">
          <Known value={place?.executingOfAgent} />
          {place?.concurrency != null && (
            <span className="text-base text-ink-3"> of {place.concurrency} at a time</span>
          )}
        </Figure>
        <Figure name="Executing in all">
          <Known value={place?.executing} />
        </Figure>
        <Figure name="Priority">{job.priority}</Figure>
        <Figure name="Attempt">
          {Math.min(job.attempt + 1, Math.max(1, job.maxAttempts))} of {Math.max(1, job.maxAttempts)}
        </Figure>
      </Figures>
    </Panel>
  );
}

function Known({ value, atLeast = false }: { value: number | null | undefined; atLeast?: boolean | undefined }) {
  if (value === undefined) return <Unknown reason="Not read yet" />;
  if (value === null) return <Unknown reason="The source does not say which agent it is of" />;
  return (
    <Glow value={value}>
      {formatCount(value)}
      {atLeast && "+"}
    </Glow>
  );
}
