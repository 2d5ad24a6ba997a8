"use client";

import clsx from "clsx";
import { type KeyboardEvent, type Ref, useRef } from "react";

const LINE_PX = 20;
const PAD_PX = 8;

/**
 * A text of JSON to edit, with the numbers of its lines; those in `marked` are marked. Enter keeps the indent of the line. Tab
 * goes on to the next control, as everywhere: nobody is caught in here.
 */
export function JsonEditor({
  id,
  label,
  value,
  onChange,
  marked,
  describedBy,
  fieldRef,
}: {
  id: string;
  label: string;
  value: string;
  onChange: (value: string) => void;
  marked: readonly number[];
  describedBy: string;
  fieldRef?: Ref<HTMLTextAreaElement>;
}) {
  const gutter = useRef<HTMLDivElement>(null);
  const lines = value.split("\n").length;
  return (
    <div className="flex h-[min(26rem,38dvh)] overflow-hidden rounded-md border border-control bg-sunken font-mono text-xs leading-5 has-focus-visible:outline-2 has-focus-visible:outline-accent-mark has-focus-visible:outline-offset-2">
      <div
        ref={gutter}
        aria-hidden="true"
        className="relative w-11 shrink-0 select-none overflow-hidden border-r bg-surface text-right text-ink-3"
      >
        {marked.map((line) => (
          <span
            key={line}
            style={{ top: PAD_PX + (line - 1) * LINE_PX, height: LINE_PX }}
            className="absolute inset-x-0 border-failed-mark border-l-2 bg-failed-tint"
          />
        ))}
        <pre className="relative px-2 py-2 font-mono">{numbers(lines)}</pre>
      </div>
      <textarea
        ref={fieldRef}
        id={id}
        aria-label={label}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={keepIndent}
        onScroll={(event) => {
          if (gutter.current !== null) gutter.current.scrollTop = event.currentTarget.scrollTop;
        }}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        wrap="off"
        aria-invalid={marked.length > 0}
        aria-describedby={describedBy}
        className={clsx("min-w-0 flex-1 resize-none bg-transparent px-3 py-2 outline-none")}
      />
    </div>
  );
}

/** The blank lines at the end let the numbers scroll as far as the text, whose scroll bar takes a line. */
function numbers(lines: number): string {
  return `${Array.from({ length: lines }, (_, place) => place + 1).join("\n")}\n\n\n`;
}

function keepIndent(event: KeyboardEvent<HTMLTextAreaElement>): void {
  if (event.key !== "Enter" || event.nativeEvent.isComposing || event.metaKey || event.ctrlKey) return;
  const { value, selectionStart } = event.currentTarget;
  const before = value.slice(value.lastIndexOf("\n", selectionStart - 1) + 1, selectionStart);
  const indent = /^[ \t]*/.exec(before)?.[0] ?? "";
  const deeper = /[[{]\s*$/.test(before) ? "  " : "";
  // The only way to write into a field that its undo knows of.
  if (document.execCommand("insertText", false, `\n${indent}${deeper}`)) event.preventDefault();
}
