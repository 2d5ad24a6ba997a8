import { useSyncExternalStore } from "react";
import { jobKey } from "../../lib/api/merge.ts";
import type { JobRow } from "../../lib/jobs/model.ts";
import { heldCancels } from "./held-cancels.ts";

export type CancelTarget = Pick<JobRow, "source" | "id" | "name" | "state"> & {
  tasksCompleted?: number | null;
  /** Called once it was confirmed. */
  onConfirmed?: () => void;
};

let target: CancelTarget | null = null;
let openedFrom: HTMLElement | null = null;
const listeners = new Set<() => void>();

function set(next: CancelTarget | null) {
  target = next;
  for (const listener of listeners) listener();
}

/** Opens the one cancel dialog for a job, wherever the job is shown; not when its cancel is about to leave already. */
export function askToCancel(job: CancelTarget): void {
  if (heldCancels().has(jobKey(job))) return;
  openedFrom = document.activeElement instanceof HTMLElement ? document.activeElement : null;
  set(job);
}

export const closeCancelDialog = () => set(null);

/** What had the focus when the dialog was asked for, if it is still there. */
export const whereCancelWasAsked = () => (openedFrom?.isConnected ? openedFrom : null);

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useCancelTarget(): CancelTarget | null {
  return useSyncExternalStore(
    subscribe,
    () => target,
    () => null,
  );
}
