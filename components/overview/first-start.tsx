"use client";

import { useQuery } from "@tanstack/react-query";
import { Play, Plus, Rocket } from "lucide-react";
import { queries } from "../../lib/api/queries.ts";
import { useStartAgent } from "../agents/use-start-agent.ts";
import { Button, ButtonLink } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";

const OFFERED = 3;

/** The overview before the first job: what to do, and a button for it. */
export function FirstStart() {
  const { data: agents } = useQuery(queries.agents());
  const start = useStartAgent();
  const offered = (agents?.items ?? []).filter((agent) => agent.enabled).slice(0, OFFERED);
  return (
    <section aria-label="First steps" className="grid min-h-80 rounded-lg border bg-surface shadow-raised">
      <EmptyState
        icon={Rocket}
        title="No job has run yet"
        action={
          <>
            {offered.map((agent) => (
              <Button key={agent.id} disabled={start.isPending} onClick={() => start.mutate(agent)}>
                <Play aria-hidden="true" className="size-3.5" />
                Start {agent.name}
              </Button>
            ))}
            <ButtonLink href="/agents/new" look={offered.length === 0 ? "primary" : "secondary"}>
              <Plus aria-hidden="true" className="size-3.5" />
              New agent
            </ButtonLink>
          </>
        }
      >
        {offered.length === 0
          ? "Jobs are started from agents. Create one, say what it should collect, and start it."
          : "Start one of your agents and watch it move."}
      </EmptyState>
    </section>
  );
}
