"use client";

import { type RefObject, useEffect, useEffectEvent, useRef } from "react";
import { jobKey } from "../../lib/api/merge.ts";
import type { JobRow } from "../../lib/jobs/model.ts";
import { isPlain, isTyping } from "../shell/typing.ts";
import { askToCancel } from "./cancel-request.ts";
import { actionOf } from "./job-actions.ts";
import { useRetryJob } from "./use-job-commands.ts";

/** `j` and `k` move the focus from row to row, so that Enter opens it; `c` and `r` act on the row that has the focus. */
export function useListKeys(rows: readonly JobRow[]): RefObject<HTMLTableSectionElement | null> {
  const body = useRef<HTMLTableSectionElement>(null);
  const retry = useRetryJob();

  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (!isPlain(event) || isTyping(event) || body.current === null) return;
    const focused = document.activeElement?.closest<HTMLElement>("[data-job]");
    if (event.key === "j" || event.key === "k") {
      event.preventDefault();
      moveFocus(body.current, focused ?? null, event.key === "j" ? 1 : -1);
      return;
    }
    const job = rows.find((row) => jobKey(row) === focused?.dataset.job);
    if (job === undefined) return;
    const action = actionOf(job.state);
    if (event.key === "c" && action === "cancel") {
      event.preventDefault();
      askToCancel(job);
    } else if (event.key === "r" && action === "retry" && !retry.isPending) {
      event.preventDefault();
      retry.mutate(job);
    }
  });

  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKeyDown(event);
    document.addEventListener("keydown", listener);
    return () => document.removeEventListener("keydown", listener);
  }, []);

  return body;
}

function moveFocus(body: HTMLElement, from: HTMLElement | null, step: 1 | -1): void {
  const links = [...body.querySelectorAll<HTMLElement>("[data-row-link]")];
  const at = links.findIndex((link) => link.closest("[data-job]") === from);
  const next = at < 0 ? (step > 0 ? 0 : links.length - 1) : Math.min(links.length - 1, Math.max(0, at + step));
  links[next]?.focus();
  links[next]?.scrollIntoView({ block: "nearest" });
}
