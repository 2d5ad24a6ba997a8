"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ApiError, callApi } from "../../lib/api/client.ts";
import { jobPath, keys } from "../../lib/api/queries.ts";
import type { JobDetail } from "../../lib/api/types.ts";
import type { JobRow } from "../../lib/jobs/model.ts";
import { toastDone, toastFailed } from "../ui/toast.ts";
import { jobLink } from "./filter-link.ts";

type RetryTarget = Pick<JobRow, "source" | "id" | "name"> & {
  /** Although an earlier retry of it is still under way. */
  again?: boolean;
};

/** Makes a new job like one that has ended. When it is being retried already, it asks before it makes another. */
export function useRetryJob() {
  const queryClient = useQueryClient();
  const retry = useMutation({
    mutationFn: ({ source, id, again = false }: RetryTarget) =>
      callApi<{ job: JobRow }>(`${jobPath(source, id)}/retry`, { method: "POST", body: again ? { again } : {} }),
    onSuccess: ({ job: retry }, job) => {
      queryClient.setQueryData<JobDetail>(
        keys.job(job.source, job.id),
        (detail) => detail && { ...detail, retriedAs: retry.id },
      );
      toastDone(`Retried ${job.name} #${job.id}`, { href: jobLink(retry), text: `Open job #${retry.id}` });
    },
    onError: (error, { source, id, name }) => {
      const isOpen = error instanceof ApiError && error.field === "again";
      toastFailed(
        isOpen ? `${name} #${id} is being retried already` : `Could not retry ${name} #${id}`,
        error,
        isOpen ? { text: "Retry again", run: () => retry.mutate({ source, id, name, again: true }) } : null,
      );
    },
  });
  return retry;
}
