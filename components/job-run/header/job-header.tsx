"use client";

import dynamic from "next/dynamic";
import type { JobDetail } from "../../../lib/api/job-types.ts";
import { jobKey } from "../../../lib/api/merge.ts";
import { formatPercent } from "../../../lib/jobs/format.ts";
import { hasEnded } from "../../../lib/jobs/state.ts";
import { readable } from "../../../lib/text/readable.ts";
import { BackToList } from "../../jobs/back-to-list.tsx";
import { StateBadge } from "../../jobs/state-badge.tsx";
import { Glow } from "../../ui/glow.tsx";
import { Elapsed, Moment } from "../../ui/time.tsx";
import { useTabTitle } from "../../watch/tab-title-store.ts";
import { useSeen } from "../../watch/use-watch.ts";
import { closeEditDialog, useEditTarget } from "./edits/edit-request.ts";
import { ExpectedRange } from "./expected-range.tsx";
import { HeaderButtons } from "./header-buttons.tsx";
import { HeaderFacts } from "./header-facts.tsx";
import { pageTitle, stateSince } from "./state-since.ts";
import { useHeaderActions, useHeaderKeys } from "./use-header-actions.ts";

const EditDialog = dynamic(() => import("./edits/edit-dialog.tsx").then((module) => module.EditDialog), { ssr: false });

/** What the job is, how it stands, and what can be done about it. `gone`: it is no longer there, this is the last of it. */
export function JobHeader({ detail, gone = false }: { detail: JobDetail; gone?: boolean }) {
  const { job } = detail;
  const actions = useHeaderActions(detail, gone);
  const editing = useEditTarget();
  useHeaderKeys(actions);
  useSeen(job);
  useTabTitle(pageTitle(job));

  return (
    <header className="flex flex-col gap-2">
      <BackToList />
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <div className="flex min-w-0 flex-1 basis-80 flex-wrap items-center gap-x-3 gap-y-1.5">
          <h1 className="min-w-0 break-words font-semibold text-xl tracking-tight">
            <bdi>{readable(job.name)}</bdi>
          </h1>
          <Glow value={job.state}>
            <StateBadge state={job.state} rawStatus={job.rawStatus} />
          </Glow>
          <Standing detail={detail} />
        </div>
        <HeaderButtons detail={detail} actions={actions} />
      </div>
      <HeaderFacts detail={detail} />
      {editing !== null && jobKey(editing.job) === jobKey(job) && (
        <EditDialog key={`${job.source}/${job.id}`} target={editing} onClose={closeEditDialog} />
      )}
    </header>
  );
}

/** How far it is, since when it is in its state, how long it has run, and when it should end. */
function Standing({ detail }: { detail: JobDetail }) {
  const { job } = detail;
  const ended = hasEnded(job.state);
  const since = stateSince(detail);
  const runs = !ended && job.startedAt !== null;
  return (
    <span className="flex flex-wrap items-center gap-x-1.5 text-ink-2 text-sm">
      {job.percent !== null && (runs || job.state === "Failed" || job.state === "Cancelled") && (
        <>
          <Glow value={Math.floor(job.percent)} className="font-medium text-ink">
            {formatPercent(job.percent)}
          </Glow>
          <Dot />
        </>
      )}
      {since !== null && (
        <span>
          {ended ? "at " : "since "}
          <Moment at={since} said={ended ? "Ended" : "In this state since"} />
        </span>
      )}
      {job.startedAt !== null && (
        <>
          <Dot />
          <span className="text-ink-3">
            {ended ? "ran " : "running "}
            <Elapsed from={job.startedAt} to={job.endedAt} reason="Not started" />
          </span>
        </>
      )}
      {!ended && job.state !== "Cancelling" && detail.expected?.medianMs != null && (
        <>
          <Dot />
          <span className="text-ink-3">
            <ExpectedRange detail={detail} />
          </span>
        </>
      )}
    </span>
  );
}

function Dot() {
  return (
    <span aria-hidden="true" className="text-ink-3">
      ·
    </span>
  );
}
