"use client";

import { type SyntheticEvent, useId, useState } from "react";
import { ApiError } from "../../lib/api/client.ts";
import { formatQuantity } from "../../lib/jobs/format.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { type CancelTarget, whereCancelWasAsked } from "./cancel-request.ts";
import { useCancelJob } from "./use-job-commands.ts";

const REASON_MAX = 500;

export function CancelDialog({ job, onClose }: { job: CancelTarget; onClose: () => void }) {
  const [reason, setReason] = useState("");
  const reasonId = useId();
  const cancel = useCancelJob();

  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    cancel.mutate({ job, reason: reason.trim() }, { onSuccess: onClose });
  };

  return (
    <Dialog
      title={`Cancel ${job.name}?`}
      description={consequence(job)}
      onClose={onClose}
      returnFocus={whereCancelWasAsked}
    >
      <form onSubmit={submit}>
        <label htmlFor={reasonId} className="flex items-baseline justify-between font-medium text-sm">
          Reason <span className="font-normal text-ink-3 text-xs">optional, kept with the job</span>
        </label>
        <textarea
          id={reasonId}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) submit(event);
          }}
          maxLength={REASON_MAX}
          rows={2}
          placeholder="Wrong target, too slow, no longer needed…"
          className="mt-1.5 block w-full resize-y rounded-md border border-control bg-surface px-2.5 py-1.5 text-sm"
        />
        {cancel.isError && (
          <p role="alert" className="mt-2 text-failed text-sm">
            {cancel.error instanceof ApiError ? cancel.error.message : "The job could not be cancelled."}
          </p>
        )}
        <div className="mt-4 flex justify-end gap-2">
          <Button onClick={onClose}>Keep running</Button>
          <Button look="danger" type="submit" disabled={cancel.isPending}>
            {cancel.isPending ? "Asking…" : "Cancel job"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function consequence(job: CancelTarget): string {
  if (job.state === "Queued") return `Job #${job.id} has not begun; it will not run.`;
  const done = job.tasksCompleted ?? 0;
  const kept = done > 0 ? `; ${formatQuantity(done, "task")} done so far ${done === 1 ? "is" : "are"} kept` : "";
  return `Job #${job.id} stops after the step it is at${kept}.`;
}
