"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { callApi } from "../../lib/api/client.ts";
import { jobPath, keys } from "../../lib/api/queries.ts";
import type { JobDetail } from "../../lib/api/types.ts";
import type { JobRow } from "../../lib/jobs/model.ts";
import { toastDone, toastFailed } from "../ui/toast.ts";
import { jobLink } from "./filter-link.ts";

type JobName = Pick<JobRow, "source" | "id" | "name">;

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
