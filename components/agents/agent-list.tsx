"use client";

import clsx from "clsx";
import Link from "next/link";
import { memo } from "react";
import type { Agent } from "../../lib/api/types.ts";
import { agentLink } from "../jobs/filter-link.ts";
import { LoadingLabel, Skeleton } from "../ui/skeleton.tsx";
import { AgentCounts } from "./agent-counts.tsx";
import { draftOf } from "./agent-draft.ts";
import { AgentMenu } from "./agent-menu.tsx";
import { AgentTypeLabel } from "./agent-type.tsx";
import { targetsInWords } from "./agent-words.ts";
import { LastJob } from "./last-job.tsx";
import { PausedMark } from "./paused-mark.tsx";
import { ScheduleText } from "./schedule-text.tsx";
import { StartButton } from "./start-button.tsx";

/** A row is a grid, so that the table becomes cards where it is narrow. */
const ROW =
  "grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-2 px-4 @4xl:grid-cols-[minmax(0,1fr)_8rem_7.5rem_12.5rem_6.75rem] @4xl:gap-x-4 @6xl:grid-cols-[minmax(0,1fr)_11rem_8rem_14.5rem_9.25rem]";

/** Agents by name, each with what came of it and what can be done with it. */
export function AgentList({ agents }: { agents: readonly Agent[] }) {
  return (
    <table aria-label="Agents" className="block text-sm">
      <thead className="hidden border-b @4xl:block">
        <tr className={clsx(ROW, "h-8 text-left text-ink-3 text-xs *:font-medium")}>
          <th scope="col">Agent</th>
          <th scope="col">Schedule</th>
          <th scope="col">Last job</th>
          <th scope="col" className="pl-1">
            Jobs by state
          </th>
          <th scope="col">
            <span className="sr-only">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody className="block">
        {agents.map((agent) => (
          <AgentRow key={agent.id} agent={agent} />
        ))}
      </tbody>
    </table>
  );
}

const AgentRow = memo(function AgentRow({ agent }: { agent: Agent }) {
  return (
    <tr
      className={clsx(
        ROW,
        "gap-y-2 border-b py-3 last:border-b-0 focus-within:bg-hover hover:bg-hover @4xl:min-h-15 @4xl:gap-y-0 @4xl:py-1.5",
      )}
    >
      <th scope="row" className="col-span-2 min-w-0 text-left font-normal @4xl:col-span-1">
        <span className="flex min-w-0 items-center gap-2">
          <Link
            href={agentLink(agent.id)}
            className={clsx("truncate rounded-sm py-0.5 font-medium hover:underline", !agent.enabled && "text-ink-2")}
          >
            {agent.name}
          </Link>
          {!agent.enabled && <PausedMark />}
        </span>
        <span className="flex min-w-0 items-center gap-1.5 text-ink-3 text-xs">
          <AgentTypeLabel type={agent.definition.type} className="text-ink-2" />
          <span aria-hidden="true">·</span>
          <span className="truncate">{targetsInWords(draftOf(agent.definition))}</span>
        </span>
      </th>
      <td className="min-w-0">
        <ScheduleText agent={agent} />
      </td>
      <td className="min-w-0 @max-4xl:text-right">
        <LastJob agent={agent} />
      </td>
      <td>
        <AgentCounts agent={agent} className="-ml-1 @4xl:ml-0" />
      </td>
      <td className="flex items-center justify-end gap-1">
        <StartButton agent={agent} />
        <AgentMenu agent={agent} />
      </td>
    </tr>
  );
});

const SKELETON_WIDTHS = ["w-48", "w-56", "w-40", "w-32", "w-60", "w-44", "w-52"];

export function AgentListSkeleton() {
  return (
    <>
      <LoadingLabel what="agents" />
      <div aria-hidden="true" className="hidden h-8 border-b @4xl:block" />
      {SKELETON_WIDTHS.map((width) => (
        <div key={width} className={clsx(ROW, "min-h-41 border-b last:border-b-0 @4xl:min-h-15.25")}>
          <div>
            <Skeleton className={`h-3.5 ${width} max-w-full`} />
            <Skeleton className="mt-2 h-3 w-40" />
          </div>
          <Skeleton className="hidden h-3.5 w-28 @4xl:block" />
          <Skeleton className="h-3.5 w-20" />
          <Skeleton className="h-3.5 w-48" />
          <Skeleton className="ml-auto h-7 w-24" />
        </div>
      ))}
    </>
  );
}
