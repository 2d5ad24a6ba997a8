"use client";

import { CircleHelp } from "lucide-react";
import type { ReactNode } from "react";
import type { JobRun } from "../../../lib/jobs/model.ts";
import { cluedInName, RUN_COLUMN_NAMES, RUN_COLUMNS, type RunColumn } from "../../../lib/jobs/run-columns.ts";
import { IconButton } from "../../ui/button.tsx";
import { Panel } from "../../ui/panel.tsx";
import { ColumnValue } from "./column-value.tsx";
import type { Contradictions } from "./contradictions.ts";
import { CountBarFigure } from "./count-bar.tsx";
import type { CountBar } from "./run-figures.ts";

interface HalfProps {
  half: "agent" | "processing";
  title: string;
  note: string;
  run: JobRun;
  odd: Contradictions;
  bars: readonly CountBar[];
  /** Rows of facts, below the bars. */
  facts: readonly (readonly RunColumn[])[];
  /** Whether every column stands there with its meaning. */
  isExplained: boolean;
  onExplain: (isExplained: boolean) => void;
  children?: ReactNode;
}

/** One half of a run: its counts as bars, and its facts; on request every column with what it means. */
export function HalfPanel({ half, title, note, run, odd, bars, facts, isExplained, onExplain, children }: HalfProps) {
  const state = half === "agent" ? "agentState" : "processingState";
  return (
    <Panel
      id={`half-${half}`}
      title={title}
      note={note}
      actions={
        <>
          <span data-tip={RUN_COLUMNS[state].meaning} className="mr-1 text-sm">
            <ColumnValue run={run} column={state} odd={odd} />
          </span>
          <IconButton
            label={`Explain the figures: ${title}`}
            aria-pressed={isExplained}
            className="size-7 aria-pressed:bg-sunken aria-pressed:text-ink"
            onClick={() => onExplain(!isExplained)}
          >
            <CircleHelp aria-hidden="true" className="size-4" />
          </IconButton>
        </>
      }
      bodyClassName={isExplained ? undefined : "flex flex-col gap-4 px-4 py-3.5"}
    >
      {isExplained ? (
        <Explained half={half} run={run} odd={odd} />
      ) : (
        <>
          {bars.map((bar) => (
            <CountBarFigure key={bar.label} bar={bar} run={run} odd={odd} />
          ))}
          <div className="mt-auto flex flex-col gap-3 border-t pt-3">
            {facts.map((row) => (
              <dl key={row[0]} className="grid grid-cols-2 gap-x-4 gap-y-2 text-sm sm:grid-cols-4">
                {row.map((column) => (
                  <Fact key={column} run={run} column={column} odd={odd} />
                ))}
              </dl>
            ))}
            {children}
          </div>
        </>
      )}
    </Panel>
  );
}

/** One figure with its name; pointed at, it says what it means. */
export function Fact({ run, column, odd }: { run: JobRun; column: RunColumn; odd: Contradictions }) {
  const { name, meaning } = RUN_COLUMNS[column];
  return (
    <div className="flex min-w-0 cursor-default flex-col justify-end" data-tip={meaning}>
      <dt className="text-ink-3 text-xs leading-5">{name}</dt>
      <dd className="break-words">
        <ColumnValue run={run} column={column} odd={odd} />
      </dd>
    </div>
  );
}

/** Every column of a half with its meaning in words, for readers without a pointer and for those who know the source's names. */
function Explained({ half, run, odd }: Pick<HalfProps, "half" | "run" | "odd">) {
  const columns = RUN_COLUMN_NAMES.filter((column) => RUN_COLUMNS[column].half === half);
  return (
    <dl className="divide-y text-sm">
      {columns.map((column) => (
        <div key={column} className="grid grid-cols-[minmax(0,1fr)_minmax(0,auto)] gap-x-4 px-4 py-2">
          <dt className="min-w-0">
            <span className="font-medium">{RUN_COLUMNS[column].name}</span>{" "}
            <code className="break-words font-mono text-ink-3 text-xs">{cluedInName(column)}</code>
          </dt>
          <dd className="max-w-56 break-words text-right">
            <ColumnValue run={run} column={column} odd={odd} />
          </dd>
          <dd className="col-span-2 text-ink-2 text-xs">{RUN_COLUMNS[column].meaning}</dd>
        </div>
      ))}
    </dl>
  );
}
