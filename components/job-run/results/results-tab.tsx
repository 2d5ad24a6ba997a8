"use client";

import { useQuery } from "@tanstack/react-query";
import { ChevronLeft, ChevronRight, RefreshCw, Rows3 } from "lucide-react";
import { useState } from "react";
import { queries } from "../../../lib/api/queries.ts";
import type { ResultPage } from "../../../lib/api/types.ts";
import { formatCount, formatQuantity } from "../../../lib/jobs/format.ts";
import type { JobRow, ResultRow } from "../../../lib/jobs/model.ts";
import { VERDICT_PRESENTATION } from "../../../lib/jobs/presentation.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { QueryError } from "../../ui/query-error.tsx";
import { LoadingLabel, Skeleton } from "../../ui/skeleton.tsx";
import { INK } from "../../ui/tones.ts";
import { Toolbar } from "../toolbar.tsx";
import { resultsTable } from "./results-table.ts";

const COLLECTION = 1;

/** The items that the run stored, as a table with a column for each field. */
export function ResultsTab({ job, attempt }: { job: JobRow; attempt: number | null }) {
  const [trail, setTrail] = useState<readonly number[]>([0]);
  const after = trail.at(-1) ?? 0;
  const { data, error, refetch, isPlaceholderData, isFetching } = useQuery(
    queries.results(job.source, job.id, attempt, COLLECTION, after),
  );

  if (data === undefined) {
    if (error) return <QueryError what="the results" error={error} retry={() => void refetch()} />;
    return <ResultsSkeleton />;
  }
  const known = Math.max(data.total, job.resultsTotal ?? 0);
  if (data.items.length === 0 && trail.length === 1) {
    return (
      <EmptyState
        icon={Rows3}
        title={known > 0 ? "Results are coming in" : "No results"}
        action={
          known > 0 ? (
            <Button size="sm" onClick={() => void refetch()}>
              Show them
            </Button>
          ) : undefined
        }
      >
        {known > 0 ? `${formatQuantity(known, "row")} so far.` : "Items appear here once processing has stored them."}
      </EmptyState>
    );
  }
  return (
    <>
      <Toolbar>
        <span className="text-ink-2 text-sm">{range(data, trail)}</span>
        {known > data.total && (
          <Button size="sm" look="ghost" disabled={isFetching} onClick={() => void refetch()}>
            <RefreshCw aria-hidden="true" className="size-3.5" />
            {formatCount(known - data.total)} more since
          </Button>
        )}
        <div className="ml-auto flex gap-1">
          <Button
            size="sm"
            look="ghost"
            disabled={trail.length === 1 || isPlaceholderData}
            onClick={() => setTrail(trail.slice(0, -1))}
          >
            <ChevronLeft aria-hidden="true" className="size-3.5" />
            Previous
          </Button>
          <Button
            size="sm"
            look="ghost"
            disabled={data.nextCursor === null || isPlaceholderData}
            onClick={() => data.nextCursor !== null && setTrail([...trail, Number(data.nextCursor)])}
          >
            Next
            <ChevronRight aria-hidden="true" className="size-3.5" />
          </Button>
        </div>
      </Toolbar>
      <ResultsTable items={data.items} />
    </>
  );
}

function range(page: ResultPage, trail: readonly number[]): string {
  if (trail.length === 1 && page.nextCursor === null) return formatQuantity(page.total, "row");
  const first = page.items[0]?.seq ?? 0;
  const last = page.items.at(-1)?.seq ?? 0;
  return `Rows ${formatCount(first)} to ${formatCount(last)} of ${formatCount(page.total)}`;
}

function ResultsTable({ items }: { items: ResultRow[] }) {
  const { columns, rows } = resultsTable(items);
  return (
    <section
      aria-label="Results"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
      tabIndex={0}
      className="focus-inset max-h-[36rem] overflow-auto"
    >
      <table className="w-full border-separate border-spacing-0 text-left text-sm">
        <thead className="text-ink-3 text-xs">
          <tr className="*:sticky *:top-0 *:z-10 *:h-8 *:whitespace-nowrap *:border-b *:bg-surface *:px-3 *:font-medium">
            <th scope="col" className="pl-4!">
              #
            </th>
            <th scope="col">Verdict</th>
            {columns.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ row, cells }) => (
            <tr key={row.seq} className="hover:bg-hover *:h-9 *:border-b *:px-3">
              <td className="pl-4! text-ink-3">{row.seq}</td>
              <td>
                <Verdict verdict={row.verdict} />
              </td>
              {columns.map((name) => (
                <td key={name} className="max-w-80 truncate" data-tip={longText(cells.get(name))}>
                  {cells.get(name) ?? ""}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const LONG = 36;
const TIP_MAX = 400;

function longText(text: string | undefined): string | undefined {
  return text !== undefined && text.length > LONG ? text.slice(0, TIP_MAX) : undefined;
}

function Verdict({ verdict }: { verdict: ResultRow["verdict"] }) {
  if (verdict === null) return null;
  const { word, meaning, tone } = VERDICT_PRESENTATION[verdict];
  return (
    <span data-tip={meaning} className={`font-medium ${INK[tone]}`}>
      {word}
    </span>
  );
}

function ResultsSkeleton() {
  return (
    <div className="px-4 py-2">
      <LoadingLabel what="results" />
      {["w-3/4", "w-2/3", "w-4/5", "w-3/5", "w-3/4", "w-2/3"].map((width, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the stand-ins never change.
        <div key={index} className="flex h-9 items-center">
          <Skeleton className={`h-3.5 ${width}`} />
        </div>
      ))}
    </div>
  );
}
