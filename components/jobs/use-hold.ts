"use client";

import { type RefObject, useEffect, useState } from "react";

/**
 * Whether somebody is at the table: points at it, has the focus or selected text in it. As long as that is so, nothing
 * in it may move.
 */
export function useHold(table: RefObject<HTMLElement | null>): boolean {
  const [held, setHeld] = useState(false);

  useEffect(() => {
    const element = table.current;
    if (element === null) return;
    let pointed = element.matches(":hover");
    let focused = element.contains(document.activeElement);
    let selected = false;
    const update = () => setHeld(pointed || focused || selected);
    const on = {
      pointerenter: () => {
        pointed = true;
        update();
      },
      pointerleave: () => {
        pointed = false;
        update();
      },
      focusin: () => {
        focused = true;
        update();
      },
      focusout: (event: FocusEvent) => {
        focused = event.relatedTarget instanceof Node && element.contains(event.relatedTarget);
        update();
      },
    };
    const onSelection = () => {
      const selection = document.getSelection();
      selected = selection !== null && !selection.isCollapsed && selection.containsNode(element, true);
      update();
    };
    element.addEventListener("pointerenter", on.pointerenter);
    element.addEventListener("pointerleave", on.pointerleave);
    element.addEventListener("focusin", on.focusin);
    element.addEventListener("focusout", on.focusout);
    document.addEventListener("selectionchange", onSelection);
    update();
    return () => {
      element.removeEventListener("pointerenter", on.pointerenter);
      element.removeEventListener("pointerleave", on.pointerleave);
      element.removeEventListener("focusin", on.focusin);
      element.removeEventListener("focusout", on.focusout);
      document.removeEventListener("selectionchange", onSelection);
    };
  }, [table]);

  return held;
}
