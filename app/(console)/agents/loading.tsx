import { AgentListSkeleton } from "../../../components/agents/agent-list.tsx";

export default function Loading() {
  return (
    <div className="flex flex-col gap-4">
      <h1 className="flex min-h-8 items-center font-semibold text-xl tracking-tight">Agents</h1>
      <section
        aria-busy="true"
        aria-label="All agents"
        className="@container rounded-lg border bg-surface shadow-raised"
      >
        <AgentListSkeleton />
      </section>
    </div>
  );
}
