"use client";

import { useQuery } from "@tanstack/react-query";
import { ArrowLeft, Bot } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { ApiError } from "../../lib/api/client.ts";
import { queries } from "../../lib/api/queries.ts";
import type { Agent } from "../../lib/api/types.ts";
import { ButtonLink } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { QueryError, RefreshError } from "../ui/query-error.tsx";
import { Ago } from "../ui/time.tsx";
import { draftOf } from "./agent-draft.ts";
import { AgentMenu } from "./agent-menu.tsx";
import { AgentPageSkeleton } from "./agent-page-skeleton.tsx";
import { AgentTypeLabel } from "./agent-type.tsx";
import { AgentEditor } from "./form/agent-editor.tsx";
import { PausedMark } from "./paused-mark.tsx";
import { ProgramCalls } from "./program-calls.tsx";
import { RecentJobs } from "./recent-jobs.tsx";
import { ScheduleLine } from "./schedule-text.tsx";
import { StartButton } from "./start-button.tsx";
import { useAgentsFeed } from "./use-agents-feed.ts";

/** One agent: what it is told to do, and what came of it. */
export function AgentPage({ id }: { id: string }) {
  const { data, error, refetch } = useQuery(queries.agent(id));
  useAgentsFeed();
  const isGone = error instanceof ApiError && error.code === "NOT_FOUND";
  if (isGone) return <Gone />;
  if (data === undefined) {
    return error ? (
      <Frame>
        <QueryError what="the agent" error={error} retry={() => void refetch()} />
      </Frame>
    ) : (
      <AgentPageSkeleton />
    );
  }
  const { agent } = data;
  return (
    <div className="flex flex-col gap-4">
      <AgentHeader agent={agent} />
      {error && (
        <div className="overflow-hidden rounded-lg border">
          <RefreshError what="the agent" error={error} retry={() => void refetch()} />
        </div>
      )}
      <AgentEditor
        key={agent.id}
        agent={agent}
        initial={draftOf(agent.definition)}
        onSaved={() => undefined}
        aside={
          <>
            <RecentJobs agent={agent} />
            <ProgramCalls agent={agent} />
          </>
        }
      />
    </div>
  );
}

function AgentHeader({ agent }: { agent: Agent }) {
  const router = useRouter();
  return (
    <header>
      <BackLink />
      <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-2">
        <h1 className="min-w-0 break-words font-semibold text-xl tracking-tight">{agent.name}</h1>
        {!agent.enabled && <PausedMark />}
        <div className="ml-auto flex items-center gap-1">
          <StartButton agent={agent} />
          <AgentMenu agent={agent} onDeleted={() => router.push("/agents")} />
        </div>
      </div>
      <p className="mt-1 flex flex-wrap items-center gap-x-2 text-ink-2 text-sm">
        <AgentTypeLabel type={agent.definition.type} />
        <span aria-hidden="true">·</span>
        <ScheduleLine agent={agent} />
        <span aria-hidden="true">·</span>
        <span className="text-ink-3">
          changed <Ago at={agent.updatedAt} said="Last changed" />
        </span>
      </p>
    </header>
  );
}

export function BackLink() {
  return (
    <Link
      href="/agents"
      className="-ml-1 mb-1 inline-flex h-6 items-center gap-1 rounded-sm px-1 text-ink-2 text-sm hover:text-ink"
    >
      <ArrowLeft aria-hidden="true" className="size-3.5" />
      Agents
    </Link>
  );
}

function Gone() {
  return (
    <Frame>
      <EmptyState
        icon={Bot}
        title="There is no such agent"
        action={
          <>
            <ButtonLink href="/agents" look="primary">
              All agents
            </ButtonLink>
            <ButtonLink href="/jobs">All jobs</ButtonLink>
          </>
        }
      >
        It was deleted, or the address is wrong. The jobs of a deleted agent stay in the list of jobs.
      </EmptyState>
    </Frame>
  );
}

function Frame({ children }: { children: ReactNode }) {
  return (
    <>
      <h1 className="sr-only">Agent</h1>
      <div className="min-h-80 rounded-lg border bg-surface shadow-raised">{children}</div>
    </>
  );
}
