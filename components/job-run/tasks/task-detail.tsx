"use client";

import { useQuery } from "@tanstack/react-query";
import { Link as LinkIcon, ScrollText, Table2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { TaskRow } from "../../../lib/api/job-types.ts";
import { type TaskPlace, taskQueries } from "../../../lib/api/task-queries.ts";
import { formatCount } from "../../../lib/jobs/format.ts";
import { TASK_TEXT_MAX } from "../../../lib/jobs/task-sort.ts";
import { Button } from "../../ui/button.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Elapsed, Moment } from "../../ui/time.tsx";
import { Unknown } from "../../ui/unknown.tsx";
import { inTab, setAddress } from "../address.ts";
import { Target } from "./target.tsx";
import type { TaskLinks } from "./task-row.tsx";
import { ENDS_BEFORE_START, plainLine, runsBackwards } from "./task-words.ts";

/** Longer errors are folded to so many characters. */
const ERROR_FOLDED = 600;
/** Not even unfolded is more of a text drawn: a page of it is a long task for the browser. */
const MOST_DRAWN = 20_000;

/** Everything that is known of one task, and where to go from it. */
export function TaskDetail({ task, place, links }: { task: TaskRow; place: TaskPlace; links: TaskLinks }) {
  const { seq } = task;
  return (
    <div className="flex flex-col gap-2.5 rounded-md border bg-surface px-3 py-2.5">
      <div className="flex min-w-0 items-start gap-1">
        <span className="min-w-0 break-all text-xs [unicode-bidi:isolate] [&_*]:whitespace-normal">
          <Target target={task.target} />
        </span>
        <CopyButton text={task.target} what="target" className="-my-1 size-6" />
      </div>
      {task.targetLength > task.target.length && <Cut length={task.targetLength} shown={task.target.length} />}
      {task.error !== null && <ErrorText task={task} place={place} />}
      {task.earlierError !== null && (
        <p className="line-clamp-3 break-words text-ink-2 text-sm [overflow-wrap:anywhere]">
          The try before failed: <bdi>{plainLine(task.earlierError, ERROR_FOLDED)}</bdi>
        </p>
      )}
      <dl className="flex flex-wrap gap-x-6 gap-y-1.5 text-sm">
        <Fact name="Queued">
          <Moment at={task.queuedAt} said="Queued" />
        </Fact>
        <Fact name="Started">
          <Moment at={task.startedAt} said="Started" />
        </Fact>
        <Fact name="Ended">
          <Moment at={task.endedAt} said="Ended" />
          {runsBackwards(task) && <span className="text-cancelling text-xs"> {ENDS_BEFORE_START}</span>}
        </Fact>
        {task.attempt === 1 && (
          <Fact name="Waited">
            {task.startedAt === null ? (
              <Unknown reason="Not started" />
            ) : (
              <Elapsed from={task.queuedAt} to={task.startedAt} reason="Not reported when it was queued" />
            )}
          </Fact>
        )}
        {task.maxAttempts > 1 && (
          <Fact name="Try">
            {task.attempt} of {task.maxAttempts}
          </Fact>
        )}
        {task.dueAt !== null && (
          <Fact name="Not before">
            <Moment at={task.dueAt} said="Tried again not before" />
          </Fact>
        )}
        <Fact name="Took">
          <Elapsed from={task.startedAt} to={task.endedAt} reason="Not started" />
        </Fact>
        <Fact name="HTTP">{task.httpStatus ?? <Unknown reason="There was no answer yet, or none at all" />}</Fact>
        <Fact name="Results">
          {task.resultsCount === null ? <Unknown reason="Not known yet" /> : formatCount(task.resultsCount)}
        </Fact>
        <Fact name="Depth">{formatCount(task.depth)}</Fact>
      </dl>
      <div className="flex flex-wrap items-center gap-2">
        {links.logs && (
          <Button size="sm" onClick={() => setAddress(inTab("logs", { "log-task": String(seq) }), { push: true })}>
            <ScrollText aria-hidden="true" className="size-3.5" />
            Its log
          </Button>
        )}
        {links.results && (
          <Button
            size="sm"
            onClick={() => setAddress(inTab("results", { "result-task": String(seq) }), { push: true })}
          >
            <Table2 aria-hidden="true" className="size-3.5" />
            Its results
          </Button>
        )}
        <CopyLink seq={seq} />
        {links.attempts.map((attempt) => (
          <Button
            key={attempt}
            size="sm"
            look="ghost"
            data-tip="The same target in another attempt at this job"
            onClick={() => setAddress(inAttempt(attempt, task), { push: true })}
          >
            In attempt {attempt}
          </Button>
        ))}
      </div>
    </div>
  );
}

function inAttempt(attempt: number, { target }: TaskRow) {
  const q = target.slice(0, TASK_TEXT_MAX);
  return { run: String(attempt), "task-q": q, "task-state": null, "task-seq": null };
}

/** The error, folded where it is long. The whole of a very long one is read when it is asked for. */
function ErrorText({ task, place }: { task: TaskRow; place: TaskPlace }) {
  const [unfolded, setUnfolded] = useState(false);
  const error = task.error ?? "";
  const length = task.errorLength ?? error.length;
  const isCut = length > error.length;
  const { data, isLoading } = useQuery({ ...taskQueries.whole(place, task.seq), enabled: unfolded && isCut });
  const whole = data?.items.find(({ seq }) => seq === task.seq)?.error ?? error;
  const text = unfolded ? whole.slice(0, MOST_DRAWN) : error.slice(0, ERROR_FOLDED);
  return (
    <div className="flex flex-col items-start gap-1">
      <div className="flex w-full items-start gap-1">
        <pre className="max-h-72 min-w-0 flex-1 overflow-y-auto whitespace-pre-wrap break-words font-sans text-failed text-sm [overflow-wrap:anywhere] [unicode-bidi:isolate]">
          {text}
          {text.length < length && "…"}
        </pre>
        <CopyButton text={whole} what="error" className="-my-1 size-6" />
      </div>
      {length > ERROR_FOLDED && (
        <Button
          size="sm"
          look="ghost"
          className="-ml-2.5"
          aria-expanded={unfolded}
          onClick={() => setUnfolded(!unfolded)}
        >
          {unfolded ? "Fold the error" : `Show the whole error (${formatCount(length)} characters)`}
        </Button>
      )}
      {unfolded && !isLoading && length > MOST_DRAWN && <Cut length={length} shown={text.length} />}
    </div>
  );
}

function Cut({ length, shown }: { length: number; shown: number }) {
  return (
    <p className="text-ink-3 text-xs">
      The first {formatCount(shown)} of {formatCount(length)} characters.
    </p>
  );
}

function CopyLink({ seq }: { seq: number }) {
  const [copied, setCopied] = useState(false);
  return (
    <Button
      size="sm"
      onClick={() => {
        const url = new URL(window.location.href);
        url.searchParams.set("tab", "tasks");
        url.searchParams.set("task-seq", String(seq));
        navigator.clipboard?.writeText(url.href).then(
          () => setCopied(true),
          () => setCopied(false),
        );
      }}
    >
      <LinkIcon aria-hidden="true" className="size-3.5" />
      {copied ? "Link copied" : "Copy link"}
    </Button>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-ink-3 text-xs">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
