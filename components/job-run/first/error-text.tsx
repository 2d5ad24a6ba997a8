"use client";

import { ChevronRight } from "lucide-react";
import { useId, useState } from "react";
import { formatCount, formatQuantity } from "../../../lib/jobs/format.ts";
import { foldError } from "./fold-error.ts";

/** An error: its first lines, and the rest on request. */
export function ErrorText({ error }: { error: string }) {
  const [isOpen, setOpen] = useState(false);
  const wholeId = useId();
  const { head, whole, lines, left } = foldError(error);
  return (
    <>
      <p className="whitespace-pre-wrap break-words text-lg leading-6">
        <bdi>{head}</bdi>
      </p>
      {whole !== null && (
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={isOpen ? wholeId : undefined}
          onClick={() => setOpen(!isOpen)}
          className="-ml-1 mt-1 inline-flex min-h-6 items-center gap-1 rounded-sm px-1 text-ink-2 text-sm hover:text-ink"
        >
          <ChevronRight aria-hidden="true" className={isOpen ? "size-3.5 rotate-90" : "size-3.5"} />
          {isOpen ? "Fold the stack" : "Show the whole stack"}
          {lines > 1 && <span className="text-ink-3">{formatQuantity(lines, "line")}</span>}
        </button>
      )}
      {isOpen && whole !== null && (
        <section
          id={wholeId}
          aria-label="The whole error"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
          tabIndex={0}
          className="mt-1.5 max-h-80 overflow-auto rounded-md border bg-sunken p-3"
        >
          <pre className="whitespace-pre-wrap break-words font-mono text-xs leading-5">
            <bdi>{whole}</bdi>
          </pre>
          {left > 0 && (
            <p className="mt-2 text-ink-3 text-xs">
              {formatCount(left)} more characters are not shown; copying takes them all.
            </p>
          )}
        </section>
      )}
    </>
  );
}
