"use client";

import { useState } from "react";
import { type Problems, refusedPlace } from "../ui/problems.ts";
import { type AgentDraft, definitionOf } from "./agent-draft.ts";
import { findProblems } from "./agent-problems.ts";

export interface AgentForm {
  draft: AgentDraft;
  change: (change: Partial<AgentDraft>) => void;
  problems: Problems;
}

const NO_PROBLEMS: Problems = new Map();

/** What was typed, what is wrong with it, and whether it differs from what is stored. */
export function useAgentForm(initial: AgentDraft) {
  const [stored, setStored] = useState(initial);
  const [draft, setDraft] = useState(initial);
  // Nobody is told off before the first attempt to save.
  const [attempted, setAttempted] = useState(false);
  const [refused, setRefused] = useState<Problems>(NO_PROBLEMS);

  const found = attempted ? findProblems(draft) : NO_PROBLEMS;
  return {
    draft,
    problems: refused.size === 0 ? found : new Map([...refused, ...found]),
    dirty: !isSame(draft, stored),
    change: (change: Partial<AgentDraft>) => {
      setDraft((held) => ({ ...held, ...change }));
      setRefused(NO_PROBLEMS);
    },
    /** Whether it can be sent. From now on problems are shown as they come and go. */
    attempt: (): boolean => {
      setAttempted(true);
      setRefused(NO_PROBLEMS);
      return findProblems(draft).size === 0;
    },
    /** Shows what the server refused. False when it did not say where that is. */
    refuse: (error: unknown): boolean => {
      const place = refusedPlace(error);
      if (place !== null) setRefused(new Map([[place.path, place.message]]));
      return place !== null;
    },
    /** Begins again from what is now stored. */
    restart: (fresh: AgentDraft) => {
      setStored(fresh);
      setDraft(fresh);
      setAttempted(false);
      setRefused(NO_PROBLEMS);
    },
  };
}

function isSame(one: AgentDraft, other: AgentDraft): boolean {
  return one === other || JSON.stringify(definitionOf(one)) === JSON.stringify(definitionOf(other));
}
