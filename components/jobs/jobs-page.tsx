"use client";

import dynamic from "next/dynamic";
import { Suspense } from "react";
import { choicesOf } from "../../lib/jobs/filter/edit.ts";
import { parseFilter } from "../../lib/jobs/filter/parse.ts";
import { FilterBar } from "./filter/filter-bar.tsx";
import { Histogram } from "./histogram/histogram.tsx";
import { JobList } from "./job-list.tsx";
import { JobTableSkeleton } from "./job-table-skeleton.tsx";
import { SectionNav } from "./section-nav.tsx";
import { useListPlace } from "./use-list-place.ts";
import { SavedViews } from "./views/saved-views.tsx";

// Drawn by the server; the code that makes it work comes after the list's.
const Facets = dynamic(() => import("./facets/facets.tsx").then((module) => module.Facets), {
  loading: () => <div className="h-8 coarse:h-10" />,
});
const MatchCount = dynamic(() => import("./list-tools.ts").then((module) => module.MatchCount), { ssr: false });
const QuickViews = dynamic(() => import("./list-tools.ts").then((module) => module.QuickViews), { ssr: false });
const SourceAgeNote = dynamic(() => import("../sources/source-age-note.tsx").then((module) => module.SourceAgeNote), {
  ssr: false,
});
const ListNews = dynamic(() => import("./list-news.tsx").then((module) => module.ListNews), { ssr: false });

/** Every job, filtered, sorted and paged as the address says. Only the list itself is drawn anew when rows change. */
export function JobsPage({ histogramOpen }: { histogramOpen: boolean }) {
  const place = useListPlace();
  return (
    <div className="flex flex-col gap-4">
      <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-2">
        <h1 className="sr-only">Jobs</h1>
        <SectionNav />
        <ListNews place={place} />
        <SavedViews place={place} />
      </div>
      <FilterBar q={place.q} total={<MatchCount q={place.q} />} empty={<QuickViews />} />
      <div className="flex flex-col gap-2">
        <Facets q={place.q} />
        <Histogram q={place.q} initiallyOpen={histogramOpen} />
      </div>
      <SourceAgeNote of={choicesOf(parseFilter(place.q).filter, "source")} />
      <Suspense
        fallback={
          <div className="@container rounded-lg border bg-surface shadow-raised">
            <JobTableSkeleton />
          </div>
        }
      >
        <JobList place={place} />
      </Suspense>
    </div>
  );
}
