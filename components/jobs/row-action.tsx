"use client";

import { RotateCcw, X } from "lucide-react";
import type { JobRow } from "../../lib/jobs/model.ts";
import { IconButton } from "../ui/button.tsx";
import { askToCancel } from "./cancel-request.ts";
import { UndoCancelIcon } from "./held-cancel-note.tsx";
import { useHeldCancel } from "./held-cancels.ts";
import { actionOf } from "./job-actions.ts";
import { useRetryJob } from "./use-job-commands.ts";

/** Cancel or retry, whichever makes sense, or the way back; a place of the same size when there is nothing to do. */
export function RowAction({ job }: { job: JobRow }) {
  const retry = useRetryJob();
  const held = useHeldCancel(job);
  if (held !== null) return <UndoCancelIcon cancel={held} />;
  const action = actionOf(job.state);
  if (action === "cancel") {
    return (
      <IconButton label={`Cancel ${job.name} #${job.id}`} tip="Cancel" data-row-action onClick={() => askToCancel(job)}>
        <X aria-hidden="true" className="size-4" />
      </IconButton>
    );
  }
  if (action === "retry") {
    return (
      <IconButton
        label={`Retry ${job.name} #${job.id}`}
        tip="Retry"
        data-row-action
        disabled={retry.isPending}
        onClick={() => retry.mutate(job)}
      >
        <RotateCcw aria-hidden="true" className="size-3.5" />
      </IconButton>
    );
  }
  return <span className="block size-7 coarse:size-9" />;
}
