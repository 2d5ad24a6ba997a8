"use client";

import { useQueryClient } from "@tanstack/react-query";
import { ChevronDown, ChevronLeft, ChevronRight, ChevronsLeft } from "lucide-react";
import dynamic from "next/dynamic";
import { useRef } from "react";
import type { JobPage } from "../../lib/api/types.ts";
import { formatQuantity } from "../../lib/jobs/format.ts";
import { PAGE_SIZES } from "../../lib/jobs/sort.ts";
import { FreshnessNote } from "../live/freshness-note.tsx";
import { Button } from "../ui/button.tsx";
import { useAwake } from "../ui/use-awake.ts";
import type { ListPlace, PageSize } from "./list-place.ts";
import { SORT_WORDS } from "./sort-words.ts";
import { usePageSize } from "./use-list-columns.ts";
import { goToPage, goToSize } from "./use-list-place.ts";
import { usePinnedFilter } from "./use-pinned-filter.ts";

const ExportMenu = dynamic(() => import("./export/export-menu.tsx").then((module) => module.ExportMenu), {
  ssr: false,
  loading: () => <span className="h-7 w-28" />,
});

/** The foot of the list: what it leaves out, how many rows a page has, and the ways to the other pages. */
export function ListPager({ place, page, busy }: { place: ListPlace; page: JobPage; busy: boolean }) {
  const root = useRef<HTMLDivElement>(null);
  useAwake(root);
  const { cursor, sort } = place;
  const { previousCursor, nextCursor } = page;
  const pinned = usePinnedFilter(place.q);
  const words = SORT_WORDS[sort];
  const isWhole = cursor === null && previousCursor === null && nextCursor === null;
  if (isWhole && page.items.length === 0) return null;
  return (
    <div
      ref={root}
      data-late=""
      className="flex min-h-11 flex-wrap items-center justify-between gap-x-4 gap-y-1 border-t px-4 py-1.5"
    >
      <p className="text-ink-3 text-xs">
        <FreshnessNote>{isWhole ? formatQuantity(page.items.length, "job") : null}</FreshnessNote>
        {words.leavesOut !== null && <span className="pl-2 first:pl-0">{words.leavesOut}</span>}
      </p>
      <div className="flex flex-wrap items-center gap-1">
        {pinned !== null && <ExportMenu quiet what={{ q: pinned, sort }} />}
        <SizeChoice place={place} />
        {!isWhole && (
          <nav aria-label="Pages" className="flex gap-1">
            <Button
              size="sm"
              look="ghost"
              disabled={(cursor === null && previousCursor === null) || busy}
              onClick={() => goToPage(null)}
            >
              <ChevronsLeft aria-hidden="true" className="size-3.5" />
              First
            </Button>
            <Button
              size="sm"
              look="ghost"
              disabled={previousCursor === null || busy}
              onClick={() => goToPage(previousCursor)}
            >
              <ChevronLeft aria-hidden="true" className="size-3.5" />
              {words.before}
            </Button>
            <Button size="sm" look="ghost" disabled={nextCursor === null || busy} onClick={() => goToPage(nextCursor)}>
              {words.after}
              <ChevronRight aria-hidden="true" className="size-3.5" />
            </Button>
          </nav>
        )}
      </div>
    </div>
  );
}

function SizeChoice({ place }: { place: ListPlace }) {
  const usual = usePageSize();
  const queryClient = useQueryClient();
  const choose = async (size: PageSize) => {
    goToSize(size);
    const { keepColumns } = await import("./keep-columns.ts");
    keepColumns(queryClient, { pageSize: size });
  };
  return (
    <span className="relative">
      <select
        aria-label="Rows on a page"
        value={place.size ?? usual ?? undefined}
        onChange={(event) => {
          const size = PAGE_SIZES.find((each) => each === Number(event.target.value));
          if (size !== undefined) void choose(size);
        }}
        className="h-7 appearance-none rounded-md bg-transparent pr-6 pl-2 text-ink-2 text-sm hover:bg-sunken coarse:h-9"
      >
        {PAGE_SIZES.map((size) => (
          <option key={size} value={size}>
            {size} a page
          </option>
        ))}
      </select>
      <ChevronDown
        aria-hidden="true"
        className="pointer-events-none absolute top-1/2 right-1.5 size-3.5 -translate-y-1/2 text-ink-3"
      />
    </span>
  );
}
