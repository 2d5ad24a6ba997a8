import { Overview } from "../../components/overview/overview.tsx";
import { ENDED_FILTER, ENDED_SHOWN, EXECUTING_HELD, queries } from "../../lib/api/queries.ts";
import { Prefetched, prefetch } from "./prefetched.tsx";
import { signedIn } from "./signed-in.ts";

export default async function OverviewPage() {
  const principal = await signedIn("/");
  return (
    <Prefetched
      principal={principal}
      queries={[
        prefetch(queries.throughput(), ({ overview }) => overview.throughput(principal, 60)),
        prefetch(queries.executing(), ({ jobs }) => jobs.executing(principal, EXECUTING_HELD)),
        prefetch(queries.failureGroups("", "24h"), ({ failures }) =>
          failures.groups(principal, { q: "", window: "24h" }),
        ),
        prefetch(queries.ended(), ({ jobs }) =>
          jobs.list(principal, { q: ENDED_FILTER, cursor: null, limit: ENDED_SHOWN }),
        ),
      ]}
    >
      <Overview />
    </Prefetched>
  );
}
