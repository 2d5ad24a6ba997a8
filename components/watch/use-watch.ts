"use client";

import { useEffect } from "react";
import { jobKey } from "../../lib/api/merge.ts";
import type { JobRow } from "../../lib/jobs/model.ts";
import { showToast } from "../ui/toast.ts";
import { askToNotify } from "./notifications.ts";
import { WAY_IN_WORDS } from "./watch-words.ts";
import { stopWatching, useWatchedJobs, watchedJobs, watchJob } from "./watched-jobs.ts";

/** Whether a job is watched in this browser, and the switch for it. */
export function useWatch(job: Pick<JobRow, "source" | "id" | "name">): { watching: boolean; toggle: () => void } {
  const key = jobKey(job);
  const watched = useWatchedJobs();
  return {
    watching: watched.some((each) => jobKey(each) === key && each.ended === null),
    toggle: () => void toggleWatch(job),
  };
}

async function toggleWatch(job: Pick<JobRow, "source" | "id" | "name">): Promise<void> {
  const key = jobKey(job);
  if (watchedJobs().some((each) => jobKey(each) === key)) {
    stopWatching(key);
    showToast({ tone: "done", title: `You will not be told when ${job.name} #${job.id} ends` });
    return;
  }
  // Before the question about notifications: whatever is answered, and when, the job is watched.
  watchJob(job);
  const way = await askToNotify();
  const title = `You will be told when ${job.name} #${job.id} ends`;
  showToast({ tone: way === "allowed" ? "done" : "waiting", title, detail: WAY_IN_WORDS[way] });
}

/** Whoever looks at a job's page has seen how it ended. */
export function useSeen(job: { source: string; id: string }): void {
  const key = jobKey(job);
  const ended = useWatchedJobs().some((each) => jobKey(each) === key && each.ended !== null);
  useEffect(() => {
    if (!ended) return;
    const see = () => {
      if (document.visibilityState === "visible") stopWatching(key);
    };
    see();
    document.addEventListener("visibilitychange", see);
    return () => document.removeEventListener("visibilitychange", see);
  }, [ended, key]);
}
