import type { Metadata } from "next";
import { failuresLink } from "../../../components/failures/failure-links.ts";
import { FailuresPage } from "../../../components/failures/failures-page.tsx";
import { queries } from "../../../lib/api/queries.ts";
import { readFailureWindow } from "../../../lib/jobs/failure-window.ts";
import { parseFilter } from "../../../lib/jobs/filter/parse.ts";
import { needsZone } from "../../../lib/jobs/filter/resolve.ts";
import { Prefetched, prefetch } from "../prefetched.tsx";
import { signedIn } from "../signed-in.ts";

export const metadata: Metadata = { title: "Failures" };

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function Page({ searchParams }: Props) {
  const params = await searchParams;
  const q = typeof params.q === "string" ? params.q : "";
  const window = readFailureWindow(typeof params.window === "string" ? params.window : null);
  const principal = await signedIn(failuresLink(q, window));
  // Days and local times are of the reader's zone, which only the browser knows.
  const isReadable = !needsZone(parseFilter(q).filter);
  return (
    <Prefetched
      principal={principal}
      queries={
        isReadable
          ? [prefetch(queries.failureGroups(q, window), ({ failures }) => failures.groups(principal, { q, window }))]
          : []
      }
    >
      <FailuresPage />
    </Prefetched>
  );
}
