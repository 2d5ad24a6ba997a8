"use client";

import { useState } from "react";
import { ProblemText } from "../../ui/controls.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import type { AgentDraft } from "../agent-draft.ts";
import { jsonOf, readJson } from "../agent-json.ts";

const LINE_PX = 20;
export const JSON_ID = "agent-json";

/** The definition as the API takes it, to read, copy and edit. Whatever can be understood is in the form at once. */
export function JsonTab({
  draft,
  problem,
  onRead,
}: {
  draft: AgentDraft;
  /** Why what is written here is not in the form. */
  problem: string | null;
  onRead: (read: ReturnType<typeof readJson>) => void;
}) {
  const [text, setText] = useState(() => jsonOf(draft));
  return (
    <div className="px-4 py-4 sm:px-5">
      <div className="mb-1 flex items-center gap-2">
        <label htmlFor={JSON_ID} className="font-medium text-sm">
          Definition as JSON
        </label>
        <CopyButton text={text} what="the definition" />
      </div>
      <div role="alert" className="mb-1.5">
        <ProblemText
          id={`${JSON_ID}-problem`}
          problem={problem === null ? null : `${problem}. Until this is mended, the form keeps what it had.`}
        />
      </div>
      <textarea
        id={JSON_ID}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          onRead(readJson(event.target.value));
        }}
        spellCheck={false}
        autoComplete="off"
        wrap="off"
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? `${JSON_ID}-help` : `${JSON_ID}-problem ${JSON_ID}-help`}
        style={{ height: (text.split("\n").length + 1) * LINE_PX }}
        className="block max-h-[65dvh] w-full scroll-mt-28 scroll-mb-44 resize-y rounded-md border border-control bg-sunken px-3 py-2 font-mono text-xs leading-5 md:scroll-mb-28"
      />
      <p id={`${JSON_ID}-help`} className="mt-1 text-ink-3 text-xs">
        This is the body of <code className="font-mono">POST /api/agents</code>. What you change here changes the form.
      </p>
    </div>
  );
}
