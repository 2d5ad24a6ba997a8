"use client";

import Link from "next/link";
import type { Agent } from "../../lib/api/types.ts";
import { jobLink } from "../jobs/filter-link.ts";
import { StateBadge } from "../jobs/state-badge.tsx";
import { Glow } from "../ui/glow.tsx";
import { Ago } from "../ui/time.tsx";

/** The newest job of an agent: its state, when that was, and the way to it. */
export function LastJob({ agent }: { agent: Agent }) {
  const { lastJob } = agent;
  if (lastJob === null) return <span className="text-ink-3">no job yet</span>;
  const { id, state, createdAt, endedAt } = lastJob;
  return (
    <>
      <Glow value={`${id} ${state}`} className="block truncate leading-5">
        <StateBadge state={state} plain />
      </Glow>
      <span className="flex items-baseline gap-1.5 text-ink-3 text-xs @max-4xl:justify-end">
        <Link
          href={jobLink({ source: agent.source, id })}
          prefetch={false}
          aria-label={`Job #${id}`}
          className="-m-1 rounded-sm p-1 font-mono text-ink-2 leading-4 underline-offset-2 hover:text-ink hover:underline"
        >
          #{id}
        </Link>
        {endedAt === null ? <Ago at={createdAt} said="Created" /> : <Ago at={endedAt} said="Ended" />}
      </span>
    </>
  );
}
