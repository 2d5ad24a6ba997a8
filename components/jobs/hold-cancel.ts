"use client";

import type { QueryClient } from "@tanstack/react-query";
import { callApi } from "../../lib/api/client.ts";
import type { JobDetail } from "../../lib/api/job-types.ts";
import { jobKey, withCommand } from "../../lib/api/merge.ts";
import { jobPath, keys } from "../../lib/api/queries.ts";
import { UNDO_WINDOW_MS } from "../../lib/jobs/bulk.ts";
import type { Command, JobRow } from "../../lib/jobs/model.ts";
import type { JobState } from "../../lib/jobs/state.ts";
import { queuePatch } from "../live/patch-queue.ts";
import { explain, settleToast, toastCountdown } from "../ui/toast.ts";
import type { CancelTarget } from "./cancel-request.ts";
import { endedInWords } from "./cancel-words.ts";
import { type HeldCancel, heldCancels, holdBack, takeOut } from "./held-cancels.ts";
import { noteIfGone } from "./use-job-commands.ts";

interface Waiting {
  toast: number;
  timer: ReturnType<typeof setTimeout>;
}

const waiting = new Map<string, Waiting>();

/**
 * Cancels a job a few seconds from now, so that it can be undone meanwhile. Whoever leaves the page means it: then it is
 * sent at once.
 */
export function holdCancel(queryClient: QueryClient, job: CancelTarget, reason: string): void {
  const key = jobKey(job);
  if (waiting.has(key)) return;
  const leavesAt = Date.now() + UNDO_WINDOW_MS;
  const undo = () => settle(key, `${nameOf(job)} goes on: its cancel was undone`);
  const toast = toastCountdown(`Cancelling ${nameOf(job)}`, leavesAt, undo);
  const timer = setTimeout(() => send(queryClient, key), UNDO_WINDOW_MS);
  waiting.set(key, { toast, timer });
  holdBack({ job, reason, leavesAt, undo });
  if (waiting.size > 1) return;
  const sendAll = () => {
    for (const each of heldCancels().keys()) send(queryClient, each);
  };
  window.addEventListener("pagehide", sendAll, { once: true });
  stopListening = () => window.removeEventListener("pagehide", sendAll);
}

let stopListening = () => {};

/** The job ended, or somebody else cancelled it: there is nothing left to send. */
export function dropHeldCancel(job: CancelTarget, state: JobState): void {
  settle(jobKey(job), endedInWords(job, state), "Your cancel was not sent.");
}

function settle(key: string, title: string, detail: string | null = null): void {
  const taken = take(key);
  if (taken !== null) settleToast(taken.toast, { tone: "done", title, detail });
}

function take(key: string): (Waiting & HeldCancel) | null {
  const cancel = takeOut(key);
  const wait = waiting.get(key);
  if (cancel === null || wait === undefined) return null;
  clearTimeout(wait.timer);
  waiting.delete(key);
  if (waiting.size === 0) stopListening();
  return { ...cancel, ...wait };
}

/** The answer is that the job was asked to stop; the rest of the way is pushed. */
async function send(queryClient: QueryClient, key: string): Promise<void> {
  const taken = take(key);
  if (taken === null) return;
  const { job, reason, toast } = taken;
  try {
    const answer = await callApi<{ command: Command; job: JobRow }>(`${jobPath(job.source, job.id)}/cancel`, {
      method: "POST",
      body: reason === "" ? {} : { reason },
      keepalive: true,
    });
    queuePatch(queryClient, answer.job);
    queryClient.setQueryData<JobDetail>(
      keys.job(job.source, job.id),
      (detail) => detail && { ...detail, commands: withCommand(detail.commands, answer.command) },
    );
    settleToast(toast, { tone: "done", title: `Asked ${nameOf(job)} to stop` });
  } catch (error) {
    noteIfGone(queryClient, error, job);
    settleToast(toast, { tone: "failed", title: `Could not cancel ${nameOf(job)}`, detail: explain(error) });
  }
}

const nameOf = (job: CancelTarget) => `${job.name} #${job.id}`;
