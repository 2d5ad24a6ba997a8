import { AgentPageSkeleton } from "../../../../components/agents/agent-page-skeleton.tsx";

export default function Loading() {
  return <AgentPageSkeleton />;
}
