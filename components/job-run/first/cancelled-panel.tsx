"use client";

import type { JobDetail } from "../../../lib/api/job-types.ts";
import { formatCount, formatDuration, span } from "../../../lib/jobs/format.ts";
import { readable } from "../../../lib/text/readable.ts";
import { StateIcon } from "../../jobs/state-icon.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Elapsed, Moment } from "../../ui/time.tsx";
import { Unknown } from "../../ui/unknown.tsx";
import { CommandSteps } from "../audit/command-steps.tsx";
import { Figure, Figures } from "./figure.tsx";

/** Cancelled: who stopped it, when, why, how long that took, and what is kept. */
export function CancelledPanel({ detail: { job, commands } }: { detail: JobDetail }) {
  const cancels = commands.filter(({ action }) => action === "cancel");
  const cancel = cancels.find(({ outcome }) => outcome === "done") ?? cancels[0];
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
              <bdi>{readable(cancel.actor)}</bdi> cancelled it
              {cancel.reason === null ? (
                <span className="text-ink-3"> and gave no reason</span>
              ) : (
                <>
                  {": "}
                  <bdi>{readable(cancel.reason)}</bdi>
                </>
              )}
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
        <Figure name="Stopped at">
          <Moment at={stopped} said="Stopped" />
        </Figure>
        <Figure name="Time to stop">
          {cancel === undefined || stopped === null ? (
            <Unknown reason="The source does not report this" />
          ) : (
            formatDuration(span(cancel.requestedAt, stopped, 0))
          )}
        </Figure>
        <Figure name="It had run for">
          <Elapsed from={job.startedAt} to={stopped} reason="It had not begun" />
        </Figure>
        <Figure name="Tasks done before">
          <Known value={job.tasksCompleted} />
        </Figure>
        <Figure name="Results kept">
          <Known value={job.resultsTotal} />
        </Figure>
      </Figures>
    </Panel>
  );
}

function Known({ value }: { value: number | null }) {
  return value === null ? <Unknown reason="The source does not report this" /> : formatCount(value);
}
