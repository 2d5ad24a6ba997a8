"use client";

import { Bell, BellRing, Play, RotateCcw, X } from "lucide-react";
import type { JobDetail } from "../../../lib/api/job-types.ts";
import { UndoCancelButton } from "../../jobs/held-cancel-note.tsx";
import { useHeldCancel } from "../../jobs/held-cancels.ts";
import { Button } from "../../ui/button.tsx";
import { MoreMenu } from "./more-menu.tsx";
import type { HeaderActions } from "./use-header-actions.ts";

/** The one or two things that are likely to be wanted in the job's state; the rest is in the menu. */
export function HeaderButtons({ detail, actions }: { detail: JobDetail; actions: HeaderActions }) {
  const { job } = detail;
  const { offers, busy, watching } = actions;
  const held = useHeldCancel(job);
  return (
    <div className="flex flex-wrap items-center gap-2">
      {(offers.watch === null || watching) && (
        <Button
          aria-pressed={watching}
          aria-keyshortcuts="w"
          data-tip={watching ? "You will be told when it ends" : "Tell me when it ends"}
          onClick={actions.watch}
        >
          {watching ? (
            <BellRing aria-hidden="true" className="size-3.5" />
          ) : (
            <Bell aria-hidden="true" className="size-3.5" />
          )}
          Notify me
          {watching && <span aria-hidden="true" className="size-1.5 rounded-full bg-completed-mark" />}
        </Button>
      )}
      {job.state === "Completed" && offers.start === null && (
        <Button disabled={busy.start} onClick={actions.start}>
          <Play aria-hidden="true" className="size-3.5" />
          Start agent again
        </Button>
      )}
      {offers.retry === null && (
        <Button look="primary" aria-keyshortcuts="r" disabled={busy.retry} onClick={actions.retry}>
          <RotateCcw aria-hidden="true" className="size-3.5" />
          Retry
        </Button>
      )}
      {held !== null && <UndoCancelButton cancel={held} />}
      {offers.cancel === null && held === null && (
        <Button aria-keyshortcuts="c" onClick={actions.cancel}>
          <X aria-hidden="true" className="size-3.5" />
          Cancel
        </Button>
      )}
      {job.state === "Cancelling" && (
        <Button disabled>
          <X aria-hidden="true" className="size-3.5" />
          Cancelling…
        </Button>
      )}
      <MoreMenu detail={detail} actions={actions} />
    </div>
  );
}
