"use client";

import dynamic from "next/dynamic";
import { RunningBadge } from "../bulk-actions/running-badge.tsx";
import { FilterBar } from "./filter/filter-bar.tsx";
import { FilterChoices } from "./filter-bar.tsx";
import { JobList } from "./job-list.tsx";
import { SectionNav } from "./section-nav.tsx";
import { useListPlace } from "./use-list-place.ts";

const ListNews = dynamic(() => import("./list-news.tsx").then((module) => module.ListNews), { ssr: false });

/** Every job, filtered, sorted and paged as the address says. Only the list itself is drawn anew when rows change. */
export function JobsPage() {
  const place = useListPlace();
  return (
    <div className="flex flex-col gap-4">
      <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-2">
        <h1 className="font-semibold text-xl tracking-tight">Jobs</h1>
        <SectionNav badge={<RunningBadge />} />
        <ListNews place={place} />
      </div>
      <FilterBar q={place.q} />
      <FilterChoices q={place.q} />
      <JobList place={place} />
    </div>
  );
}
