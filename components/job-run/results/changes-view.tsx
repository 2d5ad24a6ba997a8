"use client";

import { useQuery } from "@tanstack/react-query";
import { GitCompare } from "lucide-react";
import dynamic from "next/dynamic";
import { useMemo, useRef, useState } from "react";
import type { ChangedResult, ResultChanges } from "../../../lib/api/job-types.ts";
import { resultQueries } from "../../../lib/api/result-queries.ts";
import { formatCount, formatQuantity } from "../../../lib/jobs/format.ts";
import type { JobRow } from "../../../lib/jobs/model.ts";
import { visibleLine } from "../../../lib/text/visible-text.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { QueryError } from "../../ui/query-error.tsx";
import { Toolbar, ToolbarChoice } from "../toolbar.tsx";
import { CellView } from "./cell-view.tsx";
import { ChangeMark } from "./change-mark.tsx";
import { cautions, changeChoices, columnOrder, PAGE } from "./change-words.ts";
import { CollectionChoice } from "./collection-choice.tsx";
import { ComparedWith } from "./compared-with.tsx";
import { Pager } from "./pager.tsx";
import { type Cell, cellsOf, columnWidth } from "./result-cells.ts";
import { type GridColumn, ResultsGrid } from "./results-grid.tsx";
import type { ResultsPlace } from "./results-place.ts";
import { ResultsSkeleton } from "./results-skeleton.tsx";
import { COLUMNS_AT_FIRST } from "./use-shown-columns.ts";
import { ViewChoice } from "./view-choice.tsx";

const RowViewer = dynamic(() => import("./row-viewer.tsx").then((module) => module.RowViewer), { ssr: false });

interface ShownChange {
  id: string;
  changed: ChangedResult;
  cells: Map<string, Cell>;
  before: Map<string, Cell> | null;
}

/** What is different from the run before: rows that were changed, added and removed, changed values beside what they were. */
export function ChangesView({
  job,
  attempt,
  place,
  go,
}: {
  job: JobRow;
  attempt: number | null;
  place: ResultsPlace;
  go: (changes: Partial<ResultsPlace>) => void;
}) {
  const { collection, change, after } = place;
  const read = { source: job.source, id: job.id, attempt, collection, change, after };
  const { data, error, refetch, isPlaceholderData: stale } = useQuery(resultQueries.changes(read));
  const page = useQuery(resultQueries.page({ ...read, task: null, verdict: null, after: 0, limit: 1 }));
  const grid = useRef<HTMLDivElement>(null);
  const [field, setField] = useState<string | null>(null);
  const rows = useMemo(() => (data?.items ?? []).map(shownChange), [data]);
  const columns = useMemo(() => makeColumns(rows, data?.key ?? []), [rows, data]);

  const tools = (
    <Toolbar>
      <ViewChoice view="changes" go={go} />
      <CollectionChoice
        collections={page.data?.collections ?? []}
        value={collection}
        onChange={(to) => go({ collection: to })}
      />
      {data?.counts && (
        <ToolbarChoice
          label="Differences to show"
          value={change ?? "all"}
          choices={changeChoices(data.counts)}
          onChange={(to) => go({ change: to === "all" ? null : to })}
        />
      )}
    </Toolbar>
  );
  if (data === undefined) {
    return (
      <>
        {tools}
        {error === null ? (
          <ResultsSkeleton />
        ) : (
          <QueryError what="what changed" error={error} retry={() => void refetch()} />
        )}
      </>
    );
  }

  const opened = rows.find(({ changed }) => rowOf(changed) === place.row);
  const here = { source: job.source, id: job.id, attempt, collection };
  const there = data.previous && {
    source: data.previous.source,
    id: data.previous.id,
    attempt: data.previous.attempt,
    collection,
  };
  const beforeSeq = opened?.changed.before?.seq;
  const at = opened === undefined ? -1 : rows.indexOf(opened);
  const step = (way: -1 | 1) => {
    const to = at < 0 ? undefined : rows[at + way];
    return to && (() => go({ row: rowOf(to.changed) }));
  };
  return (
    <>
      {tools}
      {data.previous !== null && <ComparedWith changes={data} cautions={cautions(data, job)} />}
      {rows.length === 0 ? (
        <NoChanges changes={data} agent={job.agentId !== null} />
      ) : (
        <div className={stale ? "stale" : undefined} aria-busy={stale}>
          <ResultsGrid
            label="What changed"
            rows={rows}
            columns={columns}
            before={after}
            total={totalOf(data, change)}
            sort={null}
            onSort={null}
            onOpen={({ changed }, name) => {
              setField(name);
              go({ row: rowOf(changed) });
            }}
            gridRef={grid}
          />
        </div>
      )}
      {rows.length > 0 && (
        <Pager
          size={null}
          previous={after === 0 || stale ? null : () => go({ after: Math.max(0, after - PAGE) })}
          next={data.nextCursor === null || stale ? null : () => go({ after: Number(data.nextCursor) })}
        >
          {`${formatCount(after + 1)} to ${formatCount(after + rows.length)} of ${formatQuantity(totalOf(data, change), "difference")}`}
        </Pager>
      )}
      {place.row !== null && (there !== null || place.row > 0) && (
        <RowViewer
          key={place.row}
          place={{ ...(place.row < 0 && there !== null ? there : here), seq: Math.abs(place.row) }}
          before={there !== null && beforeSeq !== undefined ? { ...there, seq: beforeSeq } : null}
          field={field}
          onClose={() => go({ row: null })}
          onStep={{ [-1]: step(-1), 1: step(1) }}
          onTask={null}
          returnFocus={() => grid.current}
        />
      )}
    </>
  );
}

/** How the address names the row: those that were removed have the seqs of another run. */
function rowOf({ change, item }: ChangedResult): number {
  return change === "removed" ? -item.seq : item.seq;
}

function shownChange(changed: ChangedResult): ShownChange {
  return {
    id: `${changed.change} ${changed.item.seq}`,
    changed,
    cells: cellsOf(changed.item),
    before: changed.before && cellsOf(changed.before),
  };
}

function makeColumns(rows: readonly ShownChange[], key: readonly string[]): GridColumn<ShownChange>[] {
  const differing = new Set(rows.flatMap(({ changed }) => changed.fields));
  const cells = rows.map((row) => row.cells);
  const names = columnOrder(key, differing, cells).slice(0, COLUMNS_AT_FIRST);
  return [
    {
      field: null,
      name: "\0change",
      label: "Change",
      width: 104,
      show: ({ changed }) => <ChangeMark change={changed.change} />,
    },
    ...names.map((name) => ({
      field: name,
      name,
      label: <bdi>{visibleLine(name)}</bdi>,
      width: columnWidth(name, cells) * (differing.has(name) ? 1.6 : 1),
      show: (row: ShownChange) => <ChangedCell row={row} name={name} />,
    })),
  ];
}

function ChangedCell({ row, name }: { row: ShownChange; name: string }) {
  const now = row.cells.get(name);
  if (row.before === null || !row.changed.fields.includes(name)) return <CellView cell={now} />;
  const was = row.before.get(name);
  return (
    <>
      <del className="text-failed">{was === undefined ? <Missing /> : <CellView cell={was} />}</del>
      <span aria-hidden="true" className="px-1.5 text-ink-3">
        →
      </span>
      <ins className="font-medium text-completed no-underline">
        {now === undefined ? <Missing /> : <CellView cell={now} />}
      </ins>
    </>
  );
}

function Missing() {
  return <span className="italic">not there</span>;
}

function totalOf({ counts }: ResultChanges, change: ResultsPlace["change"]): number {
  if (counts === null) return 0;
  if (change !== null) return counts[change] ?? 0;
  return counts.added + counts.changed + (counts.removed ?? 0);
}

function NoChanges({ changes: { previous, counts, tooMany }, agent }: { changes: ResultChanges; agent: boolean }) {
  if (previous === null) {
    return (
      <EmptyState icon={GitCompare} title="There is nothing to compare with">
        {agent
          ? "No earlier run of this agent that is still kept has results."
          : "This job has no agent, so that no other run is of the same kind."}
      </EmptyState>
    );
  }
  if (tooMany !== null) {
    return (
      <EmptyState icon={GitCompare} title="Too much to compare">
        {`The two runs have ${formatQuantity(tooMany.rows, "row")} together. At most ${formatCount(tooMany.limit)} are compared, and for 5 seconds at most. Export both and compare the files.`}
      </EmptyState>
    );
  }
  const same = counts?.same ?? 0;
  return (
    <EmptyState icon={GitCompare} title="No such difference">
      {`${formatQuantity(same, "row")} ${same === 1 ? "is" : "are"} the same as in the previous run.`}
    </EmptyState>
  );
}
