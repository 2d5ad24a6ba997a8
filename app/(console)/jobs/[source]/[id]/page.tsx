import type { Metadata } from "next";
import { JobRunPage } from "../../../../../components/job-run/job-run-page.tsx";

interface Props {
  params: Promise<{ source: string; id: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Job #${decodeURIComponent((await params).id)}` };
}

export default async function Page({ params }: Props) {
  const { source, id } = await params;
  return <JobRunPage source={decodeURIComponent(source)} id={decodeURIComponent(id)} />;
}
