"use client";

import { useSyncExternalStore } from "react";
import { ApiError } from "../../lib/api/client.ts";

export interface Toast {
  id: number;
  tone: "done" | "failed";
  title: string;
  detail: string | null;
  link: { href: string; text: string } | null;
}

const SHOWN_MS = 7000;
const AT_MOST = 4;
let nextId = 1;
let toasts: readonly Toast[] = [];
const listeners = new Set<() => void>();
const none: readonly Toast[] = [];

function set(next: readonly Toast[]) {
  toasts = next;
  for (const listener of listeners) listener();
}

export function dismiss(id: number) {
  set(toasts.filter((toast) => toast.id !== id));
}

function add(toast: Omit<Toast, "id">) {
  const id = nextId++;
  set([...toasts, { ...toast, id }].slice(-AT_MOST));
  setTimeout(dismiss, toast.tone === "failed" ? SHOWN_MS * 2 : SHOWN_MS, id);
}

/** Says that something asked for was done, with a link to what came of it. */
export function toastDone(title: string, link: { href: string; text: string } | null = null): void {
  add({ tone: "done", title, detail: null, link });
}

/** Says that something asked for was not done, and why. */
export function toastFailed(title: string, error: unknown): void {
  const detail = error instanceof ApiError ? error.message : "Something unexpected happened in this page.";
  add({ tone: "failed", title, detail, link: null });
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
