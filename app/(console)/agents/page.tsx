import type { Metadata } from "next";
import { AgentsPage } from "../../../components/agents/agents-page.tsx";
import { queries } from "../../../lib/api/queries.ts";
import { Prefetched, prefetch } from "../prefetched.tsx";
import { signedIn } from "../signed-in.ts";

export const metadata: Metadata = { title: "Agents" };

export default async function Page() {
  const principal = await signedIn("/agents");
  return (
    <Prefetched principal={principal} queries={[prefetch(queries.agents(), ({ agents }) => agents.list(principal))]}>
      <AgentsPage />
    </Prefetched>
  );
}
