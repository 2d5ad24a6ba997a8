"use client";

import clsx from "clsx";
import type { JobDetail } from "../../../lib/api/job-types.ts";
import { expectedWords } from "../../../lib/jobs/expected-run.ts";
import { DASH } from "../../../lib/jobs/format.ts";
import { hasEnded } from "../../../lib/jobs/state.ts";
import { useNow } from "../../live/use-now.ts";
import { Unknown } from "../../ui/unknown.tsx";

/** When the job should end, in the middle of a sentence, or how long it should take; it ticks once it is over. */
export function ExpectedRange({
  detail: { job, expected },
  className,
}: {
  detail: Pick<JobDetail, "job" | "expected">;
  className?: string;
}) {
  const now = useNow();
  if (now === null) return <span className={className}>{DASH}</span>;
  const words = expectedWords(expected, hasEnded(job.state) ? null : job.startedAt, now);
  if (words.text === null) return <Unknown reason={words.basis} {...(className ? { className } : {})} />;
  return (
    <span data-tip={words.basis} className={clsx("cursor-default", words.isOver && "text-cancelling", className)}>
      {/^\d/.test(words.text) && !words.isOver && "ends "}
      {words.text}
      <span className="sr-only">. {words.basis}</span>
    </span>
  );
}
