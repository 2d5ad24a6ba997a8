import { useSyncExternalStore } from "react";
import type { BulkVerb } from "../../../lib/jobs/bulk.ts";
import type { ChosenJob } from "../selection.ts";

/** All jobs that a filter text matches (pinned: see `pinFilter`), or jobs that were chosen one by one. */
export type BulkRequest = {
  verb: BulkVerb;
  /** Called once the server has taken the action on. */
  onStarted?: () => void;
} & ({ q: string } | { jobs: readonly ChosenJob[] });

let request: BulkRequest | null = null;
let openedFrom: HTMLElement | null = null;
const listeners = new Set<() => void>();

function set(next: BulkRequest | null) {
  request = next;
  for (const listener of listeners) listener();
}

/**
 * Asks to act on jobs, wherever they are shown. It opens the one dialog, which says what would happen and has it
 * confirmed as the harm demands; a retry of one job happens at once. Nothing happens when no job was chosen.
 */
export function askForBulk(next: BulkRequest): void {
  if ("jobs" in next && next.jobs.length === 0) return;
  openedFrom = document.activeElement instanceof HTMLElement ? document.activeElement : null;
  set(next);
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
