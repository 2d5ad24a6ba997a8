"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { ScrollText, WrapText } from "lucide-react";
import { useMemo, useState } from "react";
import { queries } from "../../../lib/api/queries.ts";
import { formatQuantity } from "../../../lib/jobs/format.ts";
import type { LogLevel, LogLine } from "../../../lib/jobs/model.ts";
import { FreshnessNote } from "../../live/freshness-note.tsx";
import { IconButton } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { QueryError } from "../../ui/query-error.tsx";
import { LoadingLabel, Skeleton } from "../../ui/skeleton.tsx";
import { layLinesOver } from "../lay-over.ts";
import { Toolbar, ToolbarChoice } from "../toolbar.tsx";
import { LogView } from "./log-view.tsx";

/** Earlier attempts get no news. */
const NONE: LogLine[] = [];

type Choice = "all" | LogLevel;

const CHOICES = [
  ["all", "All"],
  ["info", "Info +"],
  ["warning", "Warnings +"],
  ["error", "Errors"],
] as const satisfies readonly (readonly [Choice, string])[];

/** The run's log: its tail, which follows until the reader scrolls up, and older lines as they are scrolled to. */
export function LogsTab({ source, id, attempt }: { source: string; id: string; attempt: number | null }) {
  const [choice, setChoice] = useState<(typeof CHOICES)[number][0]>("all");
  const [wrap, setWrap] = useState(false);
  const level = choice === "all" ? null : choice;
  const query = useInfiniteQuery(queries.logs(source, id, attempt, level));
  const { data: pushed } = useQuery(queries.liveLines(source, id));
  const live = attempt === null ? pushed : NONE;
  const lines = useMemo(() => layLinesOver(query.data?.pages ?? [], live, level), [query.data, live, level]);
  const total = Math.max(live.at(-1)?.seq ?? 0, ...(query.data?.pages ?? []).map((page) => page.lastSeq));

  return (
    <>
      <Toolbar>
        <ToolbarChoice label="Levels to show" value={choice} choices={CHOICES} onChange={setChoice} />
        <IconButton label="Wrap long lines" aria-pressed={wrap} onClick={() => setWrap(!wrap)}>
          <WrapText aria-hidden="true" className={`size-4 ${wrap ? "text-ink" : ""}`} />
        </IconButton>
        <span className="ml-auto text-ink-3 text-xs">
          <FreshnessNote>{query.data && formatQuantity(total, "line")}</FreshnessNote>
        </span>
      </Toolbar>
      {query.data === undefined ? (
        query.error ? (
          <QueryError what="the log" error={query.error} retry={() => void query.refetch()} />
        ) : (
          <LogSkeleton />
        )
      ) : lines.length === 0 ? (
        <EmptyState icon={ScrollText} title={total === 0 ? "No log lines yet" : "No lines of this level"} />
      ) : (
        <LogView
          key={choice}
          lines={lines}
          wrap={wrap}
          loadingOlder={query.isFetchingPreviousPage}
          loadOlder={
            query.hasPreviousPage && !query.isFetchingPreviousPage ? () => void query.fetchPreviousPage() : null
          }
        />
      )}
    </>
  );
}

function LogSkeleton() {
  return (
    <div className="px-4 py-3">
      <LoadingLabel what="the log" />
      {["w-1/2", "w-2/3", "w-2/5", "w-3/4", "w-1/3", "w-3/5", "w-1/2"].map((width, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the stand-ins never change.
        <Skeleton key={index} className={`my-2 h-3 ${width}`} />
      ))}
    </div>
  );
}
