"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { jobQueries } from "../../../lib/api/job-queries.ts";
import { formatCount, formatExact } from "../../../lib/jobs/format.ts";
import { LEVEL_PRESENTATION } from "../../../lib/jobs/presentation.ts";
import { prettyJson } from "../../../lib/json/pretty-json.ts";
import { Button } from "../../ui/button.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { QueryError } from "../../ui/query-error.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { LineText } from "./line-text.tsx";
import type { LogOf } from "./use-log-lines.ts";

const PART = 2000;
/** JSON up to this many characters is laid out: more would hold the page up. */
const MOST_PRETTY = 200_000;
const NO_MARKS: readonly number[] = [];

/** One line, whole, however long: in parts, of which the browser lays out those in sight. */
export function LineDialog({ of, seq, onClose }: { of: LogOf; seq: number; onClose: () => void }) {
  const { data, error, refetch } = useQuery(jobQueries.logLine(of.source, of.id, of.attempt, seq));
  const [pretty, setPretty] = useState(false);
  const line = data?.line;
  const isJson = line !== undefined && line.message.length <= MOST_PRETTY && /^\s*[[{]/.test(line.message);
  const parts = useMemo(
    () => (line === undefined ? [] : partsOf(pretty && isJson ? prettyJson(line.message) : line.message)),
    [line, pretty, isJson],
  );
  return (
    <Dialog
      title={`Line ${formatCount(seq)}`}
      onClose={onClose}
      startsQuiet
      className="max-w-4xl"
      description={
        line && (
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span>{LEVEL_PRESENTATION[line.level].word}</span>
            <span>{formatExact(line.at)}</span>
            {line.task !== null && <span>task {formatCount(line.task)}</span>}
            <span>{formatCount(line.message.length)} characters</span>
            <CopyButton text={line.message} what="the message" />
            {isJson && (
              <Button size="sm" aria-pressed={pretty} onClick={() => setPretty(!pretty)}>
                {pretty ? "As written" : "Lay out the JSON"}
              </Button>
            )}
          </span>
        )
      }
    >
      {line === undefined ? (
        error ? (
          <QueryError what="the line" error={error} retry={() => void refetch()} />
        ) : (
          <Skeleton className="h-4 w-2/3" />
        )
      ) : (
        <section
          aria-label="Message"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
          tabIndex={0}
          className="focus-inset h-[50vh] overflow-auto rounded-md border bg-sunken px-3 py-2 font-mono text-xs leading-5"
        >
          {parts.map(({ from, text }) => (
            <div
              key={from}
              className="whitespace-pre-wrap [contain-intrinsic-size:auto_20rem] [content-visibility:auto] [overflow-wrap:anywhere]"
            >
              <LineText message={text} marks={NO_MARKS} current={false} />
            </div>
          ))}
        </section>
      )}
    </Dialog>
  );
}

/** A text in parts that follow each other without a seam: cut at line breaks where there are any. */
function partsOf(text: string): { from: number; text: string }[] {
  const parts = [];
  for (let from = 0; from < text.length; ) {
    const most = from + PART;
    const lineBreak = most < text.length ? text.lastIndexOf("\n", most) : -1;
    const end = lineBreak > from ? lineBreak + 1 : most;
    const part = text.slice(from, end);
    parts.push({ from, text: part.endsWith("\n") ? part.slice(0, -1) : part });
    from = end;
  }
  return parts;
}
