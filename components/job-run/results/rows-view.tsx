"use client";

import { useQuery } from "@tanstack/react-query";
import { RefreshCw, Rows3, X } from "lucide-react";
import dynamic from "next/dynamic";
import { useMemo, useRef, useState } from "react";
import type { ResultPage } from "../../../lib/api/job-types.ts";
import { type ResultChoice, resultQueries } from "../../../lib/api/result-queries.ts";
import { formatCount, formatQuantity } from "../../../lib/jobs/format.ts";
import type { JobRow, ResultVerdict } from "../../../lib/jobs/model.ts";
import { RESULT_VERDICTS } from "../../../lib/jobs/model.ts";
import { VERDICT_PRESENTATION } from "../../../lib/jobs/presentation.ts";
import type { ListedResult } from "../../../lib/jobs/result-preview.ts";
import { visibleLine } from "../../../lib/text/visible-text.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { QueryError, RefreshError } from "../../ui/query-error.tsx";
import { Toolbar, ToolbarChoice } from "../toolbar.tsx";
import { CellView } from "./cell-view.tsx";
import { CollectionChoice } from "./collection-choice.tsx";
import { ColumnChoice } from "./column-choice.tsx";
import { ExportResults } from "./export-results.tsx";
import { FormChoice, leftOutInWords } from "./form-choice.tsx";
import { Pager } from "./pager.tsx";
import { type Cell, cellsOf, columnsOf, columnWidth, countFields, sortRows } from "./result-cells.ts";
import { type GridColumn, ResultsGrid } from "./results-grid.tsx";
import type { ResultSort, ResultsPlace } from "./results-place.ts";
import { ResultsSkeleton } from "./results-skeleton.tsx";
import { useShownColumns } from "./use-shown-columns.ts";
import { Verdict } from "./verdict.tsx";
import { ViewChoice } from "./view-choice.tsx";

const RowViewer = dynamic(() => import("./row-viewer.tsx").then((module) => module.RowViewer), { ssr: false });

interface ShownRow {
  id: string;
  row: ListedResult;
  cells: Map<string, Cell>;
}

/** The rows of a collection, page by page, as a table with a column for each field. */
export function RowsView({
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
  const { collection, modified, task, verdict, after, size, sort } = place;
  const choice: ResultChoice = { source: job.source, id: job.id, attempt, collection, modified, task, verdict };
  const query = useQuery(resultQueries.page({ ...choice, after, limit: size }));
  const { data, error, isPlaceholderData: stale } = query;
  const grid = useRef<HTMLDivElement>(null);
  const [field, setField] = useState<string | null>(null);
  const items = data?.items;
  const rows = useMemo(
    () => (items ?? []).map((row): ShownRow => ({ id: String(row.seq), row, cells: cellsOf(row) })),
    [items],
  );
  const cells = useMemo(() => rows.map((row) => row.cells), [rows]);
  // Until the new one is there, the rows are those of the list shown before.
  const shown = `${items?.[0]?.collection ?? collection} ${data?.modified ?? modified}`;
  const seen = useSeen(shown, cells);
  const columns = useShownColumns(shown, seen);
  const sorted = useMemo(() => sortRows(rows, sort), [rows, sort]);
  const counts = useMemo(() => countFields(cells), [cells]);
  const gridColumns = useMemo(() => makeColumns(columns.shown, cells, rows), [columns.shown, cells, rows]);

  if (data === undefined) {
    if (error) return <QueryError what="the results" error={error} retry={() => void query.refetch()} />;
    return <ResultsSkeleton />;
  }

  const inAll = data.collections.reduce((sum, each) => sum + each.rows, 0);
  const more = attempt === null ? Math.max(0, (job.resultsTotal ?? 0) - inAll) : 0;
  const made = data.collections.find((each) => each.collection === collection)?.modified ?? null;
  const leftOut = data.modified && made !== null ? leftOutInWords(made) : "";
  const at = sorted.findIndex(({ row }) => row.seq === place.row);
  const spot = { source: job.source, id: job.id, attempt, collection };
  const rawSeq = sorted[at]?.row.rawSeq;
  const step = (way: -1 | 1) => {
    const to = at < 0 ? undefined : sorted[at + way];
    return to && (() => go({ row: to.row.seq }));
  };
  return (
    <>
      <Toolbar>
        <ViewChoice view="rows" go={go} />
        <div className="flex min-w-0 flex-wrap items-center gap-2 empty:hidden max-sm:order-1 max-sm:w-full">
          {made !== null && (
            <FormChoice modified={modified} onChange={(to) => go({ modified: to, verdict: null, sort: null })} />
          )}
          <CollectionChoice
            collections={data.collections}
            value={collection}
            onChange={(to) => go({ collection: to, verdict: null, sort: null })}
          />
          <VerdictChoice page={data} collection={collection} value={verdict} onChange={(to) => go({ verdict: to })} />
          {task !== null && (
            <Button size="sm" onClick={() => go({ task: null })}>
              Task {formatCount(task)}
              <X aria-hidden="true" className="size-3.5" />
              <span className="sr-only">: show all tasks</span>
            </Button>
          )}
          {more > 0 && (
            <Button size="sm" look="ghost" disabled={query.isFetching} onClick={() => void query.refetch()}>
              <RefreshCw aria-hidden="true" className="size-3.5" />
              {formatCount(more)} more since
            </Button>
          )}
        </div>
        <span role="status" className="sr-only">
          {more > 0 ? "More results have come in" : ""}
        </span>
        {data.total > 0 && (
          <div className="ml-auto flex">
            <ColumnChoice
              columns={seen}
              shown={columns.names}
              counts={counts}
              rows={rows.length}
              onToggle={columns.toggle}
            />
            <ExportResults choice={choice} total={data.total} />
          </div>
        )}
      </Toolbar>
      {error !== null && <RefreshError what="the results" error={error} retry={() => void query.refetch()} />}
      {rows.length === 0 ? (
        <NoRows page={data} place={place} more={more} go={go} reload={() => void query.refetch()} />
      ) : (
        <div className={stale ? "stale" : undefined} aria-busy={stale}>
          <ResultsGrid
            label="Results"
            rows={sorted}
            columns={gridColumns}
            before={data.before}
            total={data.total}
            sort={sort}
            onSort={(column) => go({ sort: nextSort(sort, column) })}
            onOpen={({ row }, column) => {
              setField(column);
              go({ row: row.seq });
            }}
            gridRef={grid}
          />
        </div>
      )}
      {data.total > 0 && (
        <Pager
          size={{ value: size, onChange: (to) => go({ size: to }) }}
          previous={data.previousCursor === null || stale ? null : () => go({ after: Number(data.previousCursor) })}
          next={data.nextCursor === null || stale ? null : () => go({ after: Number(data.nextCursor) })}
        >
          {rangeInWords(data)}
          {leftOut !== "" && <span className="text-ink-3"> · {leftOut}</span>}
          {sort !== null && rows.length > 0 && <span className="text-ink-3"> · {sortInWords(data, sort)}</span>}
        </Pager>
      )}
      {place.row !== null && place.row > 0 && (
        <RowViewer
          key={place.row}
          place={{ ...spot, modified, seq: place.row }}
          before={rawSeq === undefined ? null : { ...spot, seq: rawSeq }}
          field={field}
          onClose={() => go({ row: null })}
          onStep={{ [-1]: step(-1), 1: step(1) }}
          onTask={(to) => go({ task: to })}
          returnFocus={() => grid.current}
        />
      )}
    </>
  );
}

/** The fields of all pages seen of a list. */
function useSeen(list: string, cells: readonly ReadonlyMap<string, Cell>[]): readonly string[] {
  const [held, setHeld] = useState<{ list: string; names: readonly string[] }>({ list, names: [] });
  const names = columnsOf(held.list === list ? held.names : [], cells);
  if (held.list !== list || held.names !== names) setHeld({ list, names });
  return names;
}

function makeColumns(
  shown: readonly string[],
  cells: readonly ReadonlyMap<string, Cell>[],
  rows: readonly ShownRow[],
): GridColumn<ShownRow>[] {
  const columns: GridColumn<ShownRow>[] = [
    {
      field: null,
      name: "\0seq",
      label: "#",
      width: 28 + 9 * Math.max(2, String(rows.at(-1)?.row.seq ?? 0).length),
      end: true,
      show: ({ row }) => <span className="text-ink-3">{row.seq}</span>,
    },
  ];
  if (rows.some(({ row }) => row.verdict !== null)) {
    const show = ({ row }: ShownRow) => <Verdict verdict={row.verdict} />;
    columns.push({ field: null, name: "\0verdict", label: "Verdict", width: 92, show });
  }
  for (const name of shown) {
    columns.push({
      field: name,
      name,
      label: <bdi>{visibleLine(name)}</bdi>,
      width: columnWidth(name, cells),
      end: cells.some((each) => each.get(name)?.kind === "number"),
      show: (row) => <CellView cell={row.cells.get(name)} />,
    });
  }
  return columns;
}

function nextSort(sort: ResultSort, column: string): ResultSort {
  if (sort?.column !== column) return { column, down: false };
  return sort.down ? null : { column, down: true };
}

function rangeInWords({ items, before, total }: ResultPage): string {
  if (items.length === total) return formatQuantity(total, "row");
  if (items.length === 0) return `No more rows; there are ${formatCount(total)}`;
  return `Rows ${formatCount(before + 1)} to ${formatCount(before + items.length)} of ${formatCount(total)}`;
}

/** The server pages in the order of storing: only what is in the browser can be sorted there, and it says so. */
function sortInWords({ items, total }: ResultPage, sort: NonNullable<ResultSort>): string {
  const by = `sorted by ${visibleLine(sort.column)}`;
  return items.length === total ? by : `${by}, only the ${formatQuantity(items.length, "row")} of this page`;
}

function VerdictChoice({
  page,
  collection,
  value,
  onChange,
}: {
  page: ResultPage;
  collection: number;
  value: ResultVerdict | null;
  onChange: (verdict: ResultVerdict | null) => void;
}) {
  const found = page.collections.find((each) => each.collection === collection);
  const counts = (page.modified ? found?.modified : found)?.verdicts;
  if (counts === undefined || RESULT_VERDICTS.every((verdict) => counts[verdict] === 0)) return null;
  const choices = RESULT_VERDICTS.map(
    (verdict) => [verdict, `${VERDICT_PRESENTATION[verdict].word} ${formatCount(counts[verdict])}`] as const,
  );
  return (
    <ToolbarChoice
      label="Verdicts to show"
      value={value ?? "all"}
      choices={[["all", "All"], ...choices]}
      onChange={(to) => onChange(to === "all" ? null : to)}
    />
  );
}

function NoRows({
  page,
  place,
  more,
  go,
  reload,
}: {
  page: ResultPage;
  place: ResultsPlace;
  more: number;
  go: (changes: Partial<ResultsPlace>) => void;
  reload: () => void;
}) {
  if (page.total > 0) {
    return (
      <EmptyState
        icon={Rows3}
        title="This page is beyond the last row"
        action={
          <Button size="sm" onClick={() => go({ after: 0 })}>
            First page
          </Button>
        }
      />
    );
  }
  if (place.task !== null || place.verdict !== null) {
    return (
      <EmptyState
        icon={Rows3}
        title="No row matches"
        action={
          <Button size="sm" onClick={() => go({ task: null, verdict: null })}>
            Show all rows
          </Button>
        }
      >
        {place.task === null ? "No row has this verdict." : `Task ${formatCount(place.task)} stored no such row.`}
      </EmptyState>
    );
  }
  if (more > 0) {
    return (
      <EmptyState
        icon={Rows3}
        title="Results are coming in"
        action={
          <Button size="sm" onClick={reload}>
            Show them
          </Button>
        }
      >
        {`${formatQuantity(more, "row")} so far.`}
      </EmptyState>
    );
  }
  const made = page.collections.find((each) => each.collection === place.collection)?.modified;
  if (page.modified && made) {
    return (
      <EmptyState icon={Rows3} title="Post-processing left no row">
        {`Of what was found, ${leftOutInWords(made)}.`}
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={Rows3} title="No results">
      {page.collections.length > 0
        ? "This collection has none; others have."
        : "Items appear here once processing has stored them."}
    </EmptyState>
  );
}
