"use client";

import { useQuery } from "@tanstack/react-query";
import { ChevronLeft, ChevronRight, Maximize, ZoomIn, ZoomOut } from "lucide-react";
import { useMemo, useState } from "react";
import type { JobDetail } from "../../../lib/api/job-types.ts";
import { taskQueries } from "../../../lib/api/task-queries.ts";
import { formatCount, formatDuration, formatQuantity } from "../../../lib/jobs/format.ts";
import type { Instant } from "../../../lib/jobs/model.ts";
import { hasEnded, type JobState } from "../../../lib/jobs/state.ts";
import { useNow } from "../../live/use-now.ts";
import { IconButton } from "../../ui/button.tsx";
import { Panel } from "../../ui/panel.tsx";
import { QueryError } from "../../ui/query-error.tsx";
import { LoadingLabel, Skeleton } from "../../ui/skeleton.tsx";
import { setAddress, useAddress } from "../address.ts";
import { openTask } from "../tasks/open-task.ts";
import { useLiveTasks } from "../tasks/use-task-rows.ts";
import { profileOf, type TaskProfile } from "./task-profile.ts";
import {
  extentOf,
  joinTaskTimes,
  type Period,
  periodOf,
  placesWithin,
  readTaskTimes,
  stateAt,
  type TaskTimes,
  withLiveTimes,
} from "./task-times.ts";
import { moved, readWindow, windowText, zoomed } from "./time-window.ts";
import { WaterfallRows } from "./waterfall-rows.tsx";
import { WaterfallStrip } from "./waterfall-strip.tsx";

const SLICES = 240;
/** Runs with more tasks are drawn anew once a second at most, not with each push. */
const MANY = 3000;

/**
 * Each task of the run as a bar from its start to its end, below a strip that shows how many were worked on at once and where
 * some failed. A part of the time is chosen on the strip, by buttons, keys or the wheel, and stands in the address as `story-window`.
 */
export function Waterfall({
  detail,
  attempt,
  rowsHeight,
  strip,
  minHeight,
}: {
  detail: JobDetail;
  attempt: number | null;
  rowsHeight: number;
  strip: boolean;
  minHeight: number;
}) {
  const { source, id } = detail.job;
  const address = useAddress();
  const { data, error, refetch } = useQuery(taskQueries.outline({ source, id, attempt }, readTaskTimes));
  const read = useMemo(() => (data === undefined ? undefined : joinTaskTimes(data)), [data]);
  const going = attempt === null && !hasEnded(detail.job.state);
  const now = useTicks(going) ?? Date.parse(detail.job.updatedAt);
  const live = useLiveTasks({ source, id, attempt });
  // The map changes with each push and the clock once a second: which of them counts depends on what drawing costs.
  const news = read !== undefined && read.size > MANY && going ? now : live;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `news` stands for `live`.
  const times = useMemo(() => read && withLiveTimes(read, live), [read, news]);
  const from = ms(detail.run?.agentStartTime ?? detail.run?.agentQueuedDate ?? null);
  const to = going ? now : ms(endOf(detail));
  const run = useMemo(() => (times === undefined ? null : periodOf(times, { from, to })), [times, from, to]);

  if (times === undefined || run === null) {
    return (
      <Panel id="waterfall" title="Tasks over time">
        <div style={{ minHeight }}>
          {error !== null && <QueryError what="the times of the tasks" error={error} retry={() => void refetch()} />}
          {error === null && times === undefined && (
            <div className="flex flex-col gap-2 px-4 py-3">
              <LoadingLabel what="the times of the tasks" />
              <Skeleton className="h-10 w-full" />
              <Skeleton className="h-4 w-1/2" />
            </div>
          )}
          {error === null && times !== undefined && (
            <p className="px-4 py-6 text-center text-ink-2 text-sm">
              {going ? "No task has begun yet." : "It is not known when its tasks were worked on."}
            </p>
          )}
        </div>
      </Panel>
    );
  }
  return (
    <Drawn
      detail={detail}
      attempt={attempt}
      times={times}
      run={run}
      now={now}
      window={readWindow(address("story-window"), run)}
      rowsHeight={rowsHeight}
      strip={strip}
    />
  );
}

function Drawn({
  detail,
  attempt,
  times,
  run,
  now,
  window,
  rowsHeight,
  strip,
}: {
  detail: JobDetail;
  attempt: number | null;
  times: TaskTimes;
  run: Period;
  now: number;
  window: Period | null;
  rowsHeight: number;
  strip: boolean;
}) {
  const profile = useMemo(() => profileOf(times, run, SLICES), [times, run]);
  const from = window?.from;
  const to = window?.to;
  const places = useMemo(
    () => placesWithin(times, run, from === undefined || to === undefined ? null : { from, to }),
    [times, run, from, to],
  );
  // What the reader has come for: of a run that goes on the latest task, of a failed one the first that failed.
  const home = useMemo(() => homeOf(times, places, detail.job.state), [times, places, detail.job.state]);
  const [sought, setSought] = useState<{ row: number } | null>(null);
  const show = (next: Period | null) => setAddress({ "story-window": windowText(next) });
  return (
    <Panel
      id="waterfall"
      title="Tasks over time"
      note={
        <span className="hidden md:inline">
          <Figures times={times} profile={profile} />
        </span>
      }
      actions={
        <>
          <IconButton label="Earlier" disabled={window === null} onClick={() => show(moved(window, run, -0.5))}>
            <ChevronLeft aria-hidden="true" className="size-4" />
          </IconButton>
          <IconButton label="Later" disabled={window === null} onClick={() => show(moved(window, run, 0.5))}>
            <ChevronRight aria-hidden="true" className="size-4" />
          </IconButton>
          <IconButton
            label="Zoom out"
            tip="Zoom out  −"
            disabled={window === null}
            onClick={() => show(zoomed(window, run, 2))}
          >
            <ZoomOut aria-hidden="true" className="size-4" />
          </IconButton>
          <IconButton label="Zoom in" tip="Zoom in  +" onClick={() => show(zoomed(window, run, 0.5))}>
            <ZoomIn aria-hidden="true" className="size-4" />
          </IconButton>
          <IconButton label="Whole run" tip="Whole run  0" disabled={window === null} onClick={() => show(null)}>
            <Maximize aria-hidden="true" className="size-4" />
          </IconButton>
        </>
      }
    >
      <p className="px-4 pt-1.5 text-ink-3 text-xs md:hidden">
        <Figures times={times} profile={profile} />
      </p>
      {strip && (
        <WaterfallStrip
          profile={profile}
          run={run}
          window={window}
          show={show}
          seek={(at) => setSought({ row: rowAt(times, places, run, at) })}
        />
      )}
      <WaterfallRows
        place={{ source: detail.job.source, id: detail.job.id, attempt }}
        times={times}
        places={places}
        run={run}
        window={window}
        now={now}
        height={rowsHeight}
        show={show}
        sought={sought}
        home={home}
      />
    </Panel>
  );
}

/** The run's tasks in a few figures. */
function Figures({ times, profile }: { times: TaskTimes; profile: TaskProfile }) {
  const { longest, medianMs, atOnce, odd } = profile;
  return (
    <>
      {times.more ? `the first ${formatCount(times.size)} tasks` : formatQuantity(times.size, "task")}
      {atOnce > 1 && <> · up to {formatCount(atOnce)} at once</>}
      {medianMs !== null && <> · median {formatDuration(medianMs)}</>}
      {longest !== null && times.size > 1 && (
        <>
          {" · longest "}
          <button
            type="button"
            className="rounded-sm text-accent hover:underline"
            data-tip={`Show task ${longest.seq}`}
            onClick={() => openTask(longest.seq)}
          >
            {formatDuration(longest.ms)} (#{longest.seq})
          </button>
        </>
      )}
      {odd > 0 && (
        <span
          className="text-cancelling"
          data-tip="They end before they start, or lie outside the run: the source's clock ran backwards. They are drawn at the nearest time that makes sense"
        >
          {" · "}
          {formatQuantity(odd, "time")} put right
        </span>
      )}
    </>
  );
}

/** The row to begin at, as long as the reader has not gone anywhere. */
function homeOf(times: TaskTimes, places: Int32Array, state: JobState): number {
  if (!hasEnded(state))
    return Math.max(
      0,
      places.findLastIndex((place) => !Number.isNaN(times.starts[place])),
    );
  if (state !== "Failed") return 0;
  return Math.max(
    0,
    places.findIndex((place) => stateAt(times, place) === "Failed"),
  );
}

/** The row of the first task that was still worked on at a time; the last row when there is none. */
function rowAt(times: TaskTimes, places: Int32Array, run: Period, at: number): number {
  const row = places.findIndex((place) => {
    const extent = extentOf(times, place, run);
    return extent !== null && extent.odd === null && extent.to >= at;
  });
  return row === -1 ? places.length - 1 : row;
}

/** The clock while the run goes on; after that it would only draw the same again. */
function useTicks(going: boolean): number | null {
  const now = useNow();
  const second = now === null ? null : going ? now : 0;
  return second === 0 ? null : second;
}

/** When the attempt shown was over; null when nobody has said so. */
function endOf({ job, run, runs }: JobDetail): Instant | null {
  const latest = runs[0]?.id === run?.id;
  return run?.agentEndTime ?? run?.processingEndTime ?? (latest ? job.endedAt : null);
}

function ms(at: Instant | null): number | null {
  const value = at === null ? Number.NaN : Date.parse(at);
  return Number.isFinite(value) ? value : null;
}
