"use client";

import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import { bucketAt } from "./buckets.ts";
import { afterKey, type Choice, endsOf } from "./choice.ts";

/**
 * Choosing buckets of a chart: a press and a drag with the mouse or a finger, or the keyboard. A tap only points, as a
 * finger cannot hover; a second tap on the same bucket chooses it. `onApply` is given the first and the last bucket.
 */
export function useChoice(count: number, onApply: (first: number, last: number) => void) {
  const [choice, setChoice] = useState<Choice | null>(null);
  const [hovered, setHovered] = useState<number | null>(null);
  const drag = useRef<{ tapped: number | null } | null>(null);

  const drop = () => {
    drag.current = null;
    setChoice(null);
  };
  const apply = (chosen: Choice) => {
    drop();
    setHovered(null);
    onApply(...endsOf(chosen));
  };
  const indexOf = (event: PointerEvent<HTMLElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    return bucketAt((event.clientX - left) / width, count);
  };

  const handlers = {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0 || count === 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      const index = indexOf(event);
      const tapped = choice !== null && choice.anchor === choice.head ? choice.head : null;
      drag.current = { tapped };
      setHovered(null);
      setChoice({ anchor: index, head: index });
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const index = indexOf(event);
      if (drag.current !== null) setChoice((held) => held && { ...held, head: index });
      else if (event.pointerType === "mouse") setHovered(index);
    },
    onPointerUp: (event: PointerEvent<HTMLElement>) => {
      const held = drag.current;
      drag.current = null;
      if (held === null || choice === null) return;
      const chosen = { ...choice, head: indexOf(event) };
      const isTap = event.pointerType !== "mouse" && chosen.anchor === chosen.head && held.tapped !== chosen.head;
      if (isTap) setChoice(chosen);
      else apply(chosen);
    },
    onPointerCancel: drop,
    onPointerLeave: () => setHovered(null),
    onBlur: drop,
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const next = afterKey(choice, event.key, event.shiftKey, count);
      if (count > 0 && next !== null) setChoice(next);
      else if (choice === null) return;
      else if (event.key === "Enter") apply(choice);
      else if (event.key === "Escape") drop();
      else return;
      // Escape and Enter mean something else to the list.
      event.preventDefault();
      event.nativeEvent.stopImmediatePropagation();
    },
  };
  return { choice, hovered, handlers };
}
