"use client";

import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { type BulkTarget, bulkActionPath } from "../../../lib/api/bulk-queries.ts";
import { callApi } from "../../../lib/api/client.ts";
import { keys } from "../../../lib/api/queries.ts";
import type { Summary } from "../../../lib/api/types.ts";
import type { BulkAction } from "../../../lib/jobs/bulk.ts";
import { formatQuantity } from "../../../lib/jobs/format.ts";
import { bulkActionLink, isOver, outcomeInWords } from "../../bulk-actions/action-words.ts";
import { keepAction } from "../../bulk-actions/use-bulk-feed.ts";
import { explain, settleToast, showToast, toastCountdown } from "../../ui/toast.ts";
import { VERB_WORDS } from "./bulk-words.ts";
import { follow, isFollowed, unfollow } from "./follow.ts";

interface Answer {
  action: BulkAction;
}

/** `expected` is how many eligible jobs the operator confirmed. */
export type StartBulk = BulkTarget & { reason?: string; expected: number };

/** Asks for a bulk action; a toast tells how it gets on, and is the way back while there is one. */
export function useStartBulk() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: StartBulk) => callApi<Answer>("/api/bulk-actions", { method: "POST", body }),
    onMutate: () => ({ since: queryClient.getQueryData<Summary>(keys.summary)?.revision ?? 0 }),
    onSuccess: ({ action }, _, { since }) => {
      keepAction(queryClient, action);
      announce(queryClient, action, since);
    },
  });
}

function announce(queryClient: QueryClient, action: BulkAction, since: number): void {
  const title = `${VERB_WORDS[action.verb].doing} ${formatQuantity(action.eligible, "job")}`;
  const window = Date.parse(action.startsAt) - Date.parse(action.createdAt);
  const begun = { tone: "waiting", title, link: linkTo(action) } as const;
  if (action.state !== "waiting" || window <= 0) {
    follow(action.id, { toast: showToast(begun), since });
    return;
  }
  const toast = toastCountdown(title, Date.now() + window, () => void undo(queryClient, action));
  follow(action.id, { toast, since });
  setTimeout(() => {
    if (isFollowed(action.id)) settleToast(toast, begun);
  }, window);
}

/** Takes back what has not begun. Came it too late, it stops what has. */
async function undo(queryClient: QueryClient, action: BulkAction): Promise<void> {
  const followed = unfollow(action.id);
  if (followed === null) return;
  try {
    const answer = await abort(queryClient, action.id);
    if (isOver(answer)) tellEnd(answer, followed.toast);
    else follow(action.id, followed);
  } catch (error) {
    settleToast(followed.toast, {
      tone: "failed",
      title: "Could not undo it",
      detail: explain(error),
      link: linkTo(action),
    });
  }
}

async function abort(queryClient: QueryClient, id: string): Promise<BulkAction> {
  const { action } = await callApi<Answer>(`${bulkActionPath(id)}/abort`, { method: "POST", body: {} });
  keepAction(queryClient, action);
  return action;
}

/** Undoes an action that waits, or stops one that runs. */
export function useAbortBulk() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ id }: BulkAction) => abort(queryClient, id),
    onError: (error, { verb, eligible }) =>
      showToast({
        tone: "failed",
        title: `Could not stop: ${VERB_WORDS[verb].word.toLowerCase()} ${formatQuantity(eligible, "job")}`,
        detail: explain(error),
      }),
  });
}

/** Says what came of an action that is over, in place of the toast that announced it. */
export function tellEnd(action: BulkAction, toast: number): void {
  const tone = action.failed > 0 ? "failed" : "done";
  settleToast(toast, { tone, ...outcomeInWords(action), link: linkTo(action) });
}

const linkTo = ({ id }: BulkAction) => ({ href: bulkActionLink(id), text: "Open this bulk action" });
