import { useSyncExternalStore } from "react";
import { jobKey } from "../../lib/api/merge.ts";
import type { CancelTarget } from "./cancel-request.ts";

/** A cancel that was confirmed and has not left the browser yet. */
export interface HeldCancel {
  job: CancelTarget;
  reason: string;
  /** When it is sent, in milliseconds of the browser's clock. */
  leavesAt: number;
  /** Takes it back: nothing is sent. */
  undo: () => void;
}

let held: ReadonlyMap<string, HeldCancel> = new Map();
const nothing: ReadonlyMap<string, HeldCancel> = new Map();
const listeners = new Set<() => void>();

function set(next: ReadonlyMap<string, HeldCancel>) {
  held = next;
  for (const listener of listeners) listener();
}

export const heldCancels = (): ReadonlyMap<string, HeldCancel> => held;

export function holdBack(cancel: HeldCancel): void {
  set(new Map([...held, [jobKey(cancel.job), cancel]]));
}

/** Takes a cancel out, to send it or to forget it; whoever gets it is the only one to have it. */
export function takeOut(key: string): HeldCancel | null {
  const cancel = held.get(key);
  if (cancel === undefined) return null;
  set(new Map([...held].filter(([each]) => each !== key)));
  return cancel;
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The cancel of a job while it can be undone; null else. */
export function useHeldCancel(job: { source: string; id: string }): HeldCancel | null {
  const key = jobKey(job);
  return useSyncExternalStore(
    subscribe,
    () => held.get(key) ?? null,
    () => null,
  );
}

/** All cancels that can still be undone, by the key of their job. */
export function useHeldCancels(): ReadonlyMap<string, HeldCancel> {
  return useSyncExternalStore(subscribe, heldCancels, () => nothing);
}
