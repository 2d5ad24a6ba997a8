"use client";

import clsx from "clsx";
import { useRouter } from "next/navigation";
import type { MouseEvent, ReactNode } from "react";
import { jobKey } from "../../lib/api/merge.ts";
import type { JobRow } from "../../lib/jobs/model.ts";
import { LoadingLabel, Skeleton } from "../ui/skeleton.tsx";
import { JobTableRow } from "./job-table-row.tsx";
import { FROM_FULL, FROM_MIDDLE, ROW_GRID } from "./list-columns.ts";
import { useListKeys } from "./use-list-keys.ts";

/** Jobs as rows of 36 px, patched where they stand: pushed changes never move, add or take away a row. */
export function JobTable({ rows }: { rows: JobRow[] }) {
  const router = useRouter();
  const body = useListKeys(rows);

  const openRow = (event: MouseEvent) => {
    const { target } = event;
    if (!(target instanceof Element) || target.closest("a, button")) return;
    if (window.getSelection()?.isCollapsed === false) return;
    const href = target.closest("[data-href]")?.getAttribute("data-href");
    if (!href) return;
    if (event.metaKey || event.ctrlKey) window.open(href, "_blank", "noopener");
    else router.push(href);
  };

  return (
    <TableFrame>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: a shortcut for the mouse; by keyboard each row has its link. */}
      <tbody ref={body} className="block" onClick={openRow}>
        {rows.map((job) => (
          <JobTableRow key={jobKey(job)} job={job} />
        ))}
      </tbody>
    </TableFrame>
  );
}

function TableFrame({ children }: { children: ReactNode }) {
  return (
    <table aria-label="Jobs" className="block text-sm">
      <thead className="hidden border-b @4xl:block">
        <tr className={clsx(ROW_GRID, "h-8 px-4 text-left text-ink-3 text-xs *:font-medium")}>
          <th scope="col">State</th>
          <th scope="col">Job</th>
          <th scope="col" className={FROM_FULL}>
            Source
          </th>
          <th scope="col">Progress</th>
          <th scope="col" className="text-right">
            Tasks
          </th>
          <th scope="col" className={clsx(FROM_FULL, "text-right")}>
            Results
          </th>
          <th scope="col" className={clsx(FROM_FULL, "text-right")}>
            Queued
          </th>
          <th scope="col" className="text-right">
            Ran
          </th>
          <th scope="col" className="text-right">
            Created
          </th>
          <th scope="col">
            <span className="sr-only">Action</span>
          </th>
        </tr>
      </thead>
      {children}
    </table>
  );
}

const SKELETON_WIDTHS = [
  "w-40",
  "w-52",
  "w-36",
  "w-48",
  "w-32",
  "w-44",
  "w-56",
  "w-40",
  "w-36",
  "w-48",
  "w-32",
  "w-52",
];

export function JobTableSkeleton() {
  return (
    <>
      <LoadingLabel what="jobs" />
      <div aria-hidden="true" className="hidden h-8 border-b @4xl:block" />
      {SKELETON_WIDTHS.map((width, index) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: the stand-ins never change.
          key={index}
          className={clsx(ROW_GRID, "min-h-18.25 border-b px-4 last:border-b-0 @4xl:min-h-9.25")}
        >
          <Skeleton className="h-3.5 w-20" />
          <Skeleton className={`h-3.5 ${width}`} />
          <Skeleton className={clsx("h-3.5 w-10", FROM_FULL)} />
          <Skeleton className={clsx("h-1.5 w-28", FROM_MIDDLE)} />
          <Skeleton className={clsx("ml-auto h-3.5 w-10", FROM_MIDDLE)} />
          <Skeleton className={clsx("ml-auto h-3.5 w-8", FROM_FULL)} />
          <Skeleton className={clsx("ml-auto h-3.5 w-8", FROM_FULL)} />
          <Skeleton className={clsx("ml-auto h-3.5 w-10", FROM_MIDDLE)} />
          <Skeleton className="ml-auto h-3.5 w-16" />
        </div>
      ))}
    </>
  );
}
