"use client";

import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { callApi } from "../../lib/api/client.ts";
import { keys } from "../../lib/api/queries.ts";
import { sourcePath } from "../../lib/api/source-queries.ts";
import type { Source, SourceAnswer, SourceTest } from "../../lib/api/source-types.ts";
import type { Page } from "../../lib/api/types.ts";
import { toastDone, toastFailed } from "../ui/toast.ts";
import type { SourceRequest, SourceTestRequest } from "./source-draft.ts";

/** Puts a source that was answered where it is shown; the list is read again all the same, for its order. */
async function keep(queryClient: QueryClient, { source }: SourceAnswer): Promise<void> {
  queryClient.setQueryData<Page<Source>>(
    keys.sources,
    (page) => page && { ...page, items: page.items.map((each) => (each.id === source.id ? source : each)) },
  );
  await queryClient.invalidateQueries({ queryKey: keys.sources });
}

/** Connects a backend, or replaces what a source is. */
export function useSaveSource() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ id, body }: { id: string | null; body: SourceRequest }) =>
      id === null
        ? callApi<SourceAnswer>("/api/sources", { method: "POST", body })
        : callApi<SourceAnswer>(sourcePath(id), { method: "PUT", body }),
    onSuccess: async (answer, { id }) => {
      await keep(queryClient, answer);
      toastDone(`${id === null ? "Connected" : "Saved"} ${answer.source.name}`);
    },
  });
}

/** Asks a backend, of a stored source or of one that is being typed. */
export function useTestSource() {
  return useMutation({
    mutationFn: ({ id, body }: { id: string | null; body?: SourceTestRequest }) =>
      callApi<SourceTest>(id === null ? "/api/sources/test" : sourcePath(id, "test"), {
        method: "POST",
        ...(body && { body }),
      }),
  });
}

export function usePauseSource() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ id, paused }: Source) =>
      callApi<SourceAnswer>(sourcePath(id, paused ? "resume" : "pause"), { method: "POST" }),
    onSuccess: async (answer) => {
      await keep(queryClient, answer);
      toastDone(`${answer.source.paused ? "Paused" : "Resumed"} ${answer.source.name}`);
    },
    onError: (error, { name, paused }) => toastFailed(`Could not ${paused ? "resume" : "pause"} ${name}`, error),
  });
}

/** Has a source read now; `afresh` from its first job on. */
export function useReadSource() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ source, afresh }: { source: Source; afresh: boolean }) =>
      callApi<SourceAnswer>(sourcePath(source.id, "read"), { method: "POST", body: { afresh } }),
    onSuccess: async (answer, { afresh }) => {
      await keep(queryClient, answer);
      toastDone(afresh ? `Reading all of ${answer.source.name} again` : `Trying ${answer.source.name} now`);
    },
    onError: (error, { source }) => toastFailed(`Could not have ${source.name} read`, error),
  });
}

export function useRemoveSource() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ id }: Source) => callApi<void>(sourcePath(id), { method: "DELETE" }),
    onSuccess: async (_, { name }) => {
      await queryClient.invalidateQueries({ queryKey: keys.sources });
      toastDone(`Removing ${name}`);
    },
  });
}
