"use client";

import clsx from "clsx";
import { type ReactNode, useId, useRef, useState } from "react";

const GAP = 6;
const MARGIN = 8;
const LEAST_HEIGHT = 240;

/**
 * A panel under the button that opens it, in the browser's top layer: Escape and a press outside close it, and the focus
 * returns to the button. `children` are made only while it is open, so that their code can be loaded then; they are given
 * a function that closes it. `width` is in pixels.
 */
export function Popover({
  label,
  button,
  buttonClassName,
  buttonLabel,
  tip,
  width,
  align = "start",
  children,
}: {
  /** Names the panel. */
  label: string;
  button: ReactNode;
  buttonClassName: string;
  /** Names the button where its content is not enough. */
  buttonLabel?: string;
  tip?: string | undefined;
  width: number;
  align?: "start" | "end";
  children: (close: () => void) => ReactNode;
}) {
  const id = useId();
  const trigger = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);

  const place = () => {
    if (trigger.current === null || panel.current === null) return;
    const at = trigger.current.getBoundingClientRect();
    const across = document.documentElement.clientWidth;
    const wide = Math.min(width, across - 2 * MARGIN);
    const left = Math.min(across - wide - MARGIN, Math.max(MARGIN, align === "end" ? at.right - wide : at.left));
    const { style } = panel.current;
    style.width = `${wide}px`;
    style.left = `${left + window.scrollX}px`;
    style.top = `${at.bottom + GAP + window.scrollY}px`;
    style.maxHeight = `${Math.max(LEAST_HEIGHT, window.innerHeight - at.bottom - GAP - MARGIN)}px`;
  };

  return (
    <>
      <button
        ref={trigger}
        type="button"
        popoverTarget={id}
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-label={buttonLabel}
        data-tip={tip}
        className={buttonClassName}
      >
        {button}
      </button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        role="dialog"
        aria-label={label}
        onBeforeToggle={(event) => {
          if (event.newState === "open") place();
        }}
        onToggle={(event) => setOpen(event.newState === "open")}
        className={clsx(
          "absolute inset-auto z-50 m-0 flex-col overflow-hidden rounded-lg border-0 bg-surface p-0 text-ink shadow-overlay",
          "[&:popover-open]:flex",
        )}
      >
        {open && children(() => panel.current?.hidePopover())}
      </div>
    </>
  );
}
