"use client";

import { RotateCcw, X } from "lucide-react";
import dynamic from "next/dynamic";
import type { JobRow } from "../../lib/jobs/model.ts";
import { IconButton } from "../ui/button.tsx";
import { askForBulk } from "./bulk/ask-for-bulk.ts";
import { askToCancel } from "./cancel-request.ts";
import { useHeldCancel } from "./held-cancels.ts";
import { useJobAction } from "./use-job-action.ts";

const UndoCancelIcon = dynamic(() => import("./held-cancel-note.tsx").then((module) => module.UndoCancelIcon), {
  ssr: false,
});

/** Cancel or retry, whichever makes sense and its source can do, or the way back; else a place of the same size. */
export function RowAction({ job }: { job: JobRow }) {
  const held = useHeldCancel(job);
  const action = useJobAction(job);
  if (held !== null) return <UndoCancelIcon cancel={held} />;
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
        onClick={({ detail }) => {
          // The second click of a double click is not a second retry.
          if (detail < 2) askForBulk({ verb: "retry", jobs: [job] });
        }}
      >
        <RotateCcw aria-hidden="true" className="size-3.5" />
      </IconButton>
    );
  }
  return <span className="block size-7 coarse:size-9" />;
}
