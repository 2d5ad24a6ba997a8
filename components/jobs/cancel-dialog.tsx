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

/** What is typed comes after the name that stands there. */
function goOnWriting(field: HTMLTextAreaElement | null): void {
  field?.setSelectionRange(field.value.length, field.value.length);
}

/** Asks for the reason of a cancel. It knows when there is nothing to cancel any more. */
export function CancelDialog({
  job: asked,
  person,
  onClose,
}: {
  job: CancelTarget;
  /** Who is signed in: the reason begins with the name, so that it can be read without the audit. */
  person: string;
  onClose: () => void;
}) {
  const signature = `${person}: `;
  const [reason, setReason] = useState(signature);
  const [news, setNews] = useState<Partial<JobPatch>>({});
  const queryClient = useQueryClient();
  useJobNews(asked, (patch) => setNews((held) => ({ ...held, ...patch })));
  const job: CancelTarget = { ...asked, ...news };
  const isLate = actionOf(job.state) !== "cancel";

  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (isLate) return;
    // Who it was is kept with the command anyway: a name alone is no reason.
    holdCancel(queryClient, job, reason.trim() === signature.trim() ? "" : reason.trim());
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
            fieldRef={goOnWriting}
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
