"use client";

import { formatCount, formatQuantity } from "../../../lib/jobs/format.ts";
import type { ChosenJob } from "../selection.ts";
import type { BulkRequest } from "./ask-for-bulk.ts";
import { QueryTerms } from "./query-terms.tsx";

const NAMED = 3;

/** Which jobs a request is about: the terms of its filter, or the names of those that were chosen. */
export function WhichJobs({ request }: { request: BulkRequest }) {
  if ("q" in request) {
    return (
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        {request.q === "" ? "All jobs there are" : "All jobs that match"}
        <QueryTerms q={request.q} />
      </div>
    );
  }
  return <p className="break-words">{namesOf(request.jobs)}</p>;
}

function namesOf(jobs: readonly ChosenJob[]): string {
  const named = jobs.slice(0, NAMED).map(({ name, id }) => `${name} #${id}`);
  const others = jobs.length - named.length;
  const rest = others > 0 ? ` and ${formatCount(others)} more` : "";
  return `${formatQuantity(jobs.length, "chosen job")}: ${named.join(", ")}${rest}`;
}
