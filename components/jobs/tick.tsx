"use client";

import clsx from "clsx";
import { Check, Minus } from "lucide-react";
import { useEffect, useRef } from "react";

/** How many of several boxes are ticked. */
export type Ticks = "none" | "some" | "all";

interface Props {
  id?: string;
  label: string;
  checked: boolean;
  /** Some of those that it stands for are ticked. */
  some?: boolean;
  disabled?: boolean;
  /** Left out by whoever holds many boxes, and listens for clicks on `[data-tick]` instead. */
  onChange?: () => void;
}

/** A box to tick. What can be hit is larger than what is seen. */
export function Tick({ id, label, checked, some = false, disabled = false, onChange }: Props) {
  const box = useRef<HTMLInputElement>(null);

  const Mark = some ? Minus : Check;

  useEffect(() => {
    if (box.current !== null) box.current.indeterminate = some;
  }, [some]);

  return (
    <span className={clsx("relative flex size-4 shrink-0", disabled && "opacity-50")}>
      <input
        ref={box}
        type="checkbox"
        id={id}
        data-tick={onChange === undefined ? true : undefined}
        aria-label={label}
        checked={checked}
        disabled={disabled}
        {...(onChange === undefined ? { readOnly: true } : { onChange })}
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
