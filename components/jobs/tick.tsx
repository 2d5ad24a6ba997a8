"use client";

import { Check, Minus } from "lucide-react";
import { useEffect, useRef } from "react";

/** How many of several boxes are ticked. */
export type Ticks = "none" | "some" | "all";

/**
 * A box to tick. It does nothing by itself: whoever holds many of them listens for clicks on `[data-tick]`. What can be
 * hit is larger than what is seen.
 */
export function Tick({ label, checked, some = false }: { label: string; checked: boolean; some?: boolean }) {
  const box = useRef<HTMLInputElement>(null);

  const Mark = some ? Minus : Check;

  useEffect(() => {
    if (box.current !== null) box.current.indeterminate = some;
  }, [some]);

  return (
    <span className="relative flex size-4">
      <input
        ref={box}
        type="checkbox"
        data-tick
        aria-label={label}
        checked={checked}
        readOnly
        className="peer size-4 cursor-pointer appearance-none rounded-xs border border-control bg-surface after:absolute after:-inset-2.5 checked:border-accent-mark checked:bg-accent-mark indeterminate:border-accent-mark indeterminate:bg-accent-mark"
      />
      <Mark
        aria-hidden="true"
        strokeWidth={3.5}
        className="pointer-events-none absolute top-0.5 left-0.5 hidden size-3 text-[oklch(1_0_0)] peer-checked:block peer-indeterminate:block"
      />
    </span>
  );
}
