"use client";

import clsx from "clsx";
import { useState } from "react";
import type { JobRun } from "../../../lib/jobs/model.ts";
import { RUN_COLUMNS, type RunColumn } from "../../../lib/jobs/run-columns.ts";
import { ColumnValue } from "./column-value.tsx";
import { type Contradictions, contradictionsOf } from "./contradictions.ts";
import { Fact, HalfPanel } from "./half-panel.tsx";
import { agentBars, processingBars } from "./run-figures.ts";

const AGENT_FACTS: readonly (readonly RunColumn[])[] = [
  ["agentQueuedDate", "agentStartTime", "agentEndTime", "agentLastSubmittedDate"],
  [
    "agentElapsedQueuedTime",
    "agentElapsedExecutionTime",
    "agentPercentCompleted",
    "agentResultIsCancellationRequested",
  ],
];
const PROCESSING_FACTS: readonly (readonly RunColumn[])[] = [
  [
    "processingTasksReceivedPayloadsCount",
    "processingTasksReceivedCluesCount",
    "processingTasksReceivedLogLinesCount",
    "processingTaskRetriesCount",
  ],
  ["processingQueuedDate", "processingStartTime", "processingEndTime", "processingUpdatedDate"],
];
const IDENTITY: readonly RunColumn[] = ["id", "jobId", "agentId", "agentKey", "updateDate"];

/** The two halves of a run: the agent that finds, and the processing that stores what it found. */
export function RunHalves({ run }: { run: JobRun | null }) {
  const [explained, setExplained] = useState({ agent: false, processing: false });
  if (run === null) return null;
  const odd = contradictionsOf(run);
  const shown = { run, odd };
  return (
    <div
      // Beside a list of meanings the other half keeps its own height.
      className={clsx(
        "grid grid-cols-1 gap-4 lg:grid-cols-2",
        (explained.agent || explained.processing) && "items-start",
      )}
    >
      <HalfPanel
        half="agent"
        isExplained={explained.agent}
        onExplain={(agent) => setExplained({ ...explained, agent })}
        title="Agent"
        note="finds what there is"
        bars={agentBars(run)}
        facts={AGENT_FACTS}
        {...shown}
      >
        <AgentResult {...shown} />
      </HalfPanel>
      <HalfPanel
        half="processing"
        isExplained={explained.processing}
        onExplain={(processing) => setExplained({ ...explained, processing })}
        title="Processing"
        note="judges and stores it"
        bars={processingBars(run)}
        facts={PROCESSING_FACTS}
        {...shown}
      />
      <dl className="-mt-1.5 flex flex-wrap gap-x-4 gap-y-0.5 px-1 text-xs lg:col-span-2">
        {IDENTITY.map((column) => (
          <div key={column} data-tip={RUN_COLUMNS[column].meaning} className="flex min-w-0 cursor-default gap-1.5">
            <dt className="shrink-0 text-ink-3">{RUN_COLUMNS[column].name}</dt>
            <dd className="min-w-0 max-w-80 truncate font-mono text-ink-2">
              <ColumnValue column={column} {...shown} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

/** Whether the agent did what it should, and what it said of it. */
function AgentResult({ run, odd }: { run: JobRun; odd: Contradictions }) {
  return (
    <dl className="grid grid-cols-2 items-start gap-x-4 gap-y-2 text-sm sm:grid-cols-4">
      <Fact run={run} column="agentResultIsSuccess" odd={odd} />
      <div
        className="col-span-2 min-w-0 cursor-default sm:col-span-3"
        data-tip={RUN_COLUMNS.agentResultMessage.meaning}
      >
        <dt className="text-ink-3 text-xs leading-5">{RUN_COLUMNS.agentResultMessage.name}</dt>
        <dd className="line-clamp-2 break-words">
          <ColumnValue run={run} column="agentResultMessage" odd={odd} />
        </dd>
      </div>
    </dl>
  );
}
