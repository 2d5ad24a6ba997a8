"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { callApi } from "../../lib/api/client.ts";
import { withCommand } from "../../lib/api/merge.ts";
import { jobPath, keys } from "../../lib/api/queries.ts";
import type { JobDetail } from "../../lib/api/types.ts";
import type { Command, JobRow } from "../../lib/jobs/model.ts";
import { queuePatch } from "../live/patch-queue.ts";
import { toastDone, toastFailed } from "../ui/toast.ts";
import { jobLink } from "./filter-link.ts";

type JobName = Pick<JobRow, "source" | "id" | "name">;

/** Asks a job to stop. The answer is that it was asked; the rest of the way is pushed. */
export function useCancelJob() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ job, reason }: { job: JobName; reason: string }) =>
      callApi<{ command: Command; job: JobRow }>(`${jobPath(job.source, job.id)}/cancel`, {
        method: "POST",
        body: reason === "" ? {} : { reason },
      }),
    onSuccess: ({ command, job }) => {
      queuePatch(queryClient, job);
      queryClient.setQueryData<JobDetail>(
        keys.job(job.source, job.id),
        (detail) => detail && { ...detail, commands: withCommand(detail.commands, command) },
      );
      toastDone(`Asked ${job.name} #${job.id} to stop`);
    },
  });
}

/** Makes a new job like one that has ended. */
export function useRetryJob() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (job: JobName) =>
      callApi<{ job: JobRow }>(`${jobPath(job.source, job.id)}/retry`, { method: "POST", body: {} }),
    onSuccess: ({ job: retry }, job) => {
      queryClient.setQueryData<JobDetail>(
        keys.job(job.source, job.id),
        (detail) => detail && { ...detail, retriedAs: retry.id },
      );
      toastDone(`Retried ${job.name} #${job.id}`, { href: jobLink(retry), text: `Open job #${retry.id}` });
    },
    onError: (error, job) => toastFailed(`Could not retry ${job.name} #${job.id}`, error),
  });
}
