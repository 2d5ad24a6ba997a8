"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { callApi } from "../../lib/api/client.ts";
import { keys } from "../../lib/api/queries.ts";
import type { JobRow } from "../../lib/jobs/model.ts";
import { jobLink } from "../jobs/filter-link.ts";
import { toastDone, toastFailed } from "../ui/toast.ts";

/** Starts an agent now, and says what came of it. */
export function useStartAgent() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ id, params = null }: { id: string; name: string; params?: string | null }) =>
      callApi<{ job: JobRow }>(`/api/agents/${encodeURIComponent(id)}/start`, {
        method: "POST",
        body: params === null ? {} : { params },
      }),
    onSuccess: ({ job }, { name }) => {
      toastDone(`Started ${name}`, { href: jobLink(job), text: `Open job #${job.id}` });
      void queryClient.invalidateQueries({ queryKey: keys.agents });
    },
    onError: (error, { name }) => toastFailed(`Could not start ${name}`, error),
  });
}
