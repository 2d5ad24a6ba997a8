"use client";

import { useState } from "react";
import type { JobDetail } from "../../../lib/api/job-types.ts";
import type { DocumentName } from "../../../lib/jobs/shown-text.ts";
import { FetchedBlock } from "../configuration/document-block.tsx";

/** The job and an attempt exactly as they are held where it runs, without secrets, as of when they were read. */
export function RawTab({ detail, attempt }: { detail: JobDetail; attempt: number | null }) {
  const { job, run, params, config } = detail;
  const at = { source: job.source, id: job.id };
  return (
    <div className="flex flex-col divide-y">
      <p className="px-4 py-3 text-ink-2 text-sm">
        What <bdi>{job.source}</bdi> holds, word for word: its own names, its own numbers. Secrets are taken out before
        it is sent here.
      </p>
      <FetchedBlock title="Job" of={{ ...at, name: "job", attempt: null }} />
      {run !== null && (
        <FetchedBlock
          key={run.id}
          title={`Run, attempt ${run.attempt}`}
          of={{ ...at, name: "run", attempt: attempt ?? run.attempt }}
        />
      )}
      {config !== null && <Folded title="Configuration" of={{ ...at, name: "config" }} />}
      {params !== null && <Folded title="Parameters" of={{ ...at, name: "params" }} />}
    </div>
  );
}

function Folded({ title, of }: { title: string; of: { source: string; id: string; name: DocumentName } }) {
  const [open, setOpen] = useState(false);
  return (
    <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="focus-inset cursor-pointer px-4 py-3 font-medium text-sm">{title}</summary>
      {open && <FetchedBlock title={title} of={{ ...of, attempt: null }} />}
    </details>
  );
}
