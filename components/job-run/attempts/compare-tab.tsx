"use client";

import { useQuery } from "@tanstack/react-query";
import { GitCompare } from "lucide-react";
import { ApiError } from "../../../lib/api/client.ts";
import { jobQueries } from "../../../lib/api/job-queries.ts";
import type { JobDetail } from "../../../lib/api/job-types.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { QueryError } from "../../ui/query-error.tsx";
import { setAddress, useAddress } from "../address.ts";
import { ComparePicker } from "./compare-picker.tsx";
import { type ComparedWith, readComparedWith, writeComparedWith } from "./compare-with.ts";
import { Comparison } from "./comparison.tsx";

/** This run beside another: an attempt of this job, or any other job's run. Which one stands in the address. */
export function CompareTab({ detail, attempt }: { detail: JobDetail; attempt: number | null }) {
  const address = useAddress();
  const { job } = detail;
  const asked = address("compare-with");
  const other = asked === null ? null : readComparedWith(asked, job.source);
  const choose = (chosen: ComparedWith | null) =>
    setAddress({ "compare-with": chosen === null ? null : writeComparedWith(chosen) });
  return (
    <div className="min-w-0">
      <ComparePicker detail={detail} attempt={attempt} other={other} onChoose={choose} />
      {other === null ? (
        <EmptyState icon={GitCompare} title={asked === null ? "Choose a run to compare with" : "This is not a run"}>
          {asked === null
            ? "An attempt of this job, an earlier run of its agent, or any other job by its id or link."
            : "Choose one above, or give a job's id or the link to its page."}
        </EmptyState>
      ) : (
        <Compared detail={detail} attempt={attempt} other={other} />
      )}
    </div>
  );
}

function Compared({
  detail: { job, run },
  attempt,
  other,
}: {
  detail: JobDetail;
  attempt: number | null;
  other: ComparedWith;
}) {
  // Read anew when this run goes on to another state, not with each of its steps.
  const asked = { attempt: attempt ?? run?.attempt ?? null, other };
  const { data, error, refetch } = useQuery(jobQueries.comparison(job.source, job.id, asked, job.state));
  if (error !== null) {
    const gone = error instanceof ApiError && error.code === "NOT_FOUND";
    return gone ? (
      <EmptyState icon={GitCompare} title="There is no such run">
        {error.message} It may be of another organisation, or have been removed by retention.
      </EmptyState>
    ) : (
      <QueryError what="the comparison" error={error} retry={() => void refetch()} />
    );
  }
  if (data === undefined) return <div role="status" aria-label="Comparing" className="h-96" />;
  return <Comparison comparison={data} onReadAgain={() => void refetch()} />;
}
