"use client";

import { useSyncExternalStore } from "react";

/** How a line's time is told: by the clock, since the run began, or since the line before. */
export const TIME_MODES = ["clock", "start", "before"] as const;
export type TimeMode = (typeof TIME_MODES)[number];

export interface LogSettings {
  wrap: boolean;
  time: TimeMode;
}

// Kept in this browser: how a log is best read depends on the screen that one sits at.
const KEY = "watchfloor-log";
const USUAL: LogSettings = { wrap: true, time: "clock" };

const listeners = new Set<() => void>();
let current: LogSettings | null = null;

export function useLogSettings(): LogSettings {
  return useSyncExternalStore(subscribe, readSettings, () => USUAL);
}

export function changeLogSettings(change: Partial<LogSettings>): void {
  current = { ...readSettings(), ...change };
  try {
    localStorage.setItem(KEY, JSON.stringify(current));
  } catch {
    // Without storage the choice lasts as long as the page.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function readSettings(): LogSettings {
  current ??= readKept();
  return current;
}

function readKept(): LogSettings {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "null");
    if (typeof kept !== "object" || kept === null) return USUAL;
    const wrap = "wrap" in kept && typeof kept.wrap === "boolean" ? kept.wrap : USUAL.wrap;
    const time = TIME_MODES.find((mode) => "time" in kept && kept.time === mode) ?? USUAL.time;
    return { wrap, time };
  } catch {
    return USUAL;
  }
}
