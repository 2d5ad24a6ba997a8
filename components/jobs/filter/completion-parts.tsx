"use client";

import clsx from "clsx";
import { useEffect, useRef } from "react";
import type { FilterValues } from "../../../lib/api/types.ts";
import { formatCompact, formatQuantity } from "../../../lib/jobs/format.ts";
import { type Completion, complete, completionsFor, placeAt, valuesWanted } from "./completions.ts";

export { type Completion, complete, completionsFor, placeAt, valuesWanted };

/** What can be written next, under the filter's field. The focus stays in the field, which says which one is active. */
export function CompletionList({
  id,
  completions,
  active,
  values,
  choose,
}: {
  id: string;
  completions: readonly Completion[];
  /** Which one the arrow keys are at; -1 for none. */
  active: number;
  values: FilterValues | undefined;
  choose: (completion: Completion) => void;
}) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: "nearest" });
  }, [active]);
  const isCounted = values !== undefined && completions.some(({ count }) => count !== null);
  return (
    <div className="absolute top-full left-0 z-30 mt-1 w-full max-w-xl animate-appear overflow-hidden rounded-lg bg-surface text-sm shadow-overlay">
      <div ref={list} id={id} role="listbox" aria-label="Suggestions" className="max-h-72 overflow-y-auto py-1">
        {completions.map((completion, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field, which keeps the focus
          <div
            key={completion.insert}
            id={optionId(id, index)}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            // The field keeps the focus.
            onPointerDown={(event) => event.preventDefault()}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => choose(completion)}
            className={clsx(
              "flex min-h-8 cursor-default items-center gap-3 px-3 py-1 coarse:min-h-11",
              index === active ? "bg-accent-tint" : "hover:bg-hover",
            )}
          >
            <span className="min-w-24 max-w-[60%] shrink-0 truncate font-mono text-ink text-xs">
              {completion.label}
            </span>
            <span className="min-w-0 flex-1 truncate text-ink-3 text-xs">{completion.detail}</span>
            {completion.count !== null && (
              <span className="shrink-0 text-ink-3 text-xs">
                {formatCompact(completion.count)}
                <span className="sr-only"> jobs</span>
              </span>
            )}
          </div>
        ))}
      </div>
      <div className="flex items-center justify-between gap-3 border-t px-3 py-1.5 text-ink-3 text-xs">
        <span aria-hidden="true" className="coarse:hidden">
          ↑↓ to choose · Tab to complete · Esc to close
        </span>
        {isCounted && <span>of the {formatQuantity(values.of, "most recent job", "most recent jobs")}</span>}
      </div>
    </div>
  );
}

/** The id of one completion in the document. */
export function optionId(listId: string, index: number): string {
  return `${listId}-${index}`;
}
