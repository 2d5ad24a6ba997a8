import type { Metadata } from "next";
import { SourcesPage } from "../../../components/sources/sources-page.tsx";
import { sourceQueries } from "../../../lib/api/source-queries.ts";
import { Prefetched, prefetch } from "../prefetched.tsx";
import { signedIn } from "../signed-in.ts";

export const metadata: Metadata = { title: "Sources" };

export default async function Page() {
  const principal = await signedIn("/sources");
  return (
    <Prefetched
      principal={principal}
      queries={[prefetch(sourceQueries.all(), ({ sources }) => sources.list(principal))]}
    >
      <SourcesPage />
    </Prefetched>
  );
}
