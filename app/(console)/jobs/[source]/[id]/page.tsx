import type { Metadata } from "next";
import { JobRunPage } from "../../../../../components/job-run/job-run-page.tsx";
import { jobLink } from "../../../../../components/jobs/filter-link.ts";
import { jobQueries } from "../../../../../lib/api/job-queries.ts";
import { Prefetched, prefetch } from "../../../prefetched.tsx";
import { signedIn } from "../../../signed-in.ts";

interface Props {
  params: Promise<{ source: string; id: string }>;
}

async function jobOf({ params }: Props) {
  const { source, id } = await params;
  return { source: decodeURIComponent(source), id: decodeURIComponent(id) };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: `Job #${(await jobOf(props)).id}` };
}

export default async function Page(props: Props) {
  const { source, id } = await jobOf(props);
  const principal = await signedIn(jobLink({ source, id }));
  return (
    <Prefetched
      principal={principal}
      queries={[prefetch(jobQueries.job(source, id), ({ jobs }) => jobs.detail(principal, { source, id }))]}
    >
      <JobRunPage key={`${source}/${id}`} source={source} id={id} />
    </Prefetched>
  );
}
