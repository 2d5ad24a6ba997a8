import type { ReactNode } from "react";
import { LoadingLabel, Skeleton } from "../ui/skeleton.tsx";

/** What the page is about, also while its list is loading. */
export function SourcesHeading({ note, action }: { note?: ReactNode; action?: ReactNode }) {
  return (
    <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-2">
      <h1 className="font-semibold text-xl tracking-tight">Sources</h1>
      <span className="text-ink-3 text-sm">{note}</span>
      <div className="max-sm:w-full sm:ml-auto">{action}</div>
    </div>
  );
}

export function SourcesSkeleton() {
  return (
    <div aria-busy="true" className="flex flex-col gap-3">
      <LoadingLabel what="sources" />
      {["w-40", "w-56", "w-48"].map((width) => (
        <div key={width} className="h-40 rounded-lg border bg-surface px-4 py-3 shadow-raised">
          <Skeleton className={`h-4 ${width}`} />
          <Skeleton className="mt-2 h-3 w-64 max-w-full" />
          <Skeleton className="mt-6 h-3 w-full" />
        </div>
      ))}
    </div>
  );
}
