import { useEffect, useSyncExternalStore } from "react";

let title: string | null = null;
const listeners = new Set<() => void>();

function set(next: string | null) {
  title = next;
  for (const listener of listeners) listener();
}

/** The page's title, for as long as it is there. Next writes its own after the page has begun to live: `TabTitle` has the last word. */
export function useTabTitle(wanted: string): void {
  useEffect(() => {
    set(wanted);
  }, [wanted]);
  useEffect(() => () => set(null), []);
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The title that a page wants; null where it keeps the one that the server gave it. */
export function useWantedTitle(): string | null {
  return useSyncExternalStore(
    subscribe,
    () => title,
    () => null,
  );
}
