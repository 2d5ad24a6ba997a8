"use client";

import clsx from "clsx";
import { FAILURE_WINDOW_NAMES, type FailureWindow } from "../../lib/jobs/failure-window.ts";
import { goToFailures } from "./use-failures-place.ts";

const LABELS: Record<FailureWindow, string> = { "1h": "1 h", "24h": "24 h", "7d": "7 d", "30d": "30 d" };

/** Over which time failures are grouped. */
export function WindowChoice({ q, window }: { q: string; window: FailureWindow }) {
  return (
    <fieldset className="flex shrink-0 rounded-md border border-control bg-surface p-0.5 shadow-raised">
      <legend className="sr-only">Of the last</legend>
      {FAILURE_WINDOW_NAMES.map((name) => (
        <button
          key={name}
          type="button"
          aria-pressed={name === window}
          onClick={() => {
            if (name !== window) goToFailures(q, name);
          }}
          className={clsx(
            "flex h-6.5 min-w-11 items-center justify-center whitespace-nowrap rounded-sm px-2 text-sm transition-colors duration-100 coarse:h-8.5",
            name === window ? "bg-inverse font-medium text-on-inverse" : "text-ink-2 hover:bg-hover hover:text-ink",
          )}
        >
          {LABELS[name]}
        </button>
      ))}
    </fieldset>
  );
}
