import type { Metadata } from "next";
import { listLink } from "../../../components/jobs/filter-link.ts";
import { JobsPage } from "../../../components/jobs/jobs-page.tsx";
import { JOBS_PER_PAGE, queries } from "../../../lib/api/queries.ts";
import { Prefetched, prefetch } from "../prefetched.tsx";
import { signedIn } from "../signed-in.ts";

export const metadata: Metadata = { title: "Jobs" };

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function Page({ searchParams }: Props) {
  const params = await searchParams;
  const q = typeof params.q === "string" ? params.q : "";
  const cursor = typeof params.cursor === "string" ? params.cursor : null;
  const principal = await signedIn(listLink(q, cursor));
  return (
    <Prefetched
      principal={principal}
      queries={[
        prefetch(queries.jobList(q, cursor), ({ jobs }) => jobs.list(principal, { q, cursor, limit: JOBS_PER_PAGE })),
      ]}
    >
      <JobsPage />
    </Prefetched>
  );
}
