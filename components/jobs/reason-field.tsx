"use client";

import { type KeyboardEvent, useId } from "react";

const REASON_MAX = 500;

/** Why an operator does it, in words of their own; ⌘Enter sends the form. */
export function ReasonField({
  value,
  onChange,
  keptWith,
  placeholder,
  problem = null,
  fieldRef,
}: {
  value: string;
  onChange: (value: string) => void;
  /** What the reason is kept with: "the job". */
  keptWith: string;
  placeholder: string;
  /** What the server says of it. */
  problem?: string | null;
  fieldRef?: (field: HTMLTextAreaElement | null) => void;
}) {
  const id = useId();
  const send = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey)) return;
    event.preventDefault();
    event.currentTarget.form?.requestSubmit();
  };
  return (
    <>
      <label htmlFor={id} className="flex items-baseline justify-between font-medium text-sm">
        Reason <span className="font-normal text-ink-3 text-xs">optional, kept with {keptWith}</span>
      </label>
      <textarea
        id={id}
        ref={fieldRef}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={send}
        maxLength={REASON_MAX}
        rows={2}
        placeholder={placeholder}
        aria-invalid={problem !== null}
        {...(problem === null ? {} : { "aria-describedby": `${id}-problem` })}
        className="mt-1.5 block w-full resize-y rounded-md border border-control bg-surface px-2.5 py-1.5 text-sm"
      />
      {problem !== null && (
        <p id={`${id}-problem`} role="alert" className="mt-1 text-failed text-sm">
          {problem}
        </p>
      )}
    </>
  );
}
