"use client";

import { Columns3 } from "lucide-react";
import { formatCount, formatQuantity } from "../../../lib/jobs/format.ts";
import { visibleLine } from "../../../lib/text/visible-text.ts";
import { OptionList } from "../../ui/option-list.tsx";
import { Popover } from "../../ui/popover.tsx";

/** Which of all fields that were met are columns. */
export function ColumnChoice({
  columns,
  shown,
  counts,
  rows,
  onToggle,
}: {
  columns: readonly string[];
  shown: ReadonlySet<string>;
  /** In how many of the `rows` rows of this page a field is. */
  counts: ReadonlyMap<string, number>;
  rows: number;
  onToggle: (name: string) => void;
}) {
  const some = shown.size < columns.length;
  return (
    <Popover
      label="Columns to show"
      width={320}
      align="end"
      buttonClassName={TOOL}
      button={
        <>
          <Columns3 aria-hidden="true" className="size-3.5" />
          <span className="max-sm:sr-only">Columns</span>
          {some && (
            <span className="text-ink-3 max-sm:hidden">
              {formatCount(shown.size)} of {formatCount(columns.length)}
            </span>
          )}
        </>
      }
    >
      {() => (
        <OptionList
          label="Columns to show"
          multiple
          searchable={columns.length > 8}
          placeholder="Search fields"
          empty="No field is called that on the pages seen."
          options={columns.map((name) => ({
            id: name,
            label: visibleLine(name),
            chosen: shown.has(name),
            note: counts.get(name) === rows ? "" : `in ${formatQuantity(counts.get(name) ?? 0, "row")}`,
          }))}
          onChoose={onToggle}
        />
      )}
    </Popover>
  );
}

/** How small buttons of this tab's bar look. */
export const TOOL =
  "inline-flex h-7 shrink-0 items-center gap-1.5 rounded-md px-2 font-medium text-ink-2 text-sm transition-colors hover:bg-sunken hover:text-ink coarse:h-9";
