"use client";

import clsx from "clsx";
import { CircleAlert, CircleCheck, Clock, type LucideIcon, X } from "lucide-react";
import Link from "next/link";
import { type ReactNode, useEffect, useEffectEvent, useRef, useState } from "react";
import { useSecondsLeft } from "../live/use-seconds-left.ts";
import { isPlain, isTyping } from "../shell/typing.ts";
import { Button, IconButton } from "./button.tsx";
import { dismiss, holdToast, letGoOfToast, type Toast, useToasts } from "./toast.ts";

/** Where toasts appear; they are read out politely and never take the focus. `u` undoes what counts down, the latest first. */
export function Toaster() {
  const shown = useToasts();

  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== "u" || !isPlain(event) || isTyping(event)) return;
    const latest = shown.findLast((toast) => toast.until !== null && toast.action !== null);
    if (latest === undefined) return;
    event.preventDefault();
    latest.action?.run();
  });

  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKeyDown(event);
    document.addEventListener("keydown", listener);
    return () => document.removeEventListener("keydown", listener);
  }, []);

  return (
    <section
      aria-label="Messages"
      className="pointer-events-none fixed inset-x-3 bottom-[calc(4rem+var(--foot)+env(safe-area-inset-bottom))] z-50 md:inset-x-auto md:right-4 md:bottom-[calc(1rem+var(--foot))]"
    >
      <div role="status" aria-live="polite" className="flex flex-col items-center gap-2 md:items-end">
        {shown.map((toast) => (
          <Card key={toast.id} toast={toast} />
        ))}
      </div>
    </section>
  );
}

function Card({ toast }: { toast: Toast }) {
  const { id, until, action } = toast;
  const card = useRef<HTMLDivElement>(null);
  const hadFocus = useRef(false);

  // A button that goes away under the focus would leave it nowhere.
  useEffect(() => {
    if (action === null && hadFocus.current && !card.current?.contains(document.activeElement)) {
      card.current?.querySelector("button")?.focus();
    }
  }, [action]);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointer and focus only keep it in sight, they do nothing.
    <div
      ref={card}
      data-toast={toast.tone}
      onPointerEnter={() => holdToast(id)}
      onPointerLeave={() => letGoOfToast(id)}
      onFocus={() => {
        hadFocus.current = true;
        holdToast(id);
      }}
      onBlur={(event) => {
        if (event.currentTarget.contains(event.relatedTarget)) return;
        if (event.relatedTarget !== null) hadFocus.current = false;
        letGoOfToast(id);
      }}
      className="pointer-events-auto relative flex w-full max-w-96 animate-appear items-start gap-2.5 overflow-hidden rounded-lg bg-surface py-2.5 pr-2 pl-3 text-sm shadow-overlay md:w-96"
    >
      <ToneIcon tone={toast.tone} />
      <div className="min-w-0 flex-1 py-px">
        <p className="break-words font-medium">
          {toast.title}
          {until !== null && <Countdown until={until} />}
        </p>
        {toast.detail !== null && <p className="break-words text-ink-2">{toast.detail}</p>}
        {toast.link !== null && (
          <Link href={toast.link.href} className="rounded-sm font-medium text-accent hover:underline">
            {toast.link.text}
          </Link>
        )}
      </div>
      {action !== null && (
        <Button
          size="sm"
          className="-my-0.5"
          onClick={() => {
            if (until === null) dismiss(id);
            action.run();
          }}
          {...(until === null ? {} : { "aria-keyshortcuts": "u" })}
        >
          {action.text}
          {until !== null && <Key>u</Key>}
        </Button>
      )}
      {until === null && (
        <IconButton label="Dismiss" className="size-6" onClick={() => dismiss(id)}>
          <X aria-hidden="true" className="size-3.5" />
        </IconButton>
      )}
    </div>
  );
}

function Key({ children }: { children: ReactNode }) {
  return (
    <span aria-hidden="true" className="rounded-sm bg-sunken px-1 font-mono text-ink-3 text-xs coarse:hidden">
      {children}
    </span>
  );
}

const LOOKS: Record<Toast["tone"], [icon: LucideIcon, ink: string]> = {
  done: [CircleCheck, "text-completed"],
  failed: [CircleAlert, "text-failed"],
  waiting: [Clock, "text-cancelling"],
};

function ToneIcon({ tone }: { tone: Toast["tone"] }) {
  const [Icon, ink] = LOOKS[tone];
  return <Icon aria-hidden="true" className={clsx("mt-0.5 size-4 shrink-0", ink)} />;
}

/** The seconds that are left, for the eye; a screen reader is told once, not with every tick. */
function Countdown({ until }: { until: number }) {
  const left = useSecondsLeft(until);
  const [first] = useState(left);
  return (
    <>
      <span aria-hidden="true" className="font-normal text-ink-2">
        {left === 0 ? " now" : ` in ${left} s`}
      </span>
      <span className="sr-only"> in {first} seconds. Press u to undo.</span>
    </>
  );
}
