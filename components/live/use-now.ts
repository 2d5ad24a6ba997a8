"use client";

import { useSyncExternalStore } from "react";
import { serverNow } from "../../lib/api/client.ts";

const TICK_MS = 1000;
const MINUTE_MS = 60_000;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setTimeout> | undefined;
let now = 0;

function tick() {
  now = serverNow();
  for (const listener of listeners) listener();
  schedule();
}

/** Ticks on the second, so that all clocks on the screen turn together; a hidden page does not tick. */
function schedule() {
  clearTimeout(timer);
  if (listeners.size === 0 || document.hidden) return;
  timer = setTimeout(tick, TICK_MS - (serverNow() % TICK_MS) + 5);
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) document.addEventListener("visibilitychange", onVisibility);
  listeners.add(listener);
  if (listeners.size === 1) schedule();
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    document.removeEventListener("visibilitychange", onVisibility);
    clearTimeout(timer);
  };
}

function onVisibility() {
  if (document.hidden) clearTimeout(timer);
  else tick();
}

/** Between ticks the same number, as React demands of a snapshot. */
function current(): number {
  const fresh = serverNow();
  if (Math.abs(fresh - now) > TICK_MS + 100) now = fresh;
  return now;
}

const onServer = () => null;

/** The time, once a second, from one timer for the whole page. Null while the page is not yet in a browser. */
export function useNow(): number | null {
  return useSyncExternalStore(subscribe, current, onServer);
}

/** The beginning of the minute that it is: it changes, and draws anew, once a minute only. */
export function useMinute(): number {
  return useSyncExternalStore(subscribe, currentMinute, epoch);
}

function currentMinute(): number {
  return Math.floor(current() / MINUTE_MS) * MINUTE_MS;
}

const epoch = () => 0;
const never = () => () => {};
const yes = () => true;
const no = () => false;

/** Whether this renders in a browser after hydration: times of day depend on the reader's zone. */
export function useInBrowser(): boolean {
  return useSyncExternalStore(never, yes, no);
}
