import type { Agent } from "../../lib/api/types.ts";
import { CountLinks } from "../jobs/count-links.tsx";

/** How many jobs an agent has in each state, each number a link to them. */
export function AgentCounts({ agent, className }: { agent: Agent; className?: string }) {
  const { name, counts } = agent;
  return <CountLinks label={`Jobs of ${name}`} counts={counts} of={{ agent: [name] }} className={className} />;
}
