"use client";

import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { ApiError, callApi } from "../../lib/api/client.ts";
import type { JobDetail } from "../../lib/api/job-types.ts";
import { jobPath, keys } from "../../lib/api/queries.ts";
import type { JobRow } from "../../lib/jobs/model.ts";
import { toastDone, toastFailed } from "../ui/toast.ts";
import { jobLink } from "./filter-link.ts";

type RetryTarget = Pick<JobRow, "source" | "id" | "name"> & {
  /** Although an earlier retry of it is still under way. */
  again?: boolean;
  /** What the new job has in place of this one's: `config`, a definition, and `params`, JSON text. */
  edits?: { config?: unknown; params?: string };
};

/** Makes a new job like one that has ended. When it is being retried already, it asks before it makes another. */
export function useRetryJob() {
  const queryClient = useQueryClient();
  const retry = useMutation({
    mutationFn: ({ source, id, again = false, edits = {} }: RetryTarget) =>
      callApi<{ job: JobRow }>(`${jobPath(source, id)}/retry`, {
        method: "POST",
        body: { ...(again ? { again } : {}), ...edits },
      }),
    onSuccess: ({ job: retry }, job) => {
      queryClient.setQueryData<JobDetail>(
        keys.job(job.source, job.id),
        (detail) => detail && { ...detail, retriedAs: retry.id },
      );
      const how = job.edits === undefined ? "" : " with edits";
      toastDone(`Retried ${job.name} #${job.id}${how}`, { href: jobLink(retry), text: `Open job #${retry.id}` });
    },
    onError: (error, { source, id, name, edits }) => {
      noteIfGone(queryClient, error, { source, id });
      if (edits !== undefined && isAtEdits(error)) return;
      const isOpen = error instanceof ApiError && error.field === "again";
      toastFailed(
        isOpen ? `${name} #${id} is being retried already` : `Could not retry ${name} #${id}`,
        error,
        isOpen
          ? { text: "Retry again", run: () => retry.mutate({ source, id, name, again: true, ...(edits && { edits }) }) }
          : null,
      );
    },
  });
  return retry;
}

/** Makes another job of the agent that a job is of, with what that one was started with. */
export function useStartAgain() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ source, id }: JobRow) =>
      callApi<{ job: JobRow }>(`${jobPath(source, id)}/start-again`, { method: "POST" }),
    onSuccess: ({ job }, { agentName, name }) => {
      toastDone(`Started ${agentName ?? name}`, { href: jobLink(job), text: `Open job #${job.id}` });
      void queryClient.invalidateQueries({ queryKey: keys.agents });
    },
    onError: (error, { source, id, agentName, name }) => {
      noteIfGone(queryClient, error, { source, id });
      toastFailed(`Could not start ${agentName ?? name}`, error);
    },
  });
}

/** The dialog shows what is wrong with edits where it is wrong. */
function isAtEdits(error: unknown): boolean {
  return error instanceof ApiError && /^(config|params)\b/.test(error.field ?? "");
}

/** A command on a job that is no longer there: whoever shows the job should know. */
export function noteIfGone(
  queryClient: QueryClient,
  error: unknown,
  { source, id }: { source: string; id: string },
): void {
  if (!(error instanceof ApiError) || error.code !== "NOT_FOUND") return;
  void queryClient.invalidateQueries({ queryKey: keys.job(source, id), exact: true });
}
