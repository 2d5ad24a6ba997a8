"use client";

import { useQueryClient } from "@tanstack/react-query";
import { type RefObject, useEffect, useEffectEvent } from "react";
import { sizedColumn } from "./edit-columns.ts";
import { keepColumns } from "./keep-columns.ts";
import { COLUMN_IDS, type Column, type ColumnId, gridOf } from "./list-columns.ts";

/** The right edges of the heads size their columns: by dragging, and by a double click back to the usual width. */
export function useColumnEdges(root: RefObject<HTMLElement | null>, columns: readonly Column[]): void {
  const queryClient = useQueryClient();

  /** Shown at every step without drawing the rows anew, kept at the end. */
  const size = useEffectEvent((id: ColumnId, width: number | null, isDone: boolean) => {
    const next = sizedColumn(columns, id, width);
    const table = root.current?.querySelector("table");
    for (const [name, value] of Object.entries(gridOf(next, false))) table?.style.setProperty(name, value);
    if (isDone) keepColumns(queryClient, { columns: next });
  });

  useEffect(() => {
    const element = root.current;
    const onPointerDown = (event: PointerEvent) => {
      const edge = edgeOf(event);
      const head = edge?.element.parentElement;
      if (!edge || !head || event.button !== 0) return;
      event.preventDefault();
      const widthAt = ({ clientX }: PointerEvent) => before + clientX - event.clientX;
      const before = head.getBoundingClientRect().width;
      let width: number | null = null;
      const onMove = (move: PointerEvent) => {
        width = widthAt(move);
        size(edge.id, width, false);
      };
      edge.element.setPointerCapture(event.pointerId);
      edge.element.addEventListener("pointermove", onMove);
      edge.element.addEventListener(
        "lostpointercapture",
        () => {
          edge.element.removeEventListener("pointermove", onMove);
          if (width !== null) size(edge.id, width, true);
        },
        { once: true },
      );
    };
    const onDoubleClick = (event: MouseEvent) => {
      const edge = edgeOf(event);
      if (edge) size(edge.id, null, true);
    };
    element?.addEventListener("pointerdown", onPointerDown);
    element?.addEventListener("dblclick", onDoubleClick);
    return () => {
      element?.removeEventListener("pointerdown", onPointerDown);
      element?.removeEventListener("dblclick", onDoubleClick);
    };
  }, [root]);
}

function edgeOf({ target }: Event): { element: HTMLElement; id: ColumnId } | null {
  if (!(target instanceof HTMLElement)) return null;
  const id = COLUMN_IDS.find((each) => each === target.dataset.edge);
  return id === undefined ? null : { element: target, id };
}
