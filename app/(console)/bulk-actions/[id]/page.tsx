import type { Metadata } from "next";
import { bulkActionLink } from "../../../../components/bulk-actions/action-words.ts";
import { BulkActionPage } from "../../../../components/bulk-actions/bulk-action-page.tsx";
import { bulkQueries } from "../../../../lib/api/bulk-queries.ts";
import { Prefetched, prefetch } from "../../prefetched.tsx";
import { signedIn } from "../../signed-in.ts";

export const metadata: Metadata = { title: "Bulk action" };

interface Props {
  params: Promise<{ id: string }>;
}

export default async function Page({ params }: Props) {
  const id = decodeURIComponent((await params).id);
  const principal = await signedIn(bulkActionLink(id));
  return (
    <Prefetched
      principal={principal}
      queries={[prefetch(bulkQueries.action(id), ({ bulkActions }) => bulkActions.get(principal, id))]}
    >
      <BulkActionPage key={id} id={id} />
    </Prefetched>
  );
}
