"use client";

import { ChevronDown } from "lucide-react";
import { JOB_SORTS, type JobSort } from "../../lib/jobs/sort.ts";
import { SORT_WORDS } from "./sort-words.ts";
import { Tick, type Ticks } from "./tick.tsx";
import { goToSort } from "./use-list-place.ts";

/** Above cards, what the heads of the columns are above rows: all on the page, and the order. */
export function ListToolbar({ ticks, sort }: { ticks: Ticks; sort: JobSort }) {
  return (
    <div className="flex h-10 items-center justify-between border-b pr-3 pl-4 @4xl:hidden">
      <span className="flex items-center gap-3 text-ink-3 text-xs">
        <Tick label="Select all on this page" checked={ticks === "all"} some={ticks === "some"} />
        <span aria-hidden="true">All on this page</span>
      </span>
      <span className="relative">
        <select
          aria-label="Order"
          value={sort}
          onChange={(event) => goToSort(JOB_SORTS.find((each) => each === event.target.value) ?? sort)}
          className="h-8 appearance-none rounded-md bg-transparent pr-6 pl-2 text-ink-2 text-sm hover:bg-hover"
        >
          {JOB_SORTS.map((each) => (
            <option key={each} value={each}>
              {SORT_WORDS[each].title}
            </option>
          ))}
        </select>
        <ChevronDown
          aria-hidden="true"
          className="pointer-events-none absolute top-2.5 right-1.5 size-3.5 text-ink-3"
        />
      </span>
    </div>
  );
}
