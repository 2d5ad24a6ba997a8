"use client";

import { useQuery } from "@tanstack/react-query";
import { queries } from "../../lib/api/queries.ts";
import { CountTiles } from "./count-tiles.tsx";
import { EndedPanel } from "./ended-panel.tsx";
import { ExecutingPanel } from "./executing-panel.tsx";
import { FailingPanel } from "./failing-panel.tsx";
import { FirstStart } from "./first-start.tsx";
import { ThroughputPanel } from "./throughput-panel.tsx";

/** Is anything wrong, and what is moving? */
export function Overview() {
  const { data: summary } = useQuery(queries.summary());
  const empty = summary !== undefined && Object.values(summary.counts).every((count) => count === 0);
  return (
    <div className="flex flex-col gap-4">
      <h1 className="sr-only">Overview</h1>
      <CountTiles />
      {empty ? (
        <FirstStart />
      ) : (
        <div className="grid items-stretch gap-4 lg:grid-cols-[minmax(0,1.65fr)_minmax(20rem,1fr)]">
          <div className="flex min-w-0 flex-col gap-4">
            <ExecutingPanel />
            <EndedPanel />
          </div>
          <div className="flex min-w-0 flex-col gap-4">
            <ThroughputPanel />
            <FailingPanel />
          </div>
        </div>
      )}
    </div>
  );
}
