"use client";

import type { JobDetail } from "../../../lib/api/types.ts";
import { formatCount, formatDuration, span } from "../../../lib/jobs/format.ts";
import { StateIcon } from "../../jobs/state-icon.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Unknown } from "../../ui/unknown.tsx";
import { CommandSteps } from "../audit/command-steps.tsx";
import { Figure, Figures } from "./figure.tsx";

/** Cancelled: who stopped it, why, how long that took, and what is kept. */
export function CancelledPanel({ detail: { job, commands } }: { detail: JobDetail }) {
  const cancel = commands.find((command) => command.action === "cancel");
  const stopped = cancel?.finishedAt ?? job.endedAt;
  return (
    <Panel id="first-panel" title="Why it was cancelled" bodyClassName="px-4 py-4">
      <div className="flex items-start gap-2.5">
        <StateIcon name="slashed" tone="cancelled" className="mt-1 size-4" />
        <p className="min-w-0 flex-1 break-words text-lg leading-6">
          {cancel === undefined ? (
            "It was cancelled at its source, which does not say by whom or why."
          ) : (
            <>
              {cancel.actor} cancelled it
              {cancel.reason === null ? <span className="text-ink-3"> and gave no reason</span> : `: ${cancel.reason}`}
            </>
          )}
        </p>
      </div>
      {cancel && (
        <div className="mt-3 pl-6.5">
          <CommandSteps command={cancel} />
        </div>
      )}
      <Figures className="mt-4 pl-6.5">
        <Figure name="Time to stop">
          {cancel === undefined || stopped === null ? (
            <Unknown reason="The source does not report this" />
          ) : (
            formatDuration(span(cancel.requestedAt, stopped, 0))
          )}
        </Figure>
        <Figure name="Tasks done before">{formatCount(job.tasksCompleted)}</Figure>
        <Figure name="Results kept">{formatCount(job.resultsTotal)}</Figure>
      </Figures>
    </Panel>
  );
}
