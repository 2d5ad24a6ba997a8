"use client";

import { useId, useState } from "react";
import { Button } from "../../ui/button.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import type { AgentDraft } from "../agent-draft.ts";
import { jsonOf, readJson } from "../agent-json.ts";
import { ProblemText } from "./controls.tsx";

const LINE_PX = 20;

/** The definition as the API takes it, to read, copy and edit. What is edited here goes into the form when applied. */
export function JsonTab({ draft, apply }: { draft: AgentDraft; apply: (draft: AgentDraft) => void }) {
  const written = jsonOf(draft);
  const [text, setText] = useState(written);
  const [problem, setProblem] = useState<string | null>(null);
  const id = useId();
  const edited = text !== written;

  const submit = () => {
    const read = readJson(text);
    if ("problem" in read) {
      setProblem(read.problem);
      return;
    }
    setProblem(null);
    apply(read.draft);
  };

  return (
    <div className="px-4 py-4 sm:px-5">
      <div className="mb-2 flex items-center gap-2">
        <label htmlFor={id} className="font-medium text-sm">
          Definition
        </label>
        <CopyButton text={text} what="the definition" />
        <div className="ml-auto flex gap-2">
          {edited && (
            <Button
              size="sm"
              look="ghost"
              onClick={() => {
                setText(written);
                setProblem(null);
              }}
            >
              Undo
            </Button>
          )}
          <Button size="sm" aria-disabled={!edited} onClick={() => edited && submit()}>
            Apply to the form
          </Button>
        </div>
      </div>
      <textarea
        id={id}
        value={text}
        onChange={(event) => setText(event.target.value)}
        spellCheck={false}
        autoComplete="off"
        wrap="off"
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? `${id}-help` : `${id}-problem ${id}-help`}
        style={{ height: Math.min(640, (text.split("\n").length + 2) * LINE_PX) }}
        className="block w-full scroll-mt-20 scroll-mb-28 resize-y rounded-md border border-control bg-sunken px-3 py-2 font-mono text-xs leading-5"
      />
      <div role="alert">
        <ProblemText id={`${id}-problem`} problem={problem} />
      </div>
      <p id={`${id}-help`} className="mt-1 text-ink-3 text-xs">
        This is the body of <code className="font-mono">POST /api/agents</code>. Numbers that cannot be read are null
        here.
      </p>
    </div>
  );
}
