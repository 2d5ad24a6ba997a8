"use client";

import { useState } from "react";
import type { JobDetail } from "../../../lib/api/job-types.ts";
import { hasEnded } from "../../../lib/jobs/state.ts";
import { DocumentBlock, FetchedBlock } from "../configuration/document-block.tsx";

/** The job, an attempt, and its texts exactly as they are held where it runs, without secrets. */
export function RawTab({ detail, attempt }: { detail: JobDetail; attempt: number | null }) {
  const { job, run, read, capabilities } = detail;
  const at = { source: job.source, id: job.id };
  return (
    <div className="flex flex-col divide-y">
      <p className="px-4 py-3 text-ink-2 text-sm">
        {read === null ? (
          <>
            What <bdi>{job.source}</bdi> holds, word for word: its own names, its own numbers.
          </>
        ) : (
          <>
            What <bdi>{job.source}</bdi> answered, word for word, and what is kept of it here.
          </>
        )}{" "}
        Secrets are taken out before it is sent here.
      </p>
      {read !== null && read.at !== null && (
        <FetchedBlock key={read.at} title="Answer" of={{ ...at, name: "answer", attempt: null }} />
      )}
      <FetchedBlock title="Job" of={{ ...at, name: "job", attempt: null }} />
      {run !== null && (
        <FetchedBlock
          key={run.id}
          title={`Run, attempt ${run.attempt}`}
          of={{ ...at, name: "run", attempt: attempt ?? run.attempt }}
        />
      )}
      <Kept title="Configuration" name="config" detail={detail} empty="The source does not keep it." />
      <Kept title="Parameters" name="params" detail={detail} empty="The job was started without parameters." />
      <Kept title="Result" name="result" detail={detail} empty={NO_RESULT[whyNone(job.state, capabilities.results)]} />
    </div>
  );
}

const NO_RESULT = {
  early: "A job answers at its end, and this one has not ended.",
  rows: "The job gave no answer of its own at its end; what it found is under Results.",
  none: "The job gave no answer of its own at its end.",
};

function whyNone(state: JobDetail["job"]["state"], hasRows: boolean): keyof typeof NO_RESULT {
  if (!hasEnded(state)) return "early";
  return hasRows ? "rows" : "none";
}

/** A text that came with the page; it is drawn when it is asked for. */
function Kept({
  title,
  name,
  detail: { job, cut, ...texts },
  empty,
}: {
  title: string;
  name: "config" | "params" | "result";
  detail: JobDetail;
  empty: string;
}) {
  const [open, setOpen] = useState(false);
  const text = texts[name];
  if (text === null) {
    return (
      <section aria-label={title} className="px-4 py-3 text-sm">
        <h3 className="font-medium">{title}</h3>
        <p className="text-ink-3">{empty}</p>
      </section>
    );
  }
  return (
    <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="focus-inset cursor-pointer px-4 py-3 font-medium text-sm">{title}</summary>
      {open && (
        <DocumentBlock
          title={title}
          of={{ source: job.source, id: job.id, name, attempt: null }}
          beginning={text}
          cut={cut[name]}
        />
      )}
    </details>
  );
}
