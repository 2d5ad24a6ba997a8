"use client";

import { useEffect, useEffectEvent } from "react";
import type { JobDetail } from "../../../lib/api/job-types.ts";
import { askToCancel } from "../../jobs/cancel-request.ts";
import { useRetryJob, useStartAgain } from "../../jobs/use-job-commands.ts";
import { isPlain, isTyping } from "../../shell/typing.ts";
import { useWatch } from "../../watch/use-watch.ts";
import { copyPageLink } from "./copy-commands.ts";
import { askToEdit } from "./edits/edit-request.ts";
import { type Offers, offersOf } from "./page-actions.ts";

/** What can be done about a job, and how. */
export interface HeaderActions {
  offers: Offers;
  busy: { retry: boolean; start: boolean };
  watching: boolean;
  cancel: () => void;
  retry: () => void;
  edit: () => void;
  start: () => void;
  watch: () => void;
}

export function useHeaderActions(detail: JobDetail, gone: boolean): HeaderActions {
  const { job } = detail;
  const retry = useRetryJob();
  const start = useStartAgain();
  const { watching, toggle } = useWatch(job);
  return {
    offers: offersOf(detail, { gone }),
    busy: { retry: retry.isPending, start: start.isPending },
    watching,
    cancel: () => askToCancel(job),
    retry: () => retry.mutate(job),
    edit: () => askToEdit(detail),
    start: () => start.mutate(job),
    watch: toggle,
  };
}

/** The page's keys: `c` cancels, `r` retries, `e` retries with edits, `w` watches, `y` copies the link. */
export function useHeaderKeys({ offers, busy, ...actions }: HeaderActions): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (!isPlain(event) || isTyping(event)) return;
    if (event.key === "c" && offers.cancel === null) actions.cancel();
    else if (event.key === "r" && offers.retry === null && !busy.retry) actions.retry();
    else if (event.key === "e" && offers.edit === null) actions.edit();
    else if (event.key === "w" && (offers.watch === null || actions.watching)) actions.watch();
    else if (event.key === "y") void copyPageLink();
    else return;
    event.preventDefault();
  });

  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKeyDown(event);
    document.addEventListener("keydown", listener);
    return () => document.removeEventListener("keydown", listener);
  }, []);
}
