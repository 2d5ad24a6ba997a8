"use client";

import { useQuery } from "@tanstack/react-query";
import { TriangleAlert } from "lucide-react";
import Link from "next/link";
import type { JobDetail, ResultChanges } from "../../../lib/api/job-types.ts";
import { resultQueries } from "../../../lib/api/result-queries.ts";
import { formatCount } from "../../../lib/jobs/format.ts";
import { readable } from "../../../lib/text/readable.ts";
import { jobLink } from "../../jobs/filter-link.ts";
import { StateIcon } from "../../jobs/state-icon.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { Elapsed } from "../../ui/time.tsx";
import { Unknown } from "../../ui/unknown.tsx";
import { writePlace } from "../results/results-place.ts";
import { AddressLink } from "./address-link.tsx";
import { broughtWords, changedWords } from "./brought-words.ts";
import { Figure, Figures } from "./figure.tsx";
import { LINK } from "./what-helps.tsx";

/** Completed: what it found, and what of that is news. */
export function BroughtPanel({ detail: { job, run, capabilities } }: { detail: JobDetail }) {
  return (
    <Panel id="first-panel" title="What it brought" bodyClassName="px-4 py-4">
      <div className="flex items-start gap-2.5">
        <StateIcon name="check" tone="completed" className="mt-1 size-4" />
        <p className="min-w-0 flex-1 break-words text-lg leading-6">{broughtWords(job, run)}</p>
      </div>
      {job.warning !== null && (
        <p className="mt-3 ml-6.5 flex gap-2 rounded-md bg-cancelling-tint px-3 py-2 text-cancelling text-sm">
          <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
          <bdi className="line-clamp-3 min-w-0 break-words">{readable(job.warning)}</bdi>
        </p>
      )}
      <Figures className="mt-4 pl-6.5">
        {(capabilities.results || job.resultsTotal !== null) && (
          <>
            <Figure name="Results stored">
              {capabilities.results && job.resultsTotal !== null ? (
                <AddressLink to={{ tab: "results" }} className={LINK}>
                  {formatCount(job.resultsTotal)}
                </AddressLink>
              ) : (
                <Known value={job.resultsTotal} />
              )}
            </Figure>
            <Figure name="New">
              <Known value={run?.processingTasksCompletedCount} />
            </Figure>
            <Figure name="Changed">
              <Known value={run?.processingTasksAlreadyExistsCount} />
            </Figure>
            <Figure name="Same as before">
              <Known value={run?.processingTasksAlreadyUpToDateCount} />
            </Figure>
          </>
        )}
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
      {capabilities.results && (job.resultsTotal ?? 0) > 0 && <SinceLastTime source={job.source} id={job.id} />}
    </Panel>
  );
}

/** What is different from the run before. */
function SinceLastTime({ source, id }: { source: string; id: string }) {
  const asked = { source, id, attempt: null, collection: 1, change: null, after: 0, limit: 1 };
  const { data, error } = useQuery(resultQueries.changes(asked));
  return (
    <p className="mt-4 ml-6.5 min-h-5 text-ink-2 text-sm">
      {data === undefined ? (
        error === null ? (
          <Skeleton className="inline-block h-3.5 w-64 align-middle" />
        ) : (
          "What changed since the run before could not be read."
        )
      ) : (
        <Changed changes={data} />
      )}
    </p>
  );
}

function Changed({ changes }: { changes: ResultChanges }) {
  const { previous, tooMany, counts } = changes;
  if (previous === null) return "There is no earlier run with results to compare with.";
  const before = (
    <Link href={jobLink(previous)} className={`${LINK} font-mono`}>
      #{previous.id}
    </Link>
  );
  if (tooMany !== null || counts === null)
    return <>There are too many results to compare them with those of {before}.</>;
  const words = changedWords(changes);
  if (words === null) return <>The same results as the run before, {before}.</>;
  return (
    <>
      <AddressLink to={{ tab: "results", ...writePlace({ view: "changes", change: null }) }} className={LINK}>
        {words}
      </AddressLink>{" "}
      since the run before, {before}.
    </>
  );
}

function Known({ value }: { value: number | null | undefined }) {
  return value == null ? <Unknown reason="The source does not report this" /> : formatCount(value);
}
