"use client";

import clsx from "clsx";
import type { ReactNode } from "react";

export function Toolbar({ children }: { children: ReactNode }) {
  return <div className="flex min-h-11 flex-wrap items-center gap-2 border-b px-4 py-1.5">{children}</div>;
}

/** One of a few: buttons side by side. */
export function ToolbarChoice<Value extends string>({
  label,
  value,
  choices,
  onChange,
}: {
  label: string;
  value: Value;
  choices: readonly (readonly [Value, string])[];
  onChange: (value: Value) => void;
}) {
  return (
    <fieldset className="flex min-w-0 max-w-full overflow-x-auto rounded-md border border-line-strong p-0.5">
      <legend className="sr-only">{label}</legend>
      {choices.map(([each, text]) => (
        <button
          key={each}
          type="button"
          aria-pressed={each === value}
          onClick={() => onChange(each)}
          className={clsx(
            "focus-inset h-6 shrink-0 rounded-sm px-2 text-xs transition-colors coarse:h-8",
            each === value ? "bg-sunken font-medium text-ink" : "text-ink-2 hover:text-ink",
          )}
        >
          {text}
        </button>
      ))}
    </fieldset>
  );
}
