"use client";

import { TriangleAlert } from "lucide-react";
import type { JobDetail } from "../../../lib/api/types.ts";
import { formatCount } from "../../../lib/jobs/format.ts";
import { Panel } from "../../ui/panel.tsx";
import { Elapsed } from "../../ui/time.tsx";
import { Unknown } from "../../ui/unknown.tsx";
import { Figure, Figures } from "./figure.tsx";

/** Completed: what it found, and what of that is news. */
export function BroughtPanel({ detail: { job, run } }: { detail: JobDetail }) {
  const same = sum(run?.processingTasksAlreadyUpToDateCount, run?.processingTasksAlreadyExistsCount);
  return (
    <Panel id="first-panel" title="What it brought" bodyClassName="px-4 py-4">
      {job.warning !== null && (
        <p className="mb-4 flex gap-2 rounded-md bg-cancelling-tint px-3 py-2 text-cancelling text-sm">
          <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
          {job.warning}
        </p>
      )}
      <Figures>
        <Figure name="Results stored">
          <Known value={job.resultsTotal} />
        </Figure>
        <Figure name="New or changed">
          <Known value={run?.processingTasksCompletedCount ?? null} />
        </Figure>
        <Figure name="Same as before">
          <Known value={same} />
        </Figure>
        <Figure name="Items found">
          <Known value={job.cluesTotal} />
        </Figure>
        <Figure name="Tasks">
          <Known value={job.tasksCompleted} />
          {(job.tasksFailed ?? 0) > 0 && (
            <span className="text-base text-failed"> · {formatCount(job.tasksFailed)} failed</span>
          )}
        </Figure>
        <Figure name="Took">
          <Elapsed from={job.startedAt} to={job.endedAt} reason="The source does not say when it started" />
        </Figure>
      </Figures>
    </Panel>
  );
}

function Known({ value }: { value: number | null }) {
  return value === null ? <Unknown reason="The source does not report this" /> : formatCount(value);
}

function sum(one: number | null | undefined, other: number | null | undefined): number | null {
  return one == null && other == null ? null : (one ?? 0) + (other ?? 0);
}
