"use client";

import { useQueryClient } from "@tanstack/react-query";
import clsx from "clsx";
import { ChevronDown, ChevronUp, GripVertical } from "lucide-react";
import { type DragEvent, type KeyboardEvent, useId, useState } from "react";
import { Button, IconButton } from "../ui/button.tsx";
import { movedColumn, sizedColumn, toggledColumn } from "./edit-columns.ts";
import { keepColumns } from "./keep-columns.ts";
import { COLUMN_IDS, COLUMNS, type Column, type ColumnId, columnKind, MAX_COLUMN_WIDTH } from "./list-columns.ts";
import { Tick } from "./tick.tsx";
import { useListColumns } from "./use-list-columns.ts";

/** The columns in their order, and below those that are not shown. Rows are dragged, or moved by their buttons. */
export function ColumnsPanel() {
  const { columns, usual } = useListColumns();
  const queryClient = useQueryClient();
  const keep = (next: readonly Column[] | null) => keepColumns(queryClient, { columns: next });
  const [dragged, setDragged] = useState<ColumnId | null>(null);
  const hidden = COLUMN_IDS.filter((id) => !columns.some((column) => column.id === id));
  const [said, setSaid] = useState("");

  const move = (id: ColumnId, by: number) => {
    const next = movedColumn(columns, id, by);
    keep(next);
    setSaid(`${COLUMNS[id].title} is column ${next.findIndex((column) => column.id === id) + 1} of ${next.length}`);
  };
  const dragOver = (event: DragEvent, over: ColumnId) => {
    if (dragged === null) return;
    event.preventDefault();
    if (over === dragged) return;
    const place = (id: ColumnId) => columns.findIndex((column) => column.id === id);
    keep(movedColumn(columns, dragged, place(over) - place(dragged)));
  };

  return (
    <div className="flex min-h-0 flex-col text-sm">
      <div className="flex h-11 shrink-0 items-center justify-between border-b pr-2 pl-4">
        <h2 className="font-medium">Columns</h2>
        <Button size="sm" look="ghost" disabled={usual} onClick={() => keep(null)}>
          Reset
        </Button>
      </div>
      <div className="min-h-0 overflow-y-auto p-1.5">
        <ul aria-label="Shown, in this order">
          {columns.map((column, place) => (
            <li
              key={column.id}
              draggable
              onDragStart={() => setDragged(column.id)}
              onDragEnd={() => setDragged(null)}
              onDragOver={(event) => dragOver(event, column.id)}
              className={clsx(
                "flex h-8 items-center gap-1 rounded-md pr-1 pl-0.5 coarse:h-10",
                dragged === column.id ? "bg-accent-tint" : "hover:bg-hover",
              )}
            >
              <GripVertical aria-hidden="true" className="size-3.5 shrink-0 cursor-grab text-ink-3" />
              <Choice id={column.id} shown onChange={() => keep(toggledColumn(columns, column.id))} />
              <Width column={column} onChange={(width) => keep(sizedColumn(columns, column.id, width))} />
              <Mover column={column} first={place === 0} last={place === columns.length - 1} move={move} />
            </li>
          ))}
        </ul>
        {hidden.length > 0 && (
          <>
            <h3 className="px-2.5 pt-3 pb-1 text-ink-3 text-xs">Not shown</h3>
            <ul aria-label="Not shown">
              {hidden.map((id) => (
                <li key={id} className="flex h-8 items-center rounded-md pl-5 hover:bg-hover coarse:h-10">
                  <Choice id={id} shown={false} onChange={() => keep(toggledColumn(columns, id))} />
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
      <span role="status" className="sr-only">
        {said}
      </span>
    </div>
  );
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
