"use client";

import dynamic from "next/dynamic";
import type { JobRow } from "../../../lib/jobs/model.ts";
import { setAddress, useAddress } from "../address.ts";
import { type ResultsPlace, readPlace, writePlace } from "./results-place.ts";
import { ResultsSkeleton } from "./results-skeleton.tsx";
import { RowsView } from "./rows-view.tsx";

const ChangesView = dynamic(() => import("./changes-view.tsx").then((module) => module.ChangesView), {
  ssr: false,
  loading: () => <ResultsSkeleton />,
});

/** What the run stored: its rows, or what is different from the run before. What is shown stands in the address. */
export function ResultsTab({ job, attempt }: { job: JobRow; attempt: number | null }) {
  const place = readPlace(useAddress());
  const go = (changes: Partial<ResultsPlace>) => setAddress(writePlace(changes));
  const View = place.view === "rows" ? RowsView : ChangesView;
  return <View job={job} attempt={attempt} place={place} go={go} />;
}
