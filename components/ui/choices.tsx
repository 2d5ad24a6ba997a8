"use client";

import clsx from "clsx";
import type { ReactNode } from "react";

export function CheckControl({
  label,
  help,
  checked,
  onChange,
  id,
}: {
  label: string;
  help?: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  id: string;
}) {
  return (
    <div className="flex gap-2">
      <input
        type="checkbox"
        id={id}
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
        aria-describedby={help === undefined ? undefined : `${id}-help`}
        className="mt-0.5 size-4 shrink-0 scroll-mt-20 scroll-mb-44 md:scroll-mb-28 accent-inverse coarse:size-5"
      />
      <div className="min-w-0">
        <label htmlFor={id} className="block cursor-pointer py-0.5 font-medium text-sm leading-4 coarse:py-1">
          {label}
        </label>
        {help !== undefined && (
          <p id={`${id}-help`} className="text-ink-3 text-xs">
            {help}
          </p>
        )}
      </div>
    </div>
  );
}

/** A choice of few, each with what it means. */
export function ChoiceControl<Value extends string>({
  legend,
  name,
  options,
  value,
  onChange,
  className,
  inPairs = false,
}: {
  legend: string;
  name: string;
  options: readonly { value: Value; title: ReactNode; meaning: string }[];
  value: Value;
  onChange: (value: Value) => void;
  className?: string;
  /** Two side by side, instead of all of them. */
  inPairs?: boolean;
}) {
  return (
    <fieldset className={className}>
      <legend className="mb-1 font-medium text-sm">{legend}</legend>
      <div className={clsx("grid gap-2", inPairs ? "sm:grid-cols-2" : "sm:auto-cols-fr sm:grid-flow-col")}>
        {options.map((option) => (
          <label
            key={option.value}
            className="flex cursor-pointer gap-2 rounded-md border border-line-strong px-3 py-2 has-checked:border-inverse has-checked:bg-sunken has-checked:ring-1 has-checked:ring-inverse has-focus-visible:outline-2 has-focus-visible:outline-accent-mark has-focus-visible:outline-offset-2"
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
              aria-describedby={`${name}-${option.value}`}
              className="mt-0.5 size-4 shrink-0 scroll-mt-20 scroll-mb-44 md:scroll-mb-28 accent-inverse outline-none"
            />
            <span className="min-w-0">
              <span className="block font-medium text-sm">{option.title}</span>
              <span id={`${name}-${option.value}`} className="block text-ink-3 text-xs">
                {option.meaning}
              </span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
