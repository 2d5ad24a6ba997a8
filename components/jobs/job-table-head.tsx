"use client";

import clsx from "clsx";
import { ArrowDown, ArrowUp } from "lucide-react";
import dynamic from "next/dynamic";
import { memo } from "react";
import type { JobSort } from "../../lib/jobs/sort.ts";
import { type ColumnId, columnKind, FULL_ONLY, isFromFull, ROW_GRID } from "./list-columns.ts";
import { Tick, type Ticks } from "./tick.tsx";
import { goToSort } from "./use-list-place.ts";

const ColumnsButton = dynamic(() => import("./list-tools.ts").then((module) => module.ColumnsButton));

interface Props {
  ticks: Ticks;
  sort: JobSort;
  columns: readonly ColumnId[];
  usual: boolean;
}

/** The heads of the columns: they sort, and their right edge can be dragged. On cards there is none. */
export const JobTableHead = memo(function JobTableHead({ ticks, sort, columns, usual }: Props) {
  return (
    <thead className="hidden border-b bg-surface @4xl:block">
      <tr className={clsx(ROW_GRID, "h-8 text-left text-ink-3 text-xs *:font-medium")}>
        <td>
          <Tick label="Select all on this page" checked={ticks === "all"} some={ticks === "some"} />
        </td>
        {columns.map((id) => (
          <Head key={id} id={id} sort={sort} className={isFromFull(id, usual) ? FULL_ONLY : ""} />
        ))}
        <th scope="col" className="justify-self-end">
          <span className="sr-only">Action</span>
          <ColumnsButton />
        </th>
      </tr>
    </thead>
  );
});

function Head({ id, sort, className }: { id: ColumnId; sort: JobSort; className: string }) {
  const { title, hint, right, sort: latestFirst } = columnKind(id);
  const opposite = latestFirst?.slice(1) as JobSort | undefined;
  const isAscending = sort === opposite;
  const isSorted = isAscending || sort === latestFirst;
  const order = isAscending ? "ascending" : isSorted ? "descending" : "none";
  return (
    <th
      scope="col"
      aria-sort={latestFirst && order}
      className={clsx("relative min-w-0", right && "text-right", className)}
    >
      {latestFirst === undefined || opposite === undefined ? (
        <span data-tip={hint} className="block truncate">
          {title}
        </span>
      ) : (
        <button
          type="button"
          data-tip={hint}
          onClick={() => goToSort(order === "descending" ? opposite : latestFirst)}
          className={clsx(
            "group inline-flex max-w-full items-center gap-0.5 rounded-sm py-1 hover:text-ink",
            isSorted && "text-ink",
          )}
        >
          <SortMark sorted={isSorted} ascending={isAscending} />
          <span className="truncate">{title}</span>
        </button>
      )}
      <Edge id={id} />
    </th>
  );
}

/** Where sorting is possible, the arrow's place is kept: nothing moves when it comes. */
function SortMark({ sorted, ascending }: { sorted: boolean; ascending: boolean }) {
  const Arrow = ascending ? ArrowUp : ArrowDown;
  return (
    <Arrow
      aria-hidden="true"
      className={clsx("size-3 shrink-0", !sorted && "invisible text-ink-3 group-hover:visible")}
    />
  );
}

/** The right edge of a head, for the pointer: see `use-column-edges.ts`. By keyboard widths are set in the panel. */
function Edge({ id }: { id: ColumnId }) {
  return (
    <span
      aria-hidden="true"
      data-edge={id}
      data-tip="Drag to size, double-click for the usual width"
      className="absolute -inset-y-1.5 -right-2.5 z-10 w-3.5 cursor-col-resize touch-none after:absolute after:inset-y-1.5 after:left-1/2 after:w-px after:bg-transparent hover:after:bg-line-strong active:after:bg-accent-mark"
    />
  );
}
