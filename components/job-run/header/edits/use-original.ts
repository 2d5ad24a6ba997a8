"use client";

import { useQuery } from "@tanstack/react-query";
import { errorOf, send } from "../../../../lib/api/client.ts";
import { jobPath, keys } from "../../../../lib/api/queries.ts";
import type { Texts } from "./edit-problems.ts";
import type { EditTarget } from "./edit-request.ts";

/** What the job was made with, whole, as JSON with line breaks and without secrets. */
export function useOriginal({ job, config, params }: EditTarget) {
  const { source, id } = job;
  return useQuery({
    queryKey: [...keys.document(source, id, "config", null), "and-params"],
    queryFn: async ({ signal }): Promise<Texts> => {
      const read = (name: "config" | "params", isKept: boolean) =>
        isKept ? readWhole(`${jobPath(source, id)}/documents/${name}`, signal) : Promise.resolve("{}");
      const [wholeConfig, wholeParams] = await Promise.all([
        read("config", config !== null),
        read("params", params !== null),
      ]);
      return { config: wholeConfig, params: wholeParams };
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}

async function readWhole(path: string, signal: AbortSignal): Promise<string> {
  const response = await send(path, { credentials: "same-origin", signal });
  if (!response.ok) throw await errorOf(response);
  return (await response.text()).trimEnd();
}
