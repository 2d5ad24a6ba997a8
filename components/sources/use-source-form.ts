"use client";

import { useState } from "react";
import type { Source } from "../../lib/api/source-types.ts";
import { controlId, type Problems, refusedPlace } from "../ui/problems.ts";
import { explain } from "../ui/toast.ts";
import { draftOfSource, findSourceProblems, requestOf, type SourceDraft } from "./source-draft.ts";
import { useSaveSource, useTestSource } from "./use-source-commands.ts";

const NONE: Problems = new Map();

/** What is typed, what is wrong with it, and what the server said of it. */
export function useSourceForm(source: Source | null, onSaved: () => void) {
  const [draft, setDraft] = useState<SourceDraft>(() => draftOfSource(source));
  const [forgetsKey, setForgetsKey] = useState(false);
  const [problems, setProblems] = useState(NONE);
  const [refusal, setRefusal] = useState<string | null>(null);
  const save = useSaveSource();
  const test = useTestSource();
  const id = source?.id ?? null;

  function change(part: Partial<SourceDraft>): void {
    setDraft((held) => ({ ...held, ...part }));
    // What was said of another draft than this says nothing.
    test.reset();
  }

  /** Shows what is wrong, and goes to the first of it. */
  function show(found: Problems): boolean {
    setProblems(found);
    setRefusal(null);
    const [first] = found.keys();
    if (first === undefined) return true;
    const control = document.getElementById(controlId(first));
    control?.closest("details")?.setAttribute("open", "");
    control?.focus();
    return false;
  }

  const onError = (error: unknown) => {
    const place = refusedPlace(error);
    if (place !== null && document.getElementById(controlId(place.path)) !== null) {
      show(new Map([[place.path, place.message]]));
    } else setRefusal(explain(error));
  };

  const request = () => requestOf(draft, { isNew: id === null, forgetsKey });
  return {
    draft,
    change,
    problems,
    refusal,
    forgetsKey,
    setForgetsKey: (value: boolean) => {
      setForgetsKey(value);
      test.reset();
    },
    isSaving: save.isPending,
    isTesting: test.isPending,
    tested: test.data,
    submit: () => {
      if (show(findSourceProblems(draft))) save.mutate({ id, body: request().save }, { onSuccess: onSaved, onError });
    },
    runTest: () => {
      const found = new Map(findSourceProblems(draft));
      found.delete("name");
      if (show(found)) test.mutate({ id, body: request().test }, { onError });
    },
  };
}
