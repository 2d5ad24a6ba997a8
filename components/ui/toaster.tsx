"use client";

import { CircleAlert, CircleCheck, X } from "lucide-react";
import Link from "next/link";
import { IconButton } from "./button.tsx";
import { dismiss, useToasts } from "./toast.ts";

/** Where toasts appear; they are read out politely and never take the focus. */
export function Toaster() {
  const shown = useToasts();
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
