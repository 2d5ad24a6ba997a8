"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { jobQueries } from "../../../lib/api/job-queries.ts";
import type { JobDetail } from "../../../lib/api/job-types.ts";
import { filterOf } from "../../../lib/jobs/filter/edit.ts";
import { serializeFilter } from "../../../lib/jobs/filter/serialize.ts";
import { failuresLink } from "../../failures/failure-links.ts";
import { jobLink } from "../../jobs/filter-link.ts";
import { Skeleton } from "../../ui/skeleton.tsx";
import { retryWords, seenWords } from "./failure-words.ts";

export const LINK = "rounded-sm text-ink underline decoration-line-strong underline-offset-3 hover:decoration-current";

/** How often such failures were seen, as a link to all of them. */
export function SeenBefore({ source, id }: { source: string; id: string }) {
  const { data, error } = useQuery(jobQueries.failureHistory(source, id));
  if (error !== null) return <span>other failures of its kind could not be counted</span>;
  if (data === undefined) return <Skeleton className="inline-block h-3.5 w-36 align-middle" />;
  const words = seenWords(data.seen);
  if (data.fingerprint === null || (data.seen?.count ?? 0) <= 1) return <span>{words}</span>;
  const q = serializeFilter(filterOf({ fingerprint: [data.fingerprint] }));
  return (
    <Link href={failuresLink(q, "7d")} data-tip={data.fingerprint} className={LINK}>
      {words}
    </Link>
  );
}

/** What usually helps. The button to do it is the header's. */
export function WhatHelps({ detail }: { detail: JobDetail }) {
  const { job, retriedAs } = detail;
  const { data, error } = useQuery(jobQueries.failureHistory(job.source, job.id));
  const known = data === undefined ? null : retryWords(data.retries);
  return (
    <div className="flex min-h-12 flex-wrap items-center gap-x-4 gap-y-2 border-t bg-sunken/50 px-4 py-2 text-sm">
      <div className="min-w-0 flex-1 basis-64">
        {known !== null ? (
          <p>
            {known.text}
            {known.note !== null && <span className="text-ink-3"> {known.note}</span>}
            {known.verdict !== null && (
              <>
                {": "}
                <span className="font-medium">a retry {known.verdict}</span>
              </>
            )}
          </p>
        ) : error === null ? (
          <Skeleton className="h-4 w-72 max-w-full" />
        ) : (
          <p className="text-ink-2">How earlier retries went could not be read.</p>
        )}
        {retriedAs !== null && (
          <p className="text-ink-2">
            This one was retried as{" "}
            <Link href={jobLink({ source: job.source, id: retriedAs })} className={`${LINK} font-mono`}>
              #{retriedAs}
            </Link>
          </p>
        )}
      </div>
    </div>
  );
}
