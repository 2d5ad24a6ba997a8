import { useSyncExternalStore } from "react";
import type { BulkVerb } from "../../../lib/jobs/bulk.ts";
import { askToCancel } from "../cancel-request.ts";
import type { ChosenJob } from "../selection.ts";

/** All jobs that a filter text matches (pinned: see `pinFilter`), or jobs that were chosen one by one. */
export type BulkRequest = {
  verb: BulkVerb;
  /** Called once it was confirmed and the server has taken it on. */
  onStarted?: () => void;
} & ({ q: string } | { jobs: readonly ChosenJob[] });

let request: BulkRequest | null = null;
let openedFrom: HTMLElement | null = null;
const listeners = new Set<() => void>();
let retryOne: ((job: ChosenJob) => void) | null = null;
const retriesToCome: ChosenJob[] = [];

function set(next: BulkRequest | null) {
  request = next;
  for (const listener of listeners) listener();
}

/**
 * Asks to act on jobs, wherever they are shown. It opens the one dialog, which says what would happen and has it
 * confirmed as the harm demands; a retry of one job happens at once, and a cancel of one has its own dialog. Nothing
 * happens when no job was chosen.
 */
export function askForBulk(next: BulkRequest): void {
  if ("jobs" in next && next.jobs.length < 2) {
    const [only] = next.jobs;
    if (only !== undefined) askForOne(next, only);
    return;
  }
  openedFrom = document.activeElement instanceof HTMLElement ? document.activeElement : null;
  set(next);
}

function askForOne({ verb, onStarted }: BulkRequest, job: ChosenJob): void {
  if (verb === "cancel") {
    askToCancel({ ...job, ...(onStarted === undefined ? {} : { onConfirmed: onStarted }) });
    return;
  }
  if (retryOne === null) retriesToCome.push(job);
  else retryOne(job);
  onStarted?.();
}

/** Takes on the retries of single jobs, those first that were asked for before anybody did. */
export function takeRetries(retry: (job: ChosenJob) => void): () => void {
  retryOne = retry;
  for (const job of retriesToCome.splice(0)) retry(job);
  return () => {
    retryOne = null;
  };
}

export const closeBulkDialog = () => set(null);

/** What had the focus when the dialog was asked for, if it is still there. */
export const whereBulkWasAsked = () => (openedFrom?.isConnected ? openedFrom : null);

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useBulkRequest(): BulkRequest | null {
  return useSyncExternalStore(
    subscribe,
    () => request,
    () => null,
  );
}
