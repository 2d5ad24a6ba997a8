"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { jobKey } from "../../lib/api/merge.ts";
import { keys, queries } from "../../lib/api/queries.ts";
import type { JobPage, Summary } from "../../lib/api/types.ts";
import type { JobPatch, JobRow } from "../../lib/jobs/model.ts";
import { COUNT_OF_STATE, hasEnded } from "../../lib/jobs/state.ts";
import type { LiveEvent } from "../../lib/realtime/protocol.ts";
import { queuePatch } from "./patch-queue.ts";
import { createThrottle } from "./throttle.ts";
import { useRoom } from "./use-room.ts";

const CHART_EVERY_MS = 5000;
const LISTS_EVERY_MS = 1500;
const NEWCOMERS_KEPT = 500;

/** Keeps the counts, the executing panel, the failures and the chart up to date, on whatever page they are. */
export function useSummaryFeed(): void {
  const queryClient = useQueryClient();
  const { data: summary } = useQuery(queries.summary());
  const newcomers = useRef(new Map<string, JobRow>());
  const refresh = useRef({ executing: createThrottle(), failures: createThrottle(), throughput: createThrottle() });

  const invalidate = (what: "executing" | "failures" | "throughput") => {
    const every = what === "throughput" ? CHART_EVERY_MS : LISTS_EVERY_MS;
    refresh.current[what].run(every, () => void queryClient.invalidateQueries({ queryKey: keys[what] }));
  };

  const onPatch = (patch: JobPatch) => {
    queuePatch(queryClient, patch);
    const { state } = patch;
    if (state === undefined) return;
    if (state === "Failed") invalidate("failures");
    if (hasEnded(state)) invalidate("throughput");
    if (COUNT_OF_STATE[state] === "executing" && !admit(patch)) invalidate("executing");
  };

  /** Puts a job that began into the executing panel, if all of its row is known. */
  const admit = (patch: JobPatch): boolean => {
    const key = jobKey(patch);
    const page = queryClient.getQueryData<JobPage>(keys.executing);
    if (page === undefined || page.items.some((row) => jobKey(row) === key)) return true;
    const newcomer = newcomers.current.get(key);
    if (newcomer === undefined) return false;
    const items = [...page.items, { ...newcomer, ...patch }];
    queryClient.setQueryData<JobPage>(keys.executing, { ...page, items });
    return true;
  };

  const onEvent = (event: LiveEvent, revision: number) => {
    if (event.type === "counts") {
      queryClient.setQueryData<Summary>(keys.summary, (held) =>
        held === undefined || held.revision > revision
          ? held
          : { revision, asOf: new Date().toISOString(), counts: event.counts },
      );
    } else if (event.type === "job-created") {
      remember(newcomers.current, event.job);
      if (COUNT_OF_STATE[event.job.state] === "executing") onPatch(event.job);
    } else if (event.type === "job") {
      onPatch(event.patch);
    }
  };

  useRoom("summary", summary?.revision, {
    onEvents: (events, revision) => {
      for (const event of events) onEvent(event, revision);
    },
    refetch: async () => {
      invalidate("throughput");
      const [fresh] = await Promise.all([
        queryClient.fetchQuery({ ...queries.summary(), staleTime: 0 }),
        queryClient.refetchQueries({ queryKey: keys.executing, type: "active" }),
        queryClient.refetchQueries({ queryKey: keys.failures, type: "active" }),
      ]);
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

  useEffect(() => {
    const throttles = refresh.current;
    return () => {
      for (const throttle of Object.values(throttles)) throttle.stop();
    };
  }, []);
}

function remember(newcomers: Map<string, JobRow>, job: JobRow): void {
  newcomers.set(jobKey(job), job);
  const oldest = newcomers.keys().next();
  if (newcomers.size > NEWCOMERS_KEPT && !oldest.done) newcomers.delete(oldest.value);
}
