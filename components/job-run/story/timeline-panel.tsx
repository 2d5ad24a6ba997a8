"use client";

import clsx from "clsx";
import type { JobDetail } from "../../../lib/api/types.ts";
import { formatDuration, span } from "../../../lib/jobs/format.ts";
import { hasEnded } from "../../../lib/jobs/state.ts";
import { useNow } from "../../live/use-now.ts";
import { Panel } from "../../ui/panel.tsx";
import { Moment } from "../../ui/time.tsx";
import { MARK } from "../../ui/tones.ts";
import { Unknown } from "../../ui/unknown.tsx";
import { runTimeline, type Stretch } from "./run-timeline.ts";

/** Where the time went: in the queue, in the agent's half, in processing. */
export function TimelinePanel({ detail }: { detail: JobDetail }) {
  const now = useNow() ?? Date.parse(detail.job.updatedAt);
  const timeline = runTimeline(detail.job, detail.run, detail.commands, now);
  if (timeline === null) return null;
  const ended = hasEnded(detail.job.state);
  return (
    <Panel
      id="timeline"
      title="Where the time went"
      note={detail.runs.length > 1 ? `attempt ${detail.run?.attempt ?? 1} of ${detail.job.maxAttempts}` : undefined}
      bodyClassName="px-4 pt-3 pb-2.5"
    >
      <div className="grid grid-cols-[5.5rem_minmax(0,1fr)_4.5rem] items-center gap-x-3 gap-y-1.5 text-sm">
        {timeline.stretches.map((stretch) => (
          <Row key={stretch.label} stretch={stretch} ended={ended} now={now} marks={timeline.marks} />
        ))}
        <div />
        <div className="flex justify-between text-ink-3 text-xs">
          <Moment at={timeline.from} said="Queued" />
          {timeline.marks.length > 0 && (
            <span className="flex items-center gap-1.5">
              <span aria-hidden="true" className="inline-block h-3 w-0.5 bg-cancelling-mark" />
              {timeline.marks.map((mark) => mark.label.toLowerCase()).join(", ")}
            </span>
          )}
          {timeline.to === null || !ended ? <span>now</span> : <Moment at={timeline.to} said="Ended" />}
        </div>
        <div className="text-right text-ink-3 text-xs">
          {formatDuration(span(timeline.from, ended ? (timeline.to ?? detail.job.endedAt) : null, now), {
            whole: !ended,
          })}
        </div>
      </div>
    </Panel>
  );
}

function Row({
  stretch,
  ended,
  now,
  marks,
}: {
  stretch: Stretch;
  ended: boolean;
  now: number;
  marks: readonly { label: string; left: number }[];
}) {
  const { label, tone, from, to, left, width } = stretch;
  const going = from !== null && to === null && !ended;
  return (
    <>
      <span className="text-ink-2">{label}</span>
      <span className="relative h-4 overflow-hidden rounded-xs bg-sunken">
        {from !== null && (
          <span
            className={clsx("absolute inset-y-0 min-w-0.75 rounded-xs", MARK[tone], going && "opacity-80")}
            style={{ left: `${Math.min(left * 100, 99.5)}%`, width: `${width * 100}%` }}
          />
        )}
        {marks.map((mark) => (
          <span
            key={mark.label}
            data-tip={mark.label}
            className="absolute inset-y-0 w-0.5 bg-cancelling-mark"
            style={{ left: `min(${mark.left * 100}%, 100% - 2px)` }}
          />
        ))}
      </span>
      <span className="text-right">
        {from === null ? (
          <Unknown reason={ended ? `There was no time in ${label.toLowerCase()}` : "Not reached yet"} />
        ) : (
          formatDuration(span(from, to, now), { whole: going })
        )}
      </span>
    </>
  );
}
