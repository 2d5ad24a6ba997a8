"use client";

import { useQuery } from "@tanstack/react-query";
import { ChartColumn, Table } from "lucide-react";
import dynamic from "next/dynamic";
import { useMemo, useState } from "react";
import { queries } from "../../lib/api/queries.ts";
import { formatCount, formatQuantity } from "../../lib/jobs/format.ts";
import { type ThroughputPoint, throughputPoints, throughputTotals } from "../charts/throughput-series.ts";
import { FreshnessNote } from "../live/freshness-note.tsx";
import { useMinute } from "../live/use-now.ts";
import { IconButton } from "../ui/button.tsx";
import { Panel } from "../ui/panel.tsx";
import { QueryError } from "../ui/query-error.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { Moment } from "../ui/time.tsx";

const ThroughputChart = dynamic(
  () => import("../charts/throughput-chart.tsx").then((module) => module.ThroughputChart),
  { ssr: false, loading: () => <Skeleton className="h-full w-full" /> },
);

const REFETCH_MS = 60_000;

/** Ended jobs a minute over the last hour, as a chart or, for those who would rather read, as a table. */
export function ThroughputPanel() {
  const [asTable, setAsTable] = useState(false);
  const { data, error, refetch } = useQuery({ ...queries.throughput(), refetchInterval: REFETCH_MS });
  const now = useMinute();
  const points = useMemo(() => data && throughputPoints(data, now), [data, now]);
  const totals = data && throughputTotals(data);

  return (
    <Panel
      id="throughput"
      title="Ended per minute"
      note={<FreshnessNote>last hour</FreshnessNote>}
      actions={
        <IconButton label={asTable ? "Show as chart" : "Show as table"} onClick={() => setAsTable(!asTable)}>
          {asTable ? (
            <ChartColumn aria-hidden="true" className="size-4" />
          ) : (
            <Table aria-hidden="true" className="size-4" />
          )}
        </IconButton>
      }
    >
      <div className="h-52 overflow-hidden px-3 py-2">
        {points === undefined || totals === undefined ? (
          error ? (
            <QueryError what="the chart" error={error} retry={() => void refetch()} />
          ) : (
            <Skeleton className="h-full w-full" />
          )
        ) : asTable ? (
          <PointTable points={points} />
        ) : totals.completed + totals.failed + totals.cancelled === 0 ? (
          <p className="flex h-full items-center justify-center text-ink-3 text-sm">No job ended in the last hour.</p>
        ) : (
          <figure
            className="h-full"
            aria-label={`Ended jobs per minute over the last hour: ${formatQuantity(totals.completed, "job")} completed, ${totals.failed} failed, ${totals.cancelled} cancelled.`}
          >
            <ThroughputChart points={points} />
          </figure>
        )}
      </div>
    </Panel>
  );
}

function PointTable({ points }: { points: ThroughputPoint[] }) {
  const busy = points.filter((point) => point.completed + point.failed + point.cancelled > 0).reverse();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
    <section aria-label="Ended jobs per minute" tabIndex={0} className="h-full overflow-y-auto">
      <table className="w-full text-right text-sm">
        <thead className="sticky top-0 bg-surface text-ink-3 text-xs">
          <tr>
            <th className="py-1 text-left font-medium">Minute</th>
            <th className="font-medium">Completed</th>
            <th className="font-medium">Failed</th>
            <th className="font-medium">Cancelled</th>
          </tr>
        </thead>
        <tbody>
          {busy.map((point) => (
            <tr key={point.at} className="border-t">
              <th className="py-1 text-left font-normal">
                <Moment at={new Date(point.at).toISOString()} />
                {point.unfinished && <span className="text-ink-3"> so far</span>}
              </th>
              <td>{formatCount(point.completed)}</td>
              <td>{formatCount(point.failed)}</td>
              <td>{formatCount(point.cancelled)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {busy.length === 0 && <p className="py-6 text-center text-ink-3 text-sm">No job ended in the last hour.</p>}
    </section>
  );
}
