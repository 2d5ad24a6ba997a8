"use client";

import dynamic from "next/dynamic";
import type { ReactNode } from "react";

// Drawn by the server; the code that makes them work comes after the list's.
const FilterField = dynamic(() => import("./filter-field.tsx").then((module) => module.FilterField), {
  loading: () => <div className="h-8 rounded-md border border-control bg-surface shadow-raised coarse:h-10" />,
});
const FilterChips = dynamic(() => import("./filter-chips.tsx").then((module) => module.FilterChips), {
  loading: () => null,
});

/** The filter as a text and as chips. `total` says how many jobs match; `empty` stands in the place of the chips. */
export function FilterBar({ q, total, empty }: { q: string; total?: ReactNode; empty?: ReactNode }) {
  return (
    <div className="flex flex-col gap-2">
      <FilterField q={q} />
      <div className="flex min-h-7 flex-wrap items-center gap-x-2 gap-y-1.5 coarse:min-h-9">
        {q === "" ? empty : <FilterChips q={q} />}
        {total !== undefined && <div className="ml-auto flex min-w-0 items-center">{total}</div>}
      </div>
    </div>
  );
}
