"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useMemo, useState } from "react";
import { jobQueries } from "../../../lib/api/job-queries.ts";
import type { JobDetail } from "../../../lib/api/job-types.ts";
import { prettyBeginning } from "../../../lib/json/pretty-json.ts";
import { diffLines, isSame } from "../../../lib/text/diff.ts";
import { agentLink } from "../../jobs/filter-link.ts";
import { Button } from "../../ui/button.tsx";
import { QueryError } from "../../ui/query-error.tsx";
import { DiffLines } from "./diff-lines.tsx";

/** Whether the agent is still defined as it was for this job, and what is otherwise. */
export function AgentSince({ detail: { job, config, cut, agentChanged } }: { detail: JobDetail }) {
  const [open, setOpen] = useState(false);
  if (job.agentId === null || config === null) return null;
  const link = (
    <Link
      href={agentLink(job.agentId)}
      className="rounded-sm font-medium underline decoration-line-strong underline-offset-3 hover:decoration-current"
    >
      <bdi>{job.agentName ?? "The agent"}</bdi>
    </Link>
  );
  if (agentChanged === null) {
    return <p className="px-4 py-3 text-ink-2 text-sm">The agent does not exist any more: this is how it was.</p>;
  }
  if (!agentChanged) {
    return <p className="px-4 py-3 text-ink-2 text-sm">{link} is still defined just so.</p>;
  }
  return (
    <section aria-label="The agent since then" className="px-4 py-3">
      <div className="flex min-h-7 flex-wrap items-center gap-x-3 gap-y-1 text-sm">
        <p>{link} has changed since, or this job was given a configuration of its own.</p>
        {cut.config === null && (
          <Button size="sm" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? "Hide the difference" : "Show the difference"}
          </Button>
        )}
      </div>
      {open && <Difference source={job.source} id={job.id} config={config} />}
    </section>
  );
}

function Difference({ source, id, config }: { source: string; id: string; config: string }) {
  const { data, error, refetch } = useQuery(jobQueries.agentText(source, id));
  const diff = useMemo(
    () => (data === undefined ? undefined : diffLines(prettyBeginning(config), data)),
    [config, data],
  );
  if (error !== null) return <QueryError what="the agent" error={error} retry={() => void refetch()} />;
  if (diff === undefined) return <p className="pt-2 text-ink-3 text-sm">Loading the agent…</p>;
  if (isSame(diff)) {
    return <p className="pt-2 text-ink-2 text-sm">They differ only in secrets, which are not shown.</p>;
  }
  return (
    <div className="pt-2">
      <p className="pb-1 text-ink-3 text-xs">
        <span className="text-failed">−</span> as this job had it, <span className="text-completed">+</span> as the
        agent is now
      </p>
      <DiffLines label="Changes of the agent" diff={diff} />
    </div>
  );
}
