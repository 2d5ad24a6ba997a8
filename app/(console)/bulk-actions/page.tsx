import type { Metadata } from "next";
import { bulkActionsLink } from "../../../components/bulk-actions/action-words.ts";
import { BulkActionsPage } from "../../../components/bulk-actions/bulk-actions-page.tsx";
import { BULK_ACTIONS_PER_PAGE, bulkQueries } from "../../../lib/api/bulk-queries.ts";
import { Prefetched, prefetch } from "../prefetched.tsx";
import { signedIn } from "../signed-in.ts";

export const metadata: Metadata = { title: "Bulk actions" };

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function Page({ searchParams }: Props) {
  const params = await searchParams;
  const cursor = typeof params.cursor === "string" ? params.cursor : null;
  const principal = await signedIn(bulkActionsLink(cursor));
  return (
    <Prefetched
      principal={principal}
      queries={[
        prefetch(bulkQueries.page(cursor), ({ bulkActions }) =>
          bulkActions.list(principal, { cursor, limit: BULK_ACTIONS_PER_PAGE }),
        ),
      ]}
    >
      <BulkActionsPage cursor={cursor} />
    </Prefetched>
  );
}
