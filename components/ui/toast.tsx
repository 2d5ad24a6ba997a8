"use client";

import { CircleAlert, CircleCheck, X } from "lucide-react";
import Link from "next/link";
import { useSyncExternalStore } from "react";
import { ApiError } from "../../lib/api/client.ts";
import { IconButton } from "./button.tsx";

interface Toast {
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

function dismiss(id: number) {
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

/** Where toasts appear; they are read out politely and never take the focus. */
export function Toaster() {
  const shown = useSyncExternalStore(
    subscribe,
    () => toasts,
    () => none,
  );
  return (
    <div
      role="status"
      aria-live="polite"
      className="pointer-events-none fixed inset-x-3 bottom-[calc(4rem+env(safe-area-inset-bottom))] z-50 flex flex-col items-center gap-2 md:inset-x-auto md:right-4 md:bottom-4 md:items-end"
    >
      {shown.map((toast) => (
        <div
          key={toast.id}
          className="pointer-events-auto flex w-full max-w-96 animate-appear items-start gap-2.5 rounded-lg bg-surface py-2.5 pr-2 pl-3 text-sm shadow-overlay"
        >
          {toast.tone === "done" ? (
            <CircleCheck aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-completed" />
          ) : (
            <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-failed" />
          )}
          <div className="min-w-0 flex-1 py-px">
            <p className="font-medium">{toast.title}</p>
            {toast.detail !== null && <p className="text-ink-2">{toast.detail}</p>}
            {toast.link !== null && (
              <Link href={toast.link.href} className="font-medium text-accent hover:underline">
                {toast.link.text}
              </Link>
            )}
          </div>
          <IconButton label="Dismiss" className="size-6" onClick={() => dismiss(toast.id)}>
            <X aria-hidden="true" className="size-3.5" />
          </IconButton>
        </div>
      ))}
    </div>
  );
}
