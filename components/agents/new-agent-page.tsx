"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { queries } from "../../lib/api/queries.ts";
import { agentLink } from "../jobs/filter-link.ts";
import { QueryError } from "../ui/query-error.tsx";
import { draftOf, newDraft } from "./agent-draft.ts";
import { BackLink } from "./agent-page.tsx";
import { AgentPageSkeleton } from "./agent-page-skeleton.tsx";
import { copyName } from "./duplicate.ts";
import { AgentEditor } from "./form/agent-editor.tsx";

/** A new agent: from nothing, or like the one whose id is given. */
export function NewAgentPage({ from }: { from: string | null }) {
  const router = useRouter();
  // The whole list rather than the one agent: a copy's name must differ from all of theirs.
  const { data, error, refetch } = useQuery({ ...queries.agents(), enabled: from !== null });
  const original = data?.items.find((agent) => agent.id === from);
  if (from !== null && data === undefined && !error) return <AgentPageSkeleton />;

  const names = data?.items.map((agent) => agent.name) ?? [];
  const initial = original
    ? { ...draftOf(original.definition), name: copyName(original.name, names), slug: "" }
    : newDraft();
  return (
    <div className="flex flex-col gap-4">
      <header>
        <BackLink />
        <h1 className="flex min-h-8 items-center break-words font-semibold text-xl tracking-tight">
          {original ? `Copy of ${original.name}` : "New agent"}
        </h1>
      </header>
      {from !== null && original === undefined ? (
        <div className="min-h-80 rounded-lg border bg-surface shadow-raised">
          <QueryError what="the agent to copy" error={error} retry={() => void refetch()} />
        </div>
      ) : (
        <AgentEditor agent={null} initial={initial} onSaved={(agent) => router.replace(agentLink(agent.id))} />
      )}
    </div>
  );
}
