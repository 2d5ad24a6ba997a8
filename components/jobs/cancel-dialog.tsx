"use client";

import { useQueryClient } from "@tanstack/react-query";
import { type SyntheticEvent, useState } from "react";
import type { JobPatch } from "../../lib/jobs/model.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { type CancelTarget, whereCancelWasAsked } from "./cancel-request.ts";
import { consequence, endedInWords } from "./cancel-words.ts";
import { holdCancel } from "./hold-cancel.ts";
import { actionOf } from "./job-actions.ts";
import { ReasonField } from "./reason-field.tsx";
import { useJobNews } from "./use-job-news.ts";

/** Asks for the reason of a cancel. It knows when there is nothing to cancel any more. */
export function CancelDialog({ job: asked, onClose }: { job: CancelTarget; onClose: () => void }) {
  const [reason, setReason] = useState("");
  const [news, setNews] = useState<Partial<JobPatch>>({});
  const queryClient = useQueryClient();
  useJobNews(asked, (patch) => setNews((held) => ({ ...held, ...patch })));
  const job: CancelTarget = { ...asked, ...news };
  const isLate = actionOf(job.state) !== "cancel";

  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (isLate) return;
    holdCancel(queryClient, job, reason.trim());
    job.onConfirmed?.();
    onClose();
  };

  return (
    <Dialog
      title={`Cancel ${job.name}?`}
      description={isLate ? undefined : consequence(job)}
      onClose={onClose}
      returnFocus={whereCancelWasAsked}
    >
      <form onSubmit={submit}>
        <p role="status" className={isLate ? "text-sm" : "sr-only"}>
          {isLate ? `${endedInWords(job, job.state)}. There is nothing left to cancel.` : ""}
        </p>
        {!isLate && (
          <ReasonField
            value={reason}
            onChange={setReason}
            keptWith="the job"
            placeholder="Wrong target, too slow, no longer needed…"
          />
        )}
        <div className="mt-4 flex justify-end gap-2">
          {isLate ? (
            <Button onClick={onClose}>Close</Button>
          ) : (
            <>
              <Button onClick={onClose}>Keep running</Button>
              <Button look="danger" type="submit">
                Cancel job
              </Button>
            </>
          )}
        </div>
      </form>
    </Dialog>
  );
}
