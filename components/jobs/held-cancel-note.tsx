"use client";

import { Undo2 } from "lucide-react";
import { useSecondsLeft } from "../live/use-seconds-left.ts";
import { Button, IconButton } from "../ui/button.tsx";
import type { HeldCancel } from "./held-cancels.ts";

/** That the cancel is about to leave. */
export function HeldCancelNote({ until }: { until: number }) {
  const left = useSecondsLeft(until);
  return <span className="whitespace-nowrap text-cancelling text-xs">cancel leaves in {left} s</span>;
}

/** The way back, in the place of the row's cancel button. */
export function UndoCancelIcon({ cancel: { job, undo } }: { cancel: HeldCancel }) {
  return (
    <IconButton
      label={`Undo the cancel of ${job.name} #${job.id}`}
      tip="Undo the cancel"
      data-row-action
      className="text-cancelling"
      onClick={undo}
    >
      <Undo2 aria-hidden="true" className="size-4" />
    </IconButton>
  );
}

/** The way back, in the place of the page's cancel button. */
export function UndoCancelButton({ cancel: { leavesAt, undo } }: { cancel: HeldCancel }) {
  return (
    <span className="flex items-center gap-2">
      <HeldCancelNote until={leavesAt} />
      <Button aria-keyshortcuts="u" onClick={undo}>
        <Undo2 aria-hidden="true" className="size-3.5" />
        Undo cancel
      </Button>
    </span>
  );
}
