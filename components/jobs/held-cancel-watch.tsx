"use client";

import type { CancelTarget } from "./cancel-request.ts";
import { useHeldCancels } from "./held-cancels.ts";
import { dropHeldCancel } from "./hold-cancel.ts";
import { actionOf } from "./job-actions.ts";
import { useJobNews } from "./use-job-news.ts";

/** Follows the jobs whose cancel has yet to leave, so that none is sent to a job that has ended. */
export function HeldCancelWatch() {
  return [...useHeldCancels()].map(([key, { job }]) => <Watch key={key} job={job} />);
}

function Watch({ job }: { job: CancelTarget }) {
  useJobNews(job, ({ state }) => {
    if (state !== undefined && actionOf(state) !== "cancel") dropHeldCancel(job, state);
  });
  return null;
}
