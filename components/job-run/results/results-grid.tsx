// biome-ignore-all lint/a11y/useSemanticElements: a <table> does not lay out rows that stand where they are told to.
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its active cell.
"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import clsx from "clsx";
import { ArrowDown, ArrowUp } from "lucide-react";
import { type KeyboardEvent, type ReactNode, type RefObject, useId, useLayoutEffect, useRef, useState } from "react";
import { type GridPlace, moveInGrid } from "./grid-move.ts";
import type { ResultSort } from "./results-place.ts";

const ROW = 36;
const HEAD = 32;
const ROWS_SHOWN = 15;
const SCROLLBAR = 14;

/** A column: what it is called, how wide it is in pixels, and how a row shows in it. */
export interface GridColumn<Row> {
  /** The field that it can be sorted by; null for columns that are no field. */
  field: string | null;
  name: string;
  label: ReactNode;
  width: number;
  end?: boolean;
  show: (row: Row) => ReactNode;
}

/**
 * A table of which only the rows in view are in the page. It is one stop for the tab key; arrows, Home, End and the page keys
 * go from cell to cell, Enter opens a row, and on a column's head sorts by it.
 */
export function ResultsGrid<Row extends { id: string }>({
  label,
  rows,
  columns,
  before,
  total,
  sort,
  onSort,
  onOpen,
  gridRef,
}: {
  label: string;
  rows: readonly Row[];
  columns: readonly GridColumn<Row>[];
  /** How many rows of the whole stand before these, and how many the whole has. */
  before: number;
  total: number;
  sort: ResultSort;
  onSort: ((field: string) => void) | null;
  onOpen: (row: Row, field: string | null) => void;
  gridRef: RefObject<HTMLDivElement | null>;
}) {
  const id = useId();
  // Other rows, or the same in another order, are read from the top.
  const list = `${before} ${rows[0]?.id} ${sort?.column} ${sort?.down}`;
  const [active, setActiveOf] = useState<GridPlace & { list: string }>({ row: 0, column: 0, list });
  const setActive = (to: GridPlace) => setActiveOf({ ...to, list });
  const [inside, setInside] = useState(false);
  const pressed = useRef<{ x: number; y: number } | null>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => gridRef.current,
    estimateSize: () => ROW,
    getItemKey: (index) => rows[index]?.id ?? index,
    scrollMargin: HEAD,
    scrollPaddingStart: HEAD,
    overscan: 12,
  });
  const place = {
    row: active.list === list ? Math.min(active.row, rows.length - 1) : Math.min(active.row, 0),
    column: Math.min(active.column, columns.length - 1),
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the list that matters.
  useLayoutEffect(() => {
    gridRef.current?.scrollTo({ top: 0 });
  }, [list, gridRef]);

  const cellId = ({ row, column }: GridPlace) => `${id}-${row}-${column}`;

  const go = (to: GridPlace) => {
    setActive(to);
    if (to.row >= 0) virtualizer.scrollToIndex(to.row, { align: "auto" });
    requestAnimationFrame(() => {
      document.getElementById(cellId(to))?.scrollIntoView({ block: "nearest", inline: "nearest" });
    });
  };
  const press = ({ row, column }: GridPlace) => {
    const field = columns[column]?.field ?? null;
    const found = rows[row];
    if (row < 0 && field !== null) onSort?.(field);
    else if (found !== undefined) onOpen(found, field);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.shiftKey) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      press(place);
      return;
    }
    const page = Math.max(1, Math.floor((gridRef.current?.clientHeight ?? 0) / ROW) - 2);
    const to = moveInGrid(place, event, { rows: rows.length, columns: columns.length, page });
    if (to === null) return;
    event.preventDefault();
    go(to);
  };

  const template = `${columns.map(({ width }) => `${width}px`).join(" ")} minmax(0, 1fr)`;
  const width = columns.reduce((sum, column) => sum + column.width, 0);
  const line = "grid w-full";
  const frame = (at: GridPlace) =>
    clsx(
      at.column === 0 && "sticky left-0 z-[1] bg-inherit",
      inside && samePlace(at, place) && "outline-2 -outline-offset-2 outline-accent-mark",
    );

  return (
    <div
      ref={gridRef}
      role="grid"
      aria-label={label}
      aria-rowcount={total + 1}
      aria-colcount={columns.length}
      aria-activedescendant={inside ? cellId(place) : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onFocus={() => setInside(true)}
      onBlur={() => setInside(false)}
      className="focus-inset scroll-pt-8 overflow-auto overscroll-x-contain text-sm"
      style={{ maxHeight: ROWS_SHOWN * ROW + HEAD + SCROLLBAR }}
    >
      <div role="rowgroup" className="sticky top-0 z-10 bg-surface" style={{ minWidth: width }}>
        <div
          role="row"
          aria-rowindex={1}
          className={clsx(line, "border-b bg-inherit")}
          style={{ gridTemplateColumns: template }}
        >
          {columns.map((column, index) => (
            <Head
              key={column.name}
              id={cellId({ row: -1, column: index })}
              column={column}
              index={index}
              sort={sort}
              onSort={onSort}
              className={frame({ row: -1, column: index })}
            />
          ))}
        </div>
      </div>
      <div role="rowgroup" className="relative" style={{ height: virtualizer.getTotalSize(), minWidth: width }}>
        {virtualizer.getVirtualItems().map((item) => {
          const row = rows[item.index];
          return (
            row && (
              <div
                key={item.key}
                role="row"
                aria-rowindex={before + item.index + 2}
                className={clsx(line, "absolute inset-x-0 top-0 border-b bg-surface hover:bg-hover")}
                style={{ gridTemplateColumns: template, height: ROW, transform: `translateY(${item.start - HEAD}px)` }}
              >
                {columns.map((column, index) => (
                  // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the table around it.
                  <div
                    key={column.name}
                    id={cellId({ row: item.index, column: index })}
                    role="gridcell"
                    aria-colindex={index + 1}
                    onPointerDown={(event) => {
                      pressed.current = { x: event.clientX, y: event.clientY };
                    }}
                    onClick={(event) => {
                      setActive({ row: item.index, column: index });
                      // A link is followed, and what was dragged over is selected.
                      if (event.target instanceof Element && event.target.closest("a, button") !== null) return;
                      const from = pressed.current;
                      if (from !== null && Math.abs(event.clientX - from.x) + Math.abs(event.clientY - from.y) > 4)
                        return;
                      press({ row: item.index, column: index });
                    }}
                    className={clsx(
                      "flex min-w-0 cursor-pointer items-center px-3 outline-none first:pl-4",
                      column.end && "justify-end",
                      frame({ row: item.index, column: index }),
                    )}
                  >
                    <div className="min-w-0 truncate">{column.show(row)}</div>
                  </div>
                ))}
              </div>
            )
          );
        })}
      </div>
    </div>
  );
}

function Head<Row>({
  id,
  column,
  index,
  sort,
  onSort,
  className,
}: {
  id: string;
  column: GridColumn<Row>;
  index: number;
  sort: ResultSort;
  onSort: ((field: string) => void) | null;
  className: string;
}) {
  const { field, label, end } = column;
  const sorted = field !== null && sort?.column === field ? (sort.down ? "descending" : "ascending") : undefined;
  const Arrow = sorted === "descending" ? ArrowDown : ArrowUp;
  return (
    <div
      id={id}
      role="columnheader"
      aria-colindex={index + 1}
      aria-sort={sorted}
      className={clsx(
        "flex h-8 min-w-0 items-center px-3 font-medium text-ink-3 text-xs outline-none first:pl-4",
        end && "justify-end",
        className,
      )}
    >
      {field === null || onSort === null ? (
        label
      ) : (
        <button
          type="button"
          tabIndex={-1}
          data-tip="Sort the rows of this page"
          onClick={() => onSort(field)}
          className={clsx("flex min-w-0 items-center gap-1 hover:text-ink", end && "flex-row-reverse")}
        >
          <span className="truncate">{label}</span>
          <Arrow aria-hidden="true" className={clsx("size-3 shrink-0", sorted === undefined && "invisible")} />
        </button>
      )}
    </div>
  );
}

function samePlace(one: GridPlace, other: GridPlace): boolean {
  return one.row === other.row && one.column === other.column;
}
