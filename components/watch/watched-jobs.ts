import { useSyncExternalStore } from "react";
import { jobKey } from "../../lib/api/merge.ts";
import type { JobRow } from "../../lib/jobs/model.ts";
import { JOB_STATES, type JobState } from "../../lib/jobs/state.ts";

/** How a watched job ended; `Gone`: it was removed before it did. */
export type WatchedEnd = JobState | "Gone";

/** A job whose end somebody wants to be told of. `ended` is how it did, until they have seen it. */
export interface WatchedJob {
  source: string;
  id: string;
  name: string;
  ended: WatchedEnd | null;
}

const STORED_AS = "watchfloor-watched-jobs";
const AT_MOST = 20;
const NONE: readonly WatchedJob[] = [];
const listeners = new Set<() => void>();
const endListeners = new Set<(job: WatchedJob, state: WatchedEnd) => void>();
let held: readonly WatchedJob[] = NONE;
let heldText: string | null = null;

/** What this browser watches, in all its tabs, the latest first. */
export function watchedJobs(): readonly WatchedJob[] {
  const text = readText();
  if (text !== heldText) {
    heldText = text;
    held = parse(text);
  }
  return held;
}

/** Watches a job from now on; of more than twenty the oldest go. */
export function watchJob({ source, id, name }: Pick<JobRow, "source" | "id" | "name">): void {
  const job: WatchedJob = { source, id, name, ended: null };
  write([job, ...watchedJobs().filter((each) => jobKey(each) !== jobKey(job))].slice(0, AT_MOST));
}

/** Forgets a job: it is not to be watched any more, or its end was seen. */
export function stopWatching(key: string): void {
  if (watchedJobs().some((each) => jobKey(each) === key)) {
    write(watchedJobs().filter((each) => jobKey(each) !== key));
  }
}

/**
 * Notes that a watched job has ended. Says whether this tab was the first to: tabs take turns where the browser lets them,
 * so that somebody is told once.
 */
export async function noteEnd(key: string, state: WatchedEnd): Promise<boolean> {
  const note = () => {
    const open = watchedJobs().some((each) => jobKey(each) === key && each.ended === null);
    if (open) write(watchedJobs().map((each) => (jobKey(each) === key ? { ...each, ended: state } : each)));
    return open;
  };
  // Absent from pages without TLS.
  const locks: LockManager | undefined = navigator.locks;
  return locks === undefined ? note() : await locks.request(STORED_AS, note);
}

/** Tells of each end as it is noted, by this tab or another. */
export function onWatchedEnd(listener: (job: WatchedJob, state: WatchedEnd) => void): () => void {
  endListeners.add(listener);
  const stop = subscribe(() => {});
  return () => {
    endListeners.delete(listener);
    stop();
  };
}

export function useWatchedJobs(): readonly WatchedJob[] {
  return useSyncExternalStore(subscribe, watchedJobs, () => NONE);
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) window.addEventListener("storage", onStorage);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) window.removeEventListener("storage", onStorage);
  };
}

function onStorage({ key }: StorageEvent): void {
  if (key === STORED_AS || key === null) changed(held);
}

function write(jobs: readonly WatchedJob[]): void {
  const before = watchedJobs();
  const text = jobs.length === 0 ? null : JSON.stringify(jobs);
  try {
    if (text === null) localStorage.removeItem(STORED_AS);
    else localStorage.setItem(STORED_AS, text);
  } catch {
    // Storage is off or full: this tab watches all the same, as long as it is there.
    kept = text;
  }
  changed(before);
}

let kept: string | null = null;

function readText(): string | null {
  try {
    return localStorage.getItem(STORED_AS) ?? kept;
  } catch {
    return kept;
  }
}

function changed(before: readonly WatchedJob[]): void {
  const open = new Set(before.filter(({ ended }) => ended === null).map(jobKey));
  for (const job of watchedJobs()) {
    if (job.ended === null || !open.has(jobKey(job))) continue;
    for (const listener of endListeners) listener(job, job.ended);
  }
  for (const listener of listeners) listener();
}

/** Whatever another version or a person has left there is no reason to break. */
function parse(text: string | null): readonly WatchedJob[] {
  if (text === null) return NONE;
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value.flatMap(readJob).slice(0, AT_MOST) : NONE;
  } catch {
    return NONE;
  }
}

function readJob(value: unknown): WatchedJob[] {
  if (typeof value !== "object" || value === null) return [];
  const { source, id, name, ended } = value as Record<string, unknown>;
  if (typeof source !== "string" || typeof id !== "string" || typeof name !== "string") return [];
  const end = ["Gone" as const, ...JOB_STATES].find((state) => state === ended) ?? null;
  return [{ source, id, name, ended: end }];
}
