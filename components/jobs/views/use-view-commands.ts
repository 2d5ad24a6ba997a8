"use client";

import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { callApi } from "../../../lib/api/client.ts";
import { keys, viewPath } from "../../../lib/api/queries.ts";
import type { Page, SavedView } from "../../../lib/api/types.ts";
import { showToast, toastDone, toastFailed } from "../../ui/toast.ts";

/** What a view says; the rest of it is the server's. */
export type ViewContent = Pick<SavedView, "name" | "q" | "sort" | "shared">;

function put(queryClient: QueryClient, view: SavedView): void {
  queryClient.setQueryData<Page<SavedView>>(keys.savedViews, (held) => {
    if (held === undefined) return held;
    const others = held.items.filter(({ id }) => id !== view.id);
    const items = [...others, view].sort((one, other) => one.name.localeCompare(other.name, "en"));
    return { ...held, items };
  });
}

async function createView(content: ViewContent): Promise<SavedView> {
  return (await callApi<{ view: SavedView }>("/api/views", { method: "POST", body: content })).view;
}

export function useCreateView() {
  const queryClient = useQueryClient();
  return useMutation({ mutationFn: createView, onSuccess: (view) => put(queryClient, view) });
}

export function useUpdateView() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async ({ id, name, q, sort, shared }: ViewContent & { id: string }) => {
      const body: ViewContent = { name, q, sort, shared };
      return (await callApi<{ view: SavedView }>(viewPath(id), { method: "PUT", body })).view;
    },
    onSuccess: (view) => put(queryClient, view),
  });
}

/** Deletes a view at once and offers to bring it back: under the same name, though as a new one. */
export function useDeleteView() {
  const queryClient = useQueryClient();
  const bringBack = async ({ name, q, sort, shared }: SavedView) => {
    try {
      put(queryClient, await createView({ name, q, sort, shared }));
      toastDone(`“${name}” is back`);
    } catch (error) {
      toastFailed(`“${name}” could not be brought back`, error);
    }
  };
  return useMutation({
    mutationFn: ({ id }: SavedView) => callApi<void>(viewPath(id), { method: "DELETE" }),
    onSuccess: (_, view) => {
      queryClient.setQueryData<Page<SavedView>>(
        keys.savedViews,
        (held) => held && { ...held, items: held.items.filter(({ id }) => id !== view.id) },
      );
      const action = { text: "Undo", run: () => void bringBack(view) };
      showToast({ tone: "done", title: `Deleted the view “${view.name}”`, action });
    },
    onError: (error, view) => toastFailed(`“${view.name}” was not deleted`, error),
  });
}
