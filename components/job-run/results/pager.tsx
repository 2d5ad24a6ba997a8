"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { RESULT_PAGE_SIZES } from "../../../lib/api/job-types.ts";
import { formatCount } from "../../../lib/jobs/format.ts";
import { Button } from "../../ui/button.tsx";
import type { ResultsPlace } from "./results-place.ts";

/** Where the page stands in the whole, how much a page has, and the pages beside it. */
export function Pager({
  children,
  size,
  previous,
  next,
}: {
  children: ReactNode;
  size: { value: ResultsPlace["size"]; onChange: (size: ResultsPlace["size"]) => void } | null;
  previous: (() => void) | null;
  next: (() => void) | null;
}) {
  return (
    <div className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 border-t px-4 py-1.5 text-ink-2 text-sm">
      <div role="status" className="mr-auto">
        {children}
      </div>
      {size !== null && (
        <label className="flex items-center gap-1.5 text-ink-3 text-xs">
          Rows a page
          <select
            value={size.value}
            onChange={(event) => {
              const chosen = RESULT_PAGE_SIZES.find((each) => String(each) === event.target.value);
              if (chosen !== undefined) size.onChange(chosen);
            }}
            className="h-7 rounded-md border border-line-strong bg-surface px-1.5 text-ink text-sm coarse:h-9"
          >
            {RESULT_PAGE_SIZES.map((each) => (
              <option key={each} value={each}>
                {formatCount(each)}
              </option>
            ))}
          </select>
        </label>
      )}
      {(previous !== null || next !== null) && (
        <div className="flex gap-1">
          <Button size="sm" look="ghost" disabled={previous === null} onClick={() => previous?.()}>
            <ChevronLeft aria-hidden="true" className="size-3.5" />
            Previous
          </Button>
          <Button size="sm" look="ghost" disabled={next === null} onClick={() => next?.()}>
            Next
            <ChevronRight aria-hidden="true" className="size-3.5" />
          </Button>
        </div>
      )}
    </div>
  );
}
