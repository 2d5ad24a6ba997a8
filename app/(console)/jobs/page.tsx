import type { Metadata } from "next";
import { cookies } from "next/headers";
import { HISTOGRAM_COOKIE, readHistogramOpen } from "../../../components/jobs/histogram/histogram-choice.ts";
import { JobsPage } from "../../../components/jobs/jobs-page.tsx";
import { placeLink, readPlace } from "../../../components/jobs/list-place.ts";
import { pageSizeOf } from "../../../components/jobs/list-preference.ts";
import { queries } from "../../../lib/api/queries.ts";
import { jobColumns } from "../job-columns.ts";
import { Prefetched, prefetch } from "../prefetched.tsx";
import { signedIn } from "../signed-in.ts";

export const metadata: Metadata = { title: "Jobs" };

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function Page({ searchParams }: Props) {
  const params = await searchParams;
  const place = readPlace((name) => {
    const value = params[name];
    return typeof value === "string" ? value : null;
  });
  const principal = await signedIn(placeLink(place));
  const { q, sort, cursor } = place;
  const limit = place.size ?? pageSizeOf((await jobColumns(principal)).value);
  const read = { q, sort, limit, cursor };
  const histogramOpen = readHistogramOpen((await cookies()).get(HISTOGRAM_COOKIE)?.value);
  return (
    <Prefetched
      principal={principal}
      queries={[
        prefetch(queries.jobList(read), ({ jobs }) => jobs.list(principal, read)),
        prefetch(queries.savedViews(), ({ views }) => views.list(principal)),
      ]}
    >
      <JobsPage histogramOpen={histogramOpen} />
    </Prefetched>
  );
}
