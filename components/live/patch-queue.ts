"use client";

import type { QueryClient } from "@tanstack/react-query";
import type { JobDetail } from "../../lib/api/job-types.ts";
import { jobKey, joinPatches, patchPage, patchRow } from "../../lib/api/merge.ts";
import { keys } from "../../lib/api/queries.ts";
import type { JobPage } from "../../lib/api/types.ts";
import type { JobPatch } from "../../lib/jobs/model.ts";

const HIDDEN_FLUSH_MS = 1000;
/** A row takes a good millisecond to render and lay out: more of them in one frame would be a long task. */
const MOST_A_FRAME = 12;
const waiting = new WeakMap<QueryClient, Map<string, JobPatch>>();

/**
 * Applies a pushed patch wherever the job is shown, at the next frame: however many patches come between two frames,
 * each list is written once. A burst is spread over frames in its order, and patches of a job that waits become one. A
 * hidden page draws no frames and writes once a second.
 */
export function queuePatch(queryClient: QueryClient, patch: JobPatch): void {
  const queue = waiting.get(queryClient);
  const key = jobKey(patch);
  if (queue !== undefined) {
    const before = queue.get(key);
    queue.set(key, before === undefined ? patch : joinPatches(before, patch));
    return;
  }
  waiting.set(queryClient, new Map([[key, patch]]));
  schedule(queryClient);
}

function schedule(queryClient: QueryClient): void {
  if (document.hidden) setTimeout(flush, HIDDEN_FLUSH_MS, queryClient, Number.POSITIVE_INFINITY);
  else requestAnimationFrame(() => flush(queryClient, MOST_A_FRAME));
}

function flush(queryClient: QueryClient, most: number): void {
  const queue = waiting.get(queryClient);
  if (queue === undefined) return;
  const patches = queue.size <= most ? queue : new Map([...queue].slice(0, most));
  if (patches === queue) waiting.delete(queryClient);
  else {
    for (const key of patches.keys()) queue.delete(key);
    schedule(queryClient);
  }
  apply(queryClient, patches);
}

function apply(queryClient: QueryClient, patches: ReadonlyMap<string, JobPatch>): void {
  for (const [queryKey, page] of queryClient.getQueriesData<JobPage>({ queryKey: keys.jobRows })) {
    if (page === undefined) continue;
    const patched = patchPage(page, patches);
    if (patched !== page) queryClient.setQueryData(queryKey, patched);
  }
  for (const patch of patches.values()) {
    const queryKey = keys.job(patch.source, patch.id);
    const detail = queryClient.getQueryData<JobDetail>(queryKey);
    if (detail === undefined) continue;
    const job = patchRow(detail.job, patch);
    if (job !== detail.job) queryClient.setQueryData<JobDetail>(queryKey, { ...detail, job });
  }
}
