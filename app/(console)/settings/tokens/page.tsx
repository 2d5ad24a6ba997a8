import type { Metadata } from "next";
import { TokensPage } from "../../../../components/settings/tokens-page.tsx";
import { tokenQueries } from "../../../../lib/api/token-queries.ts";
import { Prefetched, prefetch } from "../../prefetched.tsx";
import { signedIn } from "../../signed-in.ts";

export const metadata: Metadata = { title: "API tokens" };

export default async function Page() {
  const principal = await signedIn("/settings/tokens");
  return (
    <Prefetched principal={principal} queries={[prefetch(tokenQueries.all(), ({ tokens }) => tokens.list(principal))]}>
      <TokensPage />
    </Prefetched>
  );
}
