"use client";

import { useQueryClient } from "@tanstack/react-query";
import clsx from "clsx";
import { ChevronDown, ChevronUp, GripVertical } from "lucide-react";
import { type DragEvent, type KeyboardEvent, useId, useState } from "react";
import { Button, IconButton } from "../ui/button.tsx";
import { movedColumn, sizedColumn, toggledColumn } from "./edit-columns.ts";
import { keepColumns } from "./keep-columns.ts";
import {
  COLUMN_IDS,
  COLUMNS,
  type Column,
  type ColumnId,
  columnKind,
  MAX_COLUMN_WIDTH,
  USUAL_COLUMNS,
} from "./list-columns.ts";
import { Tick } from "./tick.tsx";
import { useListColumns } from "./use-list-columns.ts";

/**
 * All columns, those that are shown in their order, the others where they would come. They are dragged, or moved by their
 * buttons. A row moves only when it is moved, so that the focus stays where it is.
 */
export function ColumnsPanel() {
  const { columns, usual } = useListColumns();
  const queryClient = useQueryClient();
  const [order, setOrder] = useState(() => allInOrder(columns));
  const [dragged, setDragged] = useState<ColumnId | null>(null);
  const [said, setSaid] = useState("");
  const shown = new Map(columns.map((column) => [column.id, column]));

  const keep = (next: readonly Column[] | null) => keepColumns(queryClient, { columns: next });
  const toggle = (id: ColumnId) => {
    const widths = new Map(toggledColumn(columns, id).map((column) => [column.id, column]));
    keep(order.flatMap((each) => widths.get(each) ?? []));
  };
  const move = (id: ColumnId, by: number) => {
    const next = movedColumn(columns, id, by);
    const rest = next.map((column) => column.id);
    setOrder(order.map((each) => (shown.has(each) ? (rest.shift() ?? each) : each)));
    keep(next);
    setSaid(`${COLUMNS[id].title} is column ${next.findIndex((column) => column.id === id) + 1} of ${next.length}`);
  };
  const dragOver = (event: DragEvent, over: ColumnId) => {
    if (dragged === null || !shown.has(over)) return;
    event.preventDefault();
    const place = (id: ColumnId) => columns.findIndex((column) => column.id === id);
    if (over !== dragged) move(dragged, place(over) - place(dragged));
  };
  const reset = () => {
    setOrder(allInOrder(USUAL_COLUMNS));
    keep(null);
  };

  return (
    <div className="flex min-h-0 flex-col text-sm">
      <div className="flex h-11 shrink-0 items-center justify-between border-b pr-2 pl-4">
        <h2 className="font-medium">Columns</h2>
        <Button size="sm" look="ghost" aria-disabled={usual} onClick={reset}>
          Reset
        </Button>
      </div>
      <ul aria-label="Columns in their order" className="min-h-0 overflow-y-auto p-1.5">
        {order.map((id) => {
          const column = shown.get(id);
          return (
            <li
              key={id}
              draggable={column !== undefined}
              onDragStart={() => setDragged(id)}
              onDragEnd={() => setDragged(null)}
              onDragOver={(event) => dragOver(event, id)}
              className={clsx(
                "flex h-8 items-center gap-1.5 rounded-md pr-1 pl-1 coarse:h-10",
                dragged === id ? "bg-accent-tint" : "hover:bg-hover",
                column === undefined && "text-ink-3",
              )}
            >
              <GripVertical
                aria-hidden="true"
                className={clsx("size-3.5 shrink-0 cursor-grab text-ink-3", column === undefined && "invisible")}
              />
              <Choice id={id} shown={column !== undefined} onChange={() => toggle(id)} />
              {column !== undefined && (
                <>
                  <Width column={column} onChange={(width) => keep(sizedColumn(columns, id, width))} />
                  <Mover column={column} first={columns[0]?.id === id} last={columns.at(-1)?.id === id} move={move} />
                </>
              )}
            </li>
          );
        })}
      </ul>
      <span role="status" className="sr-only">
        {said}
      </span>
    </div>
  );
}

/** All columns: the shown ones in their order, and each of the others where it would come. */
function allInOrder(shown: readonly Column[]): ColumnId[] {
  const hidden = COLUMN_IDS.filter((id) => !shown.some((column) => column.id === id));
  return hidden.reduce<readonly Column[]>(toggledColumn, shown).map(({ id }) => id);
}

function Choice({ id, shown, onChange }: { id: ColumnId; shown: boolean; onChange: () => void }) {
  const box = useId();
  const { title, hint } = columnKind(id);
  return (
    <label
      htmlFor={box}
      className={clsx("flex h-full min-w-0 flex-1 items-center gap-2.5", id !== "job" && "cursor-pointer")}
    >
      <Tick id={box} label={title} checked={shown} disabled={id === "job"} onChange={onChange} />
      <span className="truncate">
        {title}
        {hint !== undefined && <span className="pl-1.5 text-ink-3 text-xs">{hint}</span>}
      </span>
    </label>
  );
}

/** The width in pixels; empty is the usual one. */
function Width({ column: { id, width }, onChange }: { column: Column; onChange: (width: number | null) => void }) {
  const kind = COLUMNS[id];
  return (
    <input
      type="number"
      aria-label={`Width of ${kind.title} in pixels`}
      data-tip="Width in pixels; empty for the usual one"
      key={width}
      defaultValue={width ?? ""}
      placeholder={id === "job" ? "auto" : String(kind.width)}
      min={kind.min}
      max={MAX_COLUMN_WIDTH}
      step={8}
      onBlur={(event) => {
        const { value } = event.currentTarget;
        const next = value === "" ? null : Number(value);
        if (next !== width) onChange(next);
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter") event.currentTarget.blur();
      }}
      className="h-6 w-14 shrink-0 rounded-sm border border-transparent bg-transparent px-1 text-right text-ink-2 text-xs [appearance:textfield] hover:border-control focus:border-control coarse:h-8 [&::-webkit-inner-spin-button]:hidden"
    />
  );
}

function Mover({
  column: { id },
  first,
  last,
  move,
}: {
  column: Column;
  first: boolean;
  last: boolean;
  move: (id: ColumnId, by: number) => void;
}) {
  const { title } = COLUMNS[id];
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
    if (by === 0) return;
    event.preventDefault();
    move(id, by);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys do what the buttons inside do.
    <span className="flex shrink-0" onKeyDown={onKeyDown}>
      <IconButton
        label={`Move ${title} up`}
        aria-disabled={first}
        className="size-6 aria-disabled:opacity-40"
        onClick={() => move(id, -1)}
      >
        <ChevronUp aria-hidden="true" className="size-3.5" />
      </IconButton>
      <IconButton
        label={`Move ${title} down`}
        aria-disabled={last}
        className="size-6 aria-disabled:opacity-40"
        onClick={() => move(id, 1)}
      >
        <ChevronDown aria-hidden="true" className="size-3.5" />
      </IconButton>
    </span>
  );
}
