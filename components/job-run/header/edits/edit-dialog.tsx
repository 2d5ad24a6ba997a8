"use client";

import { RotateCcw } from "lucide-react";
import { useDeferredValue, useMemo, useRef, useState } from "react";
import { ApiError } from "../../../../lib/api/client.ts";
import { jobKey } from "../../../../lib/api/merge.ts";
import { formatCount, formatQuantity } from "../../../../lib/jobs/format.ts";
import { useRetryJob } from "../../../jobs/use-job-commands.ts";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { QueryError } from "../../../ui/query-error.tsx";
import { LoadingLabel, Skeleton } from "../../../ui/skeleton.tsx";
import { TabPanel, Tabs } from "../../../ui/tabs.tsx";
import { ChangesView, changedLines, hasChanged } from "./changes-view.tsx";
import { type EditedPart, type EditProblem, editProblems, refusedProblem, type Texts } from "./edit-problems.ts";
import { draftOf, type EditTarget, keepDraft, whereEditWasAsked } from "./edit-request.ts";
import { JsonEditor } from "./json-editor.tsx";
import { ProblemList } from "./problem-list.tsx";
import { useOriginal } from "./use-original.ts";

/** Retries a job with another configuration or other parameters, after a look at what differs. */
export function EditDialog({ target, onClose }: { target: EditTarget; onClose: () => void }) {
  const { job } = target;
  const { data: original, error, refetch } = useOriginal(target);
  return (
    <Dialog
      title={`Retry ${job.name} #${job.id} with edits`}
      description="Makes a new job. Its agent and this job stay as they are."
      onClose={onClose}
      returnFocus={whereEditWasAsked}
      className="top-[6vh]! max-h-[88vh]! max-w-3xl!"
    >
      {original !== undefined ? (
        <Editors target={target} original={original} onClose={onClose} />
      ) : error !== null ? (
        <QueryError what="what the job was made with" error={error} retry={() => void refetch()} />
      ) : (
        <div className="flex flex-col gap-3">
          <LoadingLabel what="the configuration" />
          <Skeleton className="h-9 w-64" />
          <Skeleton className="h-[min(26rem,38dvh)] w-full rounded-md" />
        </div>
      )}
    </Dialog>
  );
}

type View = EditedPart | "changes";

function Editors({ target: { job }, original, onClose }: { target: EditTarget; original: Texts; onClose: () => void }) {
  const key = jobKey(job);
  const [texts, setTexts] = useState<Texts>(() => draftOf(key) ?? original);
  const [view, setView] = useState<View>("config");
  const [refused, setRefused] = useState<EditProblem | null>(null);
  const fields = useRef<Partial<Record<EditedPart, HTMLTextAreaElement | null>>>({});
  const retry = useRetryJob();
  // Long texts take a moment to judge: what is typed must not wait for it.
  const judged = useDeferredValue(texts);
  const problems = useMemo(() => editProblems(judged), [judged]);
  const all = refused === null ? problems : [...problems, refused];
  const changed = useMemo(
    () => changedLines(original.config, judged.config) + changedLines(original.params, judged.params),
    [original, judged],
  );

  const change = (part: EditedPart, text: string) => {
    const next = { ...texts, [part]: text };
    setTexts(next);
    setRefused(null);
    keepDraft(key, next);
  };
  const show = (problem: EditProblem) => {
    setView(problem.part);
    requestAnimationFrame(() => pointAt(fields.current[problem.part], problem));
  };
  const startOver = () => {
    setTexts(original);
    setRefused(null);
    keepDraft(key, null);
  };
  const send = () => {
    if (editProblems(texts).length > 0 || retry.isPending) return;
    const edits = {
      ...(hasChanged(original.config, texts.config) ? { config: JSON.parse(texts.config) as unknown } : {}),
      ...(hasChanged(original.params, texts.params) ? { params: texts.params } : {}),
    };
    retry.mutate(
      { ...job, edits },
      {
        onSuccess: () => {
          keepDraft(key, null);
          onClose();
        },
        onError: (error) => {
          if (!(error instanceof ApiError)) return;
          const problem = refusedProblem(texts, error.field, error.message);
          if (problem === null) onClose();
          else {
            setRefused(problem);
            show(problem);
          }
        },
      },
    );
  };

  const editor = (part: EditedPart, label: string) => (
    <TabPanel value={part}>
      <div className="pt-3">
        <JsonEditor
          id={`edit-${part}`}
          label={label}
          value={texts[part]}
          onChange={(text) => change(part, text)}
          marked={[...new Set(all.filter((each) => each.part === part).map(({ line }) => line))]}
          describedBy={`edit-${part}-help`}
          fieldRef={(field) => {
            fields.current[part] = field;
          }}
        />
        <p id={`edit-${part}-help`} className="mt-1.5 text-ink-3 text-xs">
          {HELP[part]}
        </p>
      </div>
    </TabPanel>
  );

  const ready = all.length === 0 && changed > 0 && judged === texts;
  return (
    <>
      <Tabs
        label="What to edit"
        value={view}
        onChange={(next) => setView(next as View)}
        tabs={[
          { value: "config", label: "Configuration", count: countOf(all, "config") },
          { value: "params", label: "Parameters", count: countOf(all, "params") },
          { value: "changes", label: "Changes", count: changed === 0 ? null : formatCount(changed) },
        ]}
      >
        {editor("config", "Configuration as JSON")}
        {editor("params", "Parameters as JSON")}
        <TabPanel value="changes">
          <div className="pt-3">
            <ChangesView before={original} after={judged} />
          </div>
        </TabPanel>
      </Tabs>
      <ProblemList problems={all} onShow={show} />
      <div className="mt-4 flex flex-wrap items-center justify-end gap-2">
        <p className="min-w-0 flex-1 basis-full sm:basis-32 text-ink-3 text-sm">
          {changed === 0 ? "Nothing changed" : `${formatQuantity(changed, "line")} changed`}
          {changed > 0 && (
            <>
              {" · "}
              <button
                type="button"
                onClick={startOver}
                className="rounded-sm text-ink-2 underline underline-offset-3 hover:text-ink"
              >
                Start over
              </button>
            </>
          )}
        </p>
        <Button onClick={onClose}>Close</Button>
        {view === "changes" ? (
          <Button look="primary" disabled={!ready || retry.isPending} onClick={send}>
            <RotateCcw aria-hidden="true" className="size-3.5" />
            Retry with edits
          </Button>
        ) : (
          <Button look="primary" disabled={!ready} onClick={() => setView("changes")}>
            Review changes
          </Button>
        )}
      </div>
    </>
  );
}

const HELP: Record<EditedPart, string> = {
  config:
    "As POST /api/agents takes it. [redacted …] stands for a secret: left where it is, the secret is put back. Schedule and enabled mean nothing here.",
  params: "They stand in place of {{name}} in the addresses of the configuration.",
};

function countOf(problems: readonly EditProblem[], part: EditedPart): string | null {
  const count = problems.filter((each) => each.part === part).length;
  return count === 0 ? null : formatQuantity(count, "problem");
}

const LINE_PX = 20;

/** Selects what is wrong, with some lines above it in sight. */
function pointAt(field: HTMLTextAreaElement | null | undefined, { from, to, line }: EditProblem): void {
  if (!field) return;
  field.focus();
  field.setSelectionRange(from, Math.min(to, from + 200));
  field.scrollTop = Math.max(0, (line - 4) * LINE_PX);
}
