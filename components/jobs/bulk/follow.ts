import { useSyncExternalStore } from "react";

/** The toast that announced an action, and a revision of the feed from before it. */
export interface Followed {
  toast: number;
  since: number;
}

/** Actions begun in this tab whose end has yet to be told. */
let followed: ReadonlyMap<string, Followed> = new Map();
const nobody: ReadonlyMap<string, Followed> = new Map();
const listeners = new Set<() => void>();

function set(next: ReadonlyMap<string, Followed>) {
  followed = next;
  for (const listener of listeners) listener();
}

export function follow(actionId: string, how: Followed): void {
  set(new Map([...followed, [actionId, how]]));
}

/** How an action was followed, once: whoever gets it tells the end. */
export function unfollow(actionId: string): Followed | null {
  const how = followed.get(actionId);
  if (how === undefined) return null;
  set(new Map([...followed].filter(([id]) => id !== actionId)));
  return how;
}

export const isFollowed = (actionId: string): boolean => followed.has(actionId);

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useFollowed(): ReadonlyMap<string, Followed> {
  return useSyncExternalStore(
    subscribe,
    () => followed,
    () => nobody,
  );
}
