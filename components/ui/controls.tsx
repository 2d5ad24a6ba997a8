"use client";

import clsx from "clsx";
import { ChevronDown, CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { controlId, type Problems, problemAt } from "./problems.ts";

const CONTROL =
  "block w-full scroll-mt-20 scroll-mb-44 md:scroll-mb-28 rounded-md border bg-surface px-2.5 text-sm disabled:cursor-not-allowed disabled:bg-sunken disabled:text-ink-3";
const borderOf = (problem: string | null) => (problem === null ? "border-control" : "border-failed-mark");

/** What every control of the form has: a label, a line of help, and what is wrong with it, all tied to it. */
interface About {
  /** The place in the definition, as the API names it. */
  path: string;
  label: string;
  help?: ReactNode;
  problems: Problems;
  /** Whether entries of a list share this control. */
  isList?: boolean;
  className?: string;
}

/** The attributes that tie a control to its help and problem. */
function ties({ path, help, problems, isList = false }: About) {
  const id = controlId(path);
  const problem = problemAt(problems, path, isList);
  const described = [problem === null ? null : `${id}-problem`, help === undefined ? null : `${id}-help`].filter(
    Boolean,
  );
  return {
    problem,
    attributes: {
      id,
      "aria-invalid": problem !== null,
      "aria-describedby": described.length === 0 ? undefined : described.join(" "),
    },
  };
}

function Labelled({ about, children, note }: { about: About; children: ReactNode; note?: ReactNode }) {
  const { path, label, help, className } = about;
  const { problem } = ties(about);
  const id = controlId(path);
  return (
    <div className={clsx("min-w-0", className)}>
      <label htmlFor={id} className="mb-1 flex items-baseline justify-between gap-2 font-medium text-sm">
        {label}
        {note !== undefined && <span className="font-normal text-ink-3 text-xs">{note}</span>}
      </label>
      {children}
      <ProblemText id={`${id}-problem`} problem={problem} />
      {help !== undefined && (
        <p id={`${id}-help`} className="mt-1 text-ink-3 text-xs">
          {help}
        </p>
      )}
    </div>
  );
}

export function ProblemText({ id, problem }: { id: string; problem: string | null }) {
  if (problem === null) return null;
  return (
    <p id={id} className="mt-1 flex gap-1 break-words font-medium text-failed text-xs">
      <CircleAlert aria-hidden="true" className="mt-0.5 size-3 shrink-0" />
      <span className="min-w-0">{problem}</span>
    </p>
  );
}

interface TextProps extends About {
  value: string;
  onChange: (value: string) => void;
  mono?: boolean;
  placeholder?: string;
  maxLength?: number;
  required?: boolean;
  autoFocus?: boolean;
  note?: ReactNode;
  /** A password is not shown, nor kept by the browser. */
  type?: "text" | "password";
  /** A button at the end of the field. */
  end?: ReactNode;
}

export function TextControl(props: TextProps) {
  const { value, onChange, mono = false, required = false, note, type = "text", end, ...about } = props;
  const { problem, attributes } = ties(about);
  return (
    <Labelled about={about} note={note}>
      <div className="relative">
        <input
          {...attributes}
          type={type}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          aria-required={required}
          placeholder={about.placeholder}
          maxLength={about.maxLength}
          // biome-ignore lint/a11y/noAutofocus: only the name of something new, which is what the form is opened for.
          autoFocus={about.autoFocus}
          autoComplete={type === "password" ? "new-password" : "off"}
          spellCheck={false}
          className={clsx(
            CONTROL,
            "h-8 coarse:h-10",
            mono && "font-mono text-xs",
            end !== undefined && "pr-10",
            borderOf(problem),
          )}
        />
        {end !== undefined && <span className="absolute inset-y-0 right-0.5 flex items-center">{end}</span>}
      </div>
    </Labelled>
  );
}

export function LinesControl({ value, onChange, rows, ...about }: TextProps & { rows: number }) {
  const { problem, attributes } = ties(about);
  return (
    <Labelled about={about} note={about.note}>
      <textarea
        {...attributes}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        rows={rows}
        placeholder={about.placeholder}
        autoComplete="off"
        spellCheck={false}
        wrap="off"
        className={clsx(CONTROL, "min-h-16 resize-y py-1.5 font-mono text-xs leading-5", borderOf(problem))}
      />
    </Labelled>
  );
}

/** A whole number with its unit. What is typed stays as it is until it can be judged. */
export function NumberControl({ value, onChange, unit, ...about }: TextProps & { unit: string }) {
  const { problem, attributes } = ties(about);
  return (
    <Labelled about={about}>
      <div className="relative max-w-44">
        <input
          {...attributes}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          inputMode="numeric"
          autoComplete="off"
          maxLength={12}
          className={clsx(CONTROL, "h-8 pr-16 coarse:h-10", borderOf(problem))}
        />
        <span
          aria-hidden="true"
          className="pointer-events-none absolute inset-y-0 right-2.5 flex items-center text-ink-3 text-xs"
        >
          {unit}
        </span>
        <span className="sr-only">{unit}</span>
      </div>
    </Labelled>
  );
}

export function SelectControl({
  value,
  onChange,
  children,
  ...about
}: About & { value: string; onChange: (value: string) => void; children: ReactNode }) {
  const { problem, attributes } = ties(about);
  return (
    <Labelled about={about}>
      <div className="relative">
        <select
          {...attributes}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          className={clsx(CONTROL, "h-8 appearance-none truncate pr-8 coarse:h-10", borderOf(problem))}
        >
          {children}
        </select>
        <ChevronDown
          aria-hidden="true"
          className="pointer-events-none absolute inset-y-0 right-2.5 my-auto size-3.5 text-ink-3"
        />
      </div>
    </Labelled>
  );
}
