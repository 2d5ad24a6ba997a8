"use client";

import { useQuery } from "@tanstack/react-query";
import { callText } from "../../../../lib/api/client.ts";
import { documentPath } from "../../../../lib/api/job-queries.ts";
import { keys } from "../../../../lib/api/queries.ts";
import type { Texts } from "./edit-problems.ts";
import type { EditTarget } from "./edit-request.ts";

/** What the job was made with, whole, as JSON with line breaks and without secrets. */
export function useOriginal({ job, config, params }: EditTarget) {
  const { source, id } = job;
  return useQuery({
    queryKey: [...keys.document({ source, id, name: "config", attempt: null }), "and-params"],
    queryFn: async ({ signal }): Promise<Texts> => {
      const read = (name: "config" | "params", isKept: boolean) =>
        isKept ? callText(documentPath({ source, id, name, attempt: null }), signal) : Promise.resolve("{}");
      const [wholeConfig, wholeParams] = await Promise.all([
        read("config", config !== null),
        read("params", params !== null),
      ]);
      return { config: wholeConfig.trimEnd(), params: wholeParams.trimEnd() };
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}
