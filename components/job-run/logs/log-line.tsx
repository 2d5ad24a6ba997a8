"use client";

import clsx from "clsx";
import { Braces, History, Maximize2 } from "lucide-react";
import { type MouseEvent, memo } from "react";
import { formatExact } from "../../../lib/jobs/format.ts";
import { findLiteral, type LogQuery } from "../../../lib/jobs/log-search.ts";
import type { Instant, LogLevel, LogLine } from "../../../lib/jobs/model.ts";
import { LEVEL_PRESENTATION } from "../../../lib/jobs/presentation.ts";
import { prettyJson } from "../../../lib/json/pretty-json.ts";
import { INK } from "../../ui/tones.ts";
import { beginningOf } from "./line-pieces.ts";
import { LineText } from "./line-text.tsx";
import { lineTime, signedSpan } from "./line-time.ts";
import { formatBytes } from "./log-bytes.ts";
import type { TimeMode } from "./log-settings.ts";

const NO_MARKS: readonly number[] = [];

const GROUND: Record<LogLevel, string> = {
  debug: "",
  info: "",
  warning: "bg-cancelling-tint",
  error: "bg-failed-tint",
};

/** What a line can be told to do. One object for all lines, so that none is drawn anew for it. */
export interface LineActions {
  mark: (seq: number, extend: boolean) => void;
  showTask: (task: number) => void;
  showWhole: (seq: number) => void;
  unfold: (seq: number) => void;
}

interface LineProps {
  line: LogLine;
  /** The time of the line before, as shown; null where there is none, or it is not there yet. */
  before: Instant | null;
  began: Instant | null;
  time: TimeMode;
  wrap: boolean;
  query: LogQuery | null;
  /** Where the pattern stands in it, as the server said. */
  marks: readonly number[] | undefined;
  /** It is the one that the search stands at. */
  current: boolean;
  marked: boolean;
  unfolded: boolean;
  actions: LineActions;
}

/** One line of the log. Long ones show their beginning. */
export const LogLineRow = memo(function LogLineRow(props: LineProps) {
  const { line, before, began, time, wrap, current, marked, unfolded, actions } = props;
  const { seq, at, level, task, bytes } = line;
  const { short, word, tone } = LEVEL_PRESENTATION[level];
  const { text, cut } = beginningOf(line.message);
  const told = lineTime(at, time, { began, before });
  const back = before === null ? 0 : Date.parse(before) - Date.parse(at);
  const isJson = bytes === undefined && /^\s*[[{]/.test(line.message);
  return (
    <div
      className={clsx(
        "group relative flex min-h-5 gap-2 overflow-clip px-3 leading-5 sm:gap-3 sm:px-4",
        marked ? "bg-accent-tint" : [GROUND[level], "hover:bg-hover"],
        !wrap && "w-max min-w-full",
      )}
    >
      {(marked || current) && <span aria-hidden="true" className="absolute inset-y-0 left-0 w-0.75 bg-accent-mark" />}
      <button
        type="button"
        tabIndex={-1}
        aria-pressed={marked}
        onClick={(event: MouseEvent) => actions.mark(seq, event.shiftKey)}
        className="flex shrink-0 select-none items-start gap-3 self-start rounded-sm text-ink-3 hover:text-ink"
      >
        <span className="min-w-12 text-right max-sm:sr-only">
          <span className="sr-only">Line </span>
          {seq}
        </span>{" "}
        <time dateTime={at} data-tip={formatExact(at)} className={clsx(time !== "clock" && "min-w-17 text-right")}>
          {told ?? <span data-tip={time === "start" ? "It is not known when the run began" : "The first line"}>–</span>}
        </time>
      </button>
      <span className={clsx("shrink-0 font-medium", INK[tone])}>
        <span aria-hidden="true">{short}</span>
        <span className="sr-only">{word}</span>
      </span>
      <div className={clsx(wrap && "min-w-0 flex-1")}>
        {back > 0 && (
          <span
            data-tip={`This line's time is ${signedSpan(back).slice(1)} before that of the line above`}
            className="mr-2 inline-flex items-center gap-1 rounded-xs border border-cancelling-mark px-1 font-sans text-cancelling leading-4"
          >
            <History aria-hidden="true" className="size-3" />
            <span className="sr-only">The clock went back by </span>
            {signedSpan(-back)} s
          </span>
        )}
        <span
          className={clsx(
            wrap ? "whitespace-pre-wrap [overflow-wrap:anywhere]" : "whitespace-pre",
            level === "debug" && "text-ink-2",
          )}
        >
          <LineText message={text} marks={marksOf(props, text)} current={current} />
        </span>
        {(cut || bytes !== undefined) && (
          <button type="button" onClick={() => actions.showWhole(seq)} className={LINK}>
            <Maximize2 aria-hidden="true" className="size-3" />
            Show the rest{bytes !== undefined && ` of ${formatBytes(bytes)}`}
          </button>
        )}
        {unfolded && isJson && (
          <pre className="my-1 max-h-80 max-w-[min(60rem,80vw)] overflow-auto rounded-md border bg-surface px-3 py-2 text-ink">
            <LineText message={prettyJson(line.message)} marks={NO_MARKS} current={false} />
          </pre>
        )}
      </div>
      <span className="ml-auto flex shrink-0 gap-2 self-start text-ink-3">
        {isJson && (
          <button
            type="button"
            aria-expanded={unfolded}
            aria-label={unfolded ? "Fold the JSON" : "Lay out the JSON"}
            data-tip={unfolded ? "Fold the JSON" : "Lay out the JSON"}
            onClick={() => actions.unfold(seq)}
            className={clsx(
              "flex size-5 items-center justify-center rounded-sm hover:text-ink",
              unfolded && "text-accent",
            )}
          >
            <Braces aria-hidden="true" className="size-3.5" />
          </button>
        )}
        {task !== null && (
          <button
            type="button"
            tabIndex={-1}
            data-tip={`Only the lines of task ${task}`}
            onClick={() => actions.showTask(task)}
            className="hidden min-w-14 rounded-sm text-right hover:text-ink hover:underline sm:block"
          >
            task {task}
          </button>
        )}
      </span>
    </div>
  );
});

const LINK =
  "ml-2 inline-flex items-center gap-1 rounded-sm px-1 font-sans text-accent leading-5 hover:underline align-top";

function marksOf({ query, marks }: LineProps, text: string): readonly number[] {
  if (query === null) return NO_MARKS;
  return query.regex ? (marks ?? NO_MARKS) : findLiteral(text, query.text);
}
