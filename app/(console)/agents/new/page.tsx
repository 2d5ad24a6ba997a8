import type { Metadata } from "next";
import { NewAgentPage } from "../../../../components/agents/new-agent-page.tsx";

export const metadata: Metadata = { title: "New agent" };

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function Page({ searchParams }: Props) {
  const { from } = await searchParams;
  return <NewAgentPage from={typeof from === "string" && from !== "" ? from : null} />;
}
