"use client";

import clsx from "clsx";
import { LoadingLabel, Skeleton } from "../ui/skeleton.tsx";
import { columnKind, FULL_ONLY, gridOf, isFromFull, ROW_GRID, WIDE_ONLY } from "./list-columns.ts";
import { useListColumns } from "./use-list-columns.ts";

const NAME_WIDTHS = ["w-40", "w-52", "w-36", "w-48", "w-32", "w-44", "w-56", "w-40", "w-36", "w-48", "w-32", "w-52"];

/** Stands for rows that are on their way, at the size that they will have. */
export function JobTableSkeleton() {
  const { columns, usual } = useListColumns();
  return (
    <div className="overflow-hidden" style={gridOf(columns, usual)}>
      <LoadingLabel what="jobs" />
      <div aria-hidden="true" className="h-10 border-b @4xl:h-8.25" />
      {NAME_WIDTHS.map((name, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: the stand-ins never change.
          key={index}
          className={clsx(ROW_GRID, "min-h-18.25 border-b last:border-b-0 @4xl:min-h-9.25")}
        >
          <Skeleton className="size-4" />
          {columns.map(({ id }) => (
            <Skeleton
              key={id}
              className={clsx(
                "h-3.5",
                id === "job" ? name : id === "progress" ? "w-28" : id === "state" ? "w-20" : "w-10",
                columnKind(id).right && "ml-auto",
                id !== "job" && id !== "state" && (isFromFull(id, usual) ? FULL_ONLY : WIDE_ONLY),
              )}
            />
          ))}
        </div>
      ))}
    </div>
  );
}
