import { useSyncExternalStore } from "react";
import type { JobDetail } from "../../../../lib/api/job-types.ts";
import type { Texts } from "./edit-problems.ts";

export type EditTarget = Pick<JobDetail, "job" | "config" | "params">;

let target: EditTarget | null = null;
let openedFrom: HTMLElement | null = null;
const listeners = new Set<() => void>();
/** What was written and not sent, by job: closing the dialog by mistake loses nothing. */
const drafts = new Map<string, Texts>();

function set(next: EditTarget | null) {
  target = next;
  for (const listener of listeners) listener();
}

/** Opens the dialog in which a job is retried with edits. */
export function askToEdit(detail: EditTarget): void {
  openedFrom = document.activeElement instanceof HTMLElement ? document.activeElement : null;
  set(detail);
}

export const closeEditDialog = () => set(null);

/** What had the focus when the dialog was asked for, if it is still there. */
export const whereEditWasAsked = () => (openedFrom?.isConnected ? openedFrom : null);

export const draftOf = (key: string): Texts | undefined => drafts.get(key);

export function keepDraft(key: string, texts: Texts | null): void {
  if (texts === null) drafts.delete(key);
  else drafts.set(key, texts);
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useEditTarget(): EditTarget | null {
  return useSyncExternalStore(
    subscribe,
    () => target,
    () => null,
  );
}
