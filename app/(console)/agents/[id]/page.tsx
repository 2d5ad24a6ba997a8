import type { Metadata } from "next";
import { AgentPage } from "../../../../components/agents/agent-page.tsx";
import { getApp } from "../../../../server/app.ts";
import { signedIn, whoLooks } from "../../signed-in.ts";

interface Props {
  params: Promise<{ id: string }>;
}

async function idOf({ params }: Props): Promise<string> {
  return decodeURIComponent((await params).id);
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const principal = await whoLooks();
  if (principal === null) return { title: "Agent" };
  const named = getApp().services.agents.get(principal, await idOf(props));
  // The page itself says what is wrong when there is no such agent.
  return { title: await named.then(({ name }) => name).catch(() => "Agent") };
}

export default async function Page(props: Props) {
  const id = await idOf(props);
  await signedIn(`/agents/${encodeURIComponent(id)}`);
  return <AgentPage id={id} />;
}
