"use client";

import { useSyncExternalStore } from "react";
import { ApiError } from "../../lib/api/client.ts";

export interface ToastAction {
  text: string;
  run: () => void;
}

export interface Toast {
  id: number;
  /** `waiting`: what it tells of has not happened yet. */
  tone: "done" | "failed" | "waiting";
  title: string;
  detail: string | null;
  link: { href: string; text: string } | null;
  action: ToastAction | null;
  /** When what it tells of happens, in milliseconds of the browser's clock: it counts down to then. */
  until: number | null;
}

/** What came of something: how a toast ends, or one of its own. */
export type Outcome = Pick<Toast, "tone" | "title"> & Partial<Pick<Toast, "detail" | "link" | "action">>;

const SHOWN_MS = 7000;
const AT_MOST = 4;
let nextId = 1;
let toasts: readonly Toast[] = [];
const timers = new Map<number, ReturnType<typeof setTimeout>>();
/** Toasts under the pointer or with the focus, and those of them whose time is up. */
const held = new Set<number>();
const due = new Set<number>();
const listeners = new Set<() => void>();
const none: readonly Toast[] = [];

function set(next: readonly Toast[]) {
  toasts = next;
  for (const listener of listeners) listener();
}

export function dismiss(id: number): void {
  clearTimeout(timers.get(id));
  timers.delete(id);
  held.delete(id);
  due.delete(id);
  set(toasts.filter((toast) => toast.id !== id));
}

/** Keeps a toast in sight for as long as somebody is on it. What it tells of goes on. */
export function holdToast(id: number): void {
  held.add(id);
}

export function letGoOfToast(id: number): void {
  held.delete(id);
  if (due.has(id)) dismiss(id);
}

/** A toast that counts down is never pushed out by others: it has the way back. */
function add(toast: Omit<Toast, "id">): number {
  const id = nextId++;
  const next = [...toasts, { ...toast, id }];
  const oldest = next.find(({ until }) => until === null);
  if (next.length > AT_MOST && oldest !== undefined) dismiss(oldest.id);
  set([...toasts.filter((each) => each.id !== id), { ...toast, id }]);
  return id;
}

function expire(id: number): void {
  if (held.has(id)) due.add(id);
  else dismiss(id);
}

/** Shows a message for a while. Gives its id. */
export function showToast(outcome: Outcome): number {
  const id = add({ detail: null, link: null, action: null, ...outcome, until: null });
  fade(id, outcome);
  return id;
}

function fade(id: number, { tone }: Outcome): void {
  clearTimeout(timers.get(id));
  timers.set(id, setTimeout(expire, tone === "failed" ? SHOWN_MS * 2 : SHOWN_MS, id));
}

/** Says that something asked for was done, with a link to what came of it. */
export function toastDone(title: string, link: Toast["link"] = null): void {
  showToast({ tone: "done", title, link });
}

/** Says that something asked for was not done, and why, and what else can be done. */
export function toastFailed(title: string, error: unknown, action: ToastAction | null = null): void {
  showToast({ tone: "failed", title, detail: explain(error), action });
}

/** What to tell an operator of an error. */
export function explain(error: unknown): string {
  return error instanceof ApiError ? error.message : "Something unexpected happened in this page.";
}

/**
 * Says what happens at `until` unless it is undone, and counts down to it. It stays until `settleToast` says what came
 * of it. Gives the toast's id.
 */
export function toastCountdown(title: string, until: number, undo: () => void): number {
  return add({ tone: "waiting", title, detail: null, link: null, action: { text: "Undo", run: undo }, until });
}

/** What came of what a toast told of: it says so in its place, for as long as any other. */
export function settleToast(id: number, outcome: Outcome): void {
  if (!toasts.some((toast) => toast.id === id)) {
    showToast(outcome);
    return;
  }
  const settled: Toast = { detail: null, link: null, action: null, ...outcome, until: null, id };
  set(toasts.map((toast) => (toast.id === id ? settled : toast)));
  fade(id, outcome);
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The toasts to be seen now, the oldest first. */
export function useToasts(): readonly Toast[] {
  return useSyncExternalStore(
    subscribe,
    () => toasts,
    () => none,
  );
}
