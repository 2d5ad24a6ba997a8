"use client";

import { useEffect, useEffectEvent, useRef, useState } from "react";
import type { FilterProblem } from "../../../lib/jobs/filter/model.ts";
import { parseFilter } from "../../../lib/jobs/filter/parse.ts";
import { type Draft, settle, target, typed } from "./draft.ts";
import { goToFilter } from "./go-to-filter.ts";

const TYPING_PAUSE_MS = 250;

interface Checked {
  text: string;
  problems: FilterProblem[];
}

/**
 * The filter's text as it is typed. It is put into the address when the typing pauses, if it can be understood;
 * `apply` does not wait.
 */
export function useFilterText(q: string) {
  const [held, setDraft] = useState<Draft | null>(null);
  const [checked, setChecked] = useState<Checked | null>(null);
  // What is typed without leaving the field is one step of the history.
  const isOneStep = useRef(false);

  const draft = settle(held, q);
  if (draft !== held) setDraft(draft);
  const text = draft?.text ?? q;

  const check = (now: string, how: "typing" | "done"): void => {
    const trimmed = now.trim();
    const { problems } = parseFilter(now);
    setChecked({ text: now, problems });
    if (problems.length > 0 || trimmed === target(draft, q)) return;
    setDraft((before) => ({ ...typed(before, q, now), applied: [...(before?.applied ?? []), trimmed] }));
    goToFilter(trimmed, { typing: isOneStep.current });
    isOneStep.current = how === "typing";
  };

  const onPause = useEffectEvent(() => check(text, "typing"));
  const isPending = draft !== null && checked?.text !== text;
  // biome-ignore lint/correctness/useExhaustiveDependencies: every letter begins the pause anew
  useEffect(() => {
    if (!isPending) return;
    const timer = setTimeout(() => onPause(), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, isPending]);

  // An address that was opened with a text that cannot be understood says so from the beginning.
  const problems = draft === null ? parseFilter(q).problems : (checked?.problems ?? []);
  return {
    text,
    problems,
    /** Whether the text is the address's own. */
    isAddress: draft === null,
    /** Whether the problems are those of the text as it stands, and can be marked in it. */
    isChecked: draft === null || checked?.text === text,
    type(now: string) {
      setDraft((before) => typed(before, q, now));
    },
    apply(now = text) {
      if (now !== text) setDraft((before) => typed(before, q, now));
      check(now, "done");
    },
    /** The field is left: what was typed counts, and the next typing is a step of its own. */
    leave() {
      if (draft !== null) check(text, "done");
      isOneStep.current = false;
    },
    /** Back to what the list shows. */
    reset() {
      setDraft(null);
    },
  };
}
