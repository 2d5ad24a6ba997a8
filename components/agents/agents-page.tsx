"use client";

import { useQuery } from "@tanstack/react-query";
import { Bot, Plus, Search, SearchX } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { useState } from "react";
import { queries } from "../../lib/api/queries.ts";
import type { Agent } from "../../lib/api/types.ts";
import { formatQuantity } from "../../lib/jobs/format.ts";
import { FreshnessNote } from "../live/freshness-note.tsx";
import { Button, ButtonLink } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { QueryError, RefreshError } from "../ui/query-error.tsx";
import { AgentList, AgentListSkeleton } from "./agent-list.tsx";
import { useAgentsFeed } from "./use-agents-feed.ts";

/** Below so many, all are in sight. */
const FILTER_FROM = 6;

/** Every agent: what it does, when, what came of it. */
export function AgentsPage() {
  const { data, error, refetch } = useQuery(queries.agents());
  const inAddress = useSearchParams().get("q") ?? "";
  const [q, setQ] = useState(inAddress);
  useAgentsFeed();
  const all = data?.items;
  const shown = all?.filter((agent) => mentions(agent, q));
  const filterBy = (text: string) => {
    setQ(text);
    window.history.replaceState(
      null,
      "",
      text.trim() === "" ? "/agents" : `/agents?${new URLSearchParams({ q: text })}`,
    );
  };

  return (
    <div className="flex flex-col gap-4">
      <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-2">
        <h1 className="font-semibold text-xl tracking-tight">Agents</h1>
        <span className="text-ink-3 text-sm">
          <FreshnessNote>{all === undefined ? null : formatQuantity(all.length, "agent")}</FreshnessNote>
        </span>
        <div className="flex items-center gap-2 max-sm:w-full sm:ml-auto">
          {((all?.length ?? 0) >= FILTER_FROM || q !== "") && <NameFilter q={q} filterBy={filterBy} />}
          <ButtonLink href="/agents/new" look="primary">
            <Plus aria-hidden="true" className="size-3.5" />
            New agent
          </ButtonLink>
        </div>
      </div>
      <section
        aria-label="All agents"
        aria-busy={all === undefined}
        className="@container rounded-lg border bg-surface shadow-raised"
      >
        {shown === undefined ? (
          error ? (
            <div className="min-h-80">
              <QueryError what="the agents" error={error} retry={() => void refetch()} />
            </div>
          ) : (
            <AgentListSkeleton />
          )
        ) : (
          <>
            {error && <RefreshError what="the agents" error={error} retry={() => void refetch()} />}
            {shown.length > 0 ? <AgentList agents={shown} /> : <NothingHere q={q} filterBy={filterBy} />}
          </>
        )}
      </section>
    </div>
  );
}

function mentions(agent: Agent, q: string): boolean {
  const text = `${agent.name} ${agent.type} ${agent.definition.tags.join(" ")}`.toLowerCase();
  return q
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

interface FilterProps {
  q: string;
  filterBy: (text: string) => void;
}

function NameFilter({ q, filterBy }: FilterProps) {
  return (
    <div className="relative max-sm:flex-1">
      <Search aria-hidden="true" className="pointer-events-none absolute top-2.5 left-2.5 size-3.5 text-ink-3" />
      <input
        type="search"
        data-filter-input
        aria-label="Filter agents"
        aria-keyshortcuts="/"
        value={q}
        maxLength={120}
        autoComplete="off"
        spellCheck={false}
        placeholder="Name, type or tag"
        onChange={(event) => filterBy(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") event.currentTarget.blur();
        }}
        className="block h-8 w-full rounded-md border border-control bg-surface pr-2 pl-8 text-sm shadow-raised sm:w-56"
      />
    </div>
  );
}

function NothingHere({ q, filterBy }: FilterProps) {
  if (q !== "") {
    return (
      <EmptyState
        icon={SearchX}
        title="No agent matches"
        action={<Button onClick={() => filterBy("")}>Show all agents</Button>}
      >
        <span className="break-words">“{q}” is in no name, type or tag.</span>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={Bot}
      title="There is no agent yet"
      action={
        <ButtonLink href="/agents/new" look="primary">
          <Plus aria-hidden="true" className="size-3.5" />
          New agent
        </ButtonLink>
      }
    >
      An agent says what to collect and when. Each time it starts, by hand or by schedule, it makes a job.
    </EmptyState>
  );
}
