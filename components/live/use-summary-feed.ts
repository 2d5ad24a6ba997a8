"use client";

import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { jobKey } from "../../lib/api/merge.ts";
import { ENDED_SHOWN, keys, queries } from "../../lib/api/queries.ts";
import type { JobPage, Summary, Throughput } from "../../lib/api/types.ts";
import type { JobPatch, JobRow } from "../../lib/jobs/model.ts";
import { COUNT_OF_STATE, hasEnded, type JobState } from "../../lib/jobs/state.ts";
import type { LiveEvent } from "../../lib/realtime/protocol.ts";
import { countEnded } from "../charts/throughput-series.ts";
import { queuePatch } from "./patch-queue.ts";
import { createThrottle } from "./throttle.ts";
import { useRoom } from "./use-room.ts";

const REFRESH_EVERY_MS = 1500;
const ROWS_REMEMBERED = 500;

/**
 * Keeps the counts, the panels of the overview and its chart up to date, on whatever page they are. What was pushed is
 * enough for nearly everything; only a row of which too little is known is asked for, and then not often.
 */
export function useSummaryFeed(): void {
  const queryClient = useQueryClient();
  const { data: summary } = useQuery(queries.summary());
  const feed = useRef<SummaryFeed>(null);
  feed.current ??= new SummaryFeed(queryClient);
  const { current } = feed;

  const since = summary && oldestRevision(queryClient, summary);

  useEffect(() => {
    if (since !== undefined) current.beginAt(since);
  }, [current, since]);

  useRoom("summary", since, {
    onEvents: (events, revision) => {
      current.onEvents(events, revision);
    },
    refetch: async () => {
      const [fresh] = await Promise.all([
        queryClient.fetchQuery({ ...queries.summary(), staleTime: 0 }),
        queryClient.invalidateQueries({ queryKey: keys.throughput }),
        ...[keys.executing, keys.ended].map((queryKey) => queryClient.invalidateQueries({ queryKey })),
      ]);
      current.resumeAt(fresh.revision);
      return fresh.revision;
    },
  });

  useRoom("agents", summary?.revision, {
    onEvents: () => void queryClient.invalidateQueries({ queryKey: keys.agents }),
    refetch: async () => {
      await queryClient.invalidateQueries({ queryKey: keys.agents });
      return queryClient.getQueryData<Summary>(keys.summary)?.revision ?? 0;
    },
  });

  useEffect(() => () => current.stop(), [current]);
}

type Panel = "executing" | "ended";

/** From where the feed is to be heard: what the oldest of the panels was read at, so that none of them misses a change. */
function oldestRevision(queryClient: QueryClient, summary: Summary): number {
  const panels = [keys.executing, keys.ended, keys.throughput];
  const held = panels.map((queryKey) => queryClient.getQueryData<{ revision: number }>(queryKey)?.revision);
  return Math.min(summary.revision, ...held.filter((revision) => revision !== undefined));
}

class SummaryFeed {
  readonly #queryClient: QueryClient;
  readonly #throttles = {
    executing: createThrottle(),
    ended: createThrottle(),
    throughput: createThrottle(),
  };
  /** Rows that were made since the page opened, as far as they are known. */
  readonly #rows = new Map<string, JobRow>();
  /** Up to where the feed has been heard; null until it is. */
  #heard: number | null = null;

  constructor(queryClient: QueryClient) {
    this.#queryClient = queryClient;
  }

  stop(): void {
    for (const throttle of Object.values(this.#throttles)) throttle.stop();
  }

  /** Where the room was first joined. */
  beginAt(revision: number): void {
    this.#heard ??= revision;
  }

  /** Where the feed goes on after what was missed was fetched. */
  resumeAt(revision: number): void {
    this.#heard = revision;
  }

  onEvents(events: readonly LiveEvent[], revision: number): void {
    for (const event of events) this.#onEvent(event, revision);
    this.#heard = revision;
  }

  #onEvent(event: LiveEvent, revision: number): void {
    if (event.type === "counts") {
      this.#queryClient.setQueryData<Summary>(keys.summary, (held) =>
        held === undefined || held.revision > revision
          ? held
          : { revision, asOf: new Date().toISOString(), counts: event.counts },
      );
    } else if (event.type === "job-created") {
      this.#remember(event.job);
      if (event.job.state !== "Queued") this.#onState(event.job, event.job, revision);
    } else if (event.type === "job") {
      this.#onPatch(event.patch, revision);
    } else if (event.type === "job-deleted") {
      this.#remove(event);
    }
  }

  #remove(job: { source: string; id: string }): void {
    this.#rows.delete(jobKey(job));
    for (const panel of ["executing", "ended"] as const) {
      const row = this.#find(panel, job);
      if (row === undefined) continue;
      this.#queryClient.setQueryData<JobPage>(
        keys[panel],
        (page) => page && { ...page, items: page.items.filter((each) => each !== row) },
      );
    }
  }

  #onPatch(patch: JobPatch, revision: number): void {
    queuePatch(this.#queryClient, patch);
    const before = this.#rows.get(jobKey(patch)) ?? this.#find("executing", patch);
    if (before !== undefined && patch.version <= before.version) return;
    const row = before && { ...before, ...patch };
    if (row !== undefined) this.#remember(row);
    if (patch.state !== undefined) this.#onState(patch, row, revision);
  }

  /** A job came to another state: it belongs into other panels now. */
  #onState(patch: JobPatch, row: JobRow | undefined, revision: number): void {
    const { state } = patch;
    if (state === undefined) return;
    if (COUNT_OF_STATE[state] === "executing") this.#put("executing", patch, row, Number.POSITIVE_INFINITY);
    if (!hasEnded(state)) return;
    this.#put("ended", patch, row, ENDED_SHOWN);
    if (patch.endedAt) this.#count(state, patch.endedAt, revision);
  }

  /** Counts a job that ended, unless the chart was read after that; where nobody can tell, it is read again. */
  #count(state: JobState, endedAt: string, revision: number): void {
    const held = this.#queryClient.getQueryData<Throughput>(keys.throughput);
    if (held === undefined || held.revision >= revision) return;
    if (this.#heard !== null && held.revision <= this.#heard) {
      this.#queryClient.setQueryData<Throughput>(keys.throughput, countEnded(held, state, endedAt));
    } else {
      const queryKey = keys.throughput;
      this.#throttles.throughput.run(REFRESH_EVERY_MS, () => void this.#queryClient.invalidateQueries({ queryKey }));
    }
  }

  /** Puts a row into a panel that does not hold it: at the end of the executing ones, at the head of the others. */
  #put(panel: Panel, patch: JobPatch, row: JobRow | undefined, most: number): void {
    const page = this.#queryClient.getQueryData<JobPage>(keys[panel]);
    if (page === undefined || this.#find(panel, patch) !== undefined) return;
    if (row === undefined) {
      const queryKey = keys[panel];
      this.#throttles[panel].run(REFRESH_EVERY_MS, () => void this.#queryClient.invalidateQueries({ queryKey }));
      return;
    }
    const items = panel === "executing" ? [...page.items, row] : [row, ...page.items];
    this.#queryClient.setQueryData<JobPage>(keys[panel], { ...page, items: items.slice(0, most) });
  }

  #find(panel: Panel, { source, id }: { source: string; id: string }): JobRow | undefined {
    const page = this.#queryClient.getQueryData<JobPage>(keys[panel]);
    return page?.items.find((row) => row.id === id && row.source === source);
  }

  #remember(row: JobRow): void {
    const key = jobKey(row);
    this.#rows.delete(key);
    this.#rows.set(key, row);
    const oldest = this.#rows.keys().next();
    if (this.#rows.size > ROWS_REMEMBERED && !oldest.done) this.#rows.delete(oldest.value);
  }
}
