import type { Metadata } from "next";
import { NewAgentPage } from "../../../../components/agents/new-agent-page.tsx";
import { signedIn } from "../../signed-in.ts";

export const metadata: Metadata = { title: "New agent" };

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function Page({ searchParams }: Props) {
  await signedIn("/agents/new");
  const { from } = await searchParams;
  return <NewAgentPage from={typeof from === "string" && from !== "" ? from : null} />;
}
