import { useSyncExternalStore } from "react";

export type Overlay = "palette" | "shortcuts";

let open: Overlay | null = null;
const listeners = new Set<() => void>();

function set(next: Overlay | null) {
  open = next;
  for (const listener of listeners) listener();
}

export const openPalette = () => set("palette");
export const openShortcuts = () => set("shortcuts");
export const closeOverlay = () => set(null);

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Which of the console's own overlays is open: one at a time. */
export function useOverlay(): Overlay | null {
  return useSyncExternalStore(
    subscribe,
    () => open,
    () => null,
  );
}
