"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { queries } from "../../../lib/api/queries.ts";
import type { Completion } from "./completions.ts";

type Parts = typeof import("./completion-parts.tsx");

/** Where the arrow keys are: at a completion of this text and caret, and of no other. */
interface Active {
  at: string;
  index: number;
}

/** What can be completed at the caret of the filter's text. Its code comes with the first focus of the field. */
export function useCompletion(text: string, caret: number) {
  const [parts, setParts] = useState<Parts | null>(null);
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState<Active | null>(null);

  const place = isOpen && parts !== null ? parts.placeAt(text, caret) : null;
  const wanted = parts?.valuesWanted(place) ?? null;
  const { data: values, isFetching } = useQuery({
    ...queries.filterValues(wanted ?? "state"),
    enabled: wanted !== null,
  });
  const known = wanted === null ? undefined : values;
  const completions = parts?.completionsFor(place, known, today()) ?? [];
  const at = `${caret} ${text}`;
  const index = active?.at === at ? Math.min(active.index, completions.length - 1) : -1;

  return {
    List: parts?.CompletionList ?? null,
    values: known,
    completions,
    /** The completion that the arrow keys are at; -1 for none. */
    active: index,
    isShown: completions.length > 0,
    /** Whether there is something to choose, or may be in a moment. */
    isAtWork:
      completions.length > 0 || (isOpen && parts === null) || (wanted !== null && values === undefined && isFetching),
    load() {
      if (parts === null) void import("./completion-parts.tsx").then(setParts, () => setOpen(false));
    },
    open: () => setOpen(true),
    close: () => setOpen(false),
    /** Moves to the next or the one before; beyond the last is the field itself. */
    move(step: 1 | -1) {
      const count = completions.length + 1;
      setActive({ at, index: ((index + 1 + step + count) % count) - 1 });
    },
    /** What Tab completes: the active one, or the first once something is written. */
    forTab(): Completion | undefined {
      return completions[index] ?? (place !== null && place.typed !== "" ? completions[0] : undefined);
    },
    /** The text with a completion put in; null when the caret has left. */
    complete(completion: Completion): { text: string; caret: number } | null {
      return parts === null || place === null ? null : parts.complete(text, place, completion);
    },
  };
}

/** The day that it is for the reader, as filters write it. */
function today(): string {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}
