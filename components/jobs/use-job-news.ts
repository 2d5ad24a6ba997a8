"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { jobQueries } from "../../lib/api/job-queries.ts";
import { queries } from "../../lib/api/queries.ts";
import type { JobPatch } from "../../lib/jobs/model.ts";
import { useRoom } from "../live/use-room.ts";

/** Listens to one job, wherever and whether or not it is shown. */
export function useJobNews({ source, id }: { source: string; id: string }, onPatch: (patch: JobPatch) => void): void {
  const queryClient = useQueryClient();
  const { data: summary } = useQuery(queries.summary());

  useRoom(`job:${source}/${id}`, summary?.revision, {
    onEvents: (events) => {
      for (const event of events) if (event.type === "job") onPatch(event.patch);
    },
    refetch: async () => {
      const { job, revision } = await queryClient.fetchQuery({ ...jobQueries.job(source, id), staleTime: 0 });
      onPatch(job);
      return revision;
    },
  });
}
