"use client";

import type { FailureGroups } from "../../lib/api/types.ts";
import { LoadingLabel, Skeleton } from "../ui/skeleton.tsx";
import { type About, FailureRow, ROW } from "./failure-row.tsx";

/** Kinds of failure, the most frequent first. */
export function FailureList({ about, groups }: { about: About; groups: FailureGroups }) {
  return (
    <>
      <Head />
      <ol aria-label="Kinds of failure">
        {groups.groups.map((group) => (
          <FailureRow
            key={group.fingerprint ?? ""}
            about={about}
            group={group}
            from={groups.from}
            bucketMs={groups.bucketMs}
          />
        ))}
      </ol>
    </>
  );
}

/** Names of the columns, for the eye: each row says by itself what its figures are. */
function Head() {
  return (
    <div aria-hidden="true" className={`${ROW} hidden h-8 border-b text-ink-3 text-xs @4xl:grid`}>
      <span className="text-right">Failures</span>
      <span>Error and agents</span>
      <span>When</span>
      <span>Last seen</span>
      <span>First seen</span>
      <span />
    </div>
  );
}

export function FailureListSkeleton() {
  return (
    <>
      <LoadingLabel what="failures" />
      {["w-3/5", "w-4/5", "w-1/2", "w-2/3", "w-2/5", "w-3/5"].map((width, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a stand-in is its place.
        <div key={row} className="flex items-start gap-4 border-b px-4 py-3 last:border-b-0">
          <Skeleton className="ml-4 h-5 w-8" />
          <div className="min-w-0 flex-1">
            <Skeleton className={`h-3.5 ${width}`} />
            <Skeleton className="mt-2 h-3 w-32" />
          </div>
          <Skeleton className="hidden h-6 w-28 sm:block" />
        </div>
      ))}
    </>
  );
}
