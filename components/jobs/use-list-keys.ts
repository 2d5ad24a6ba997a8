"use client";

import { type RefObject, useEffect, useEffectEvent } from "react";
import { jobKey } from "../../lib/api/merge.ts";
import type { JobRow } from "../../lib/jobs/model.ts";
import { isPlain, isTyping } from "../shell/typing.ts";
import { useSourceLabels } from "../sources/source-label.tsx";
import { askForBulk } from "./bulk/ask-for-bulk.ts";
import { askToCancel } from "./cancel-request.ts";
import type { JobAction } from "./job-actions.ts";
import { clearSelection, currentSelection } from "./selection.ts";
import { toggleJob, togglePage } from "./tick-jobs.ts";
import { possibleAction } from "./use-job-action.ts";

/**
 * `j` and `k` move the focus from row to row, so that Enter opens it; `x` ticks it, `X` all of the page; `c` and `r` act
 * on what is ticked, or else on the row that has the focus; Esc takes the ticks away.
 */
export function useListKeys(table: RefObject<HTMLElement | null>, list: { q: string; rows: readonly JobRow[] }): void {
  const sources = useSourceLabels();
  const act = (action: JobAction, job: JobRow | undefined): boolean => {
    const selection = currentSelection();
    if (selection.kind === "query") askForBulk({ verb: action, q: selection.q });
    else if (selection.kind === "jobs") askForBulk({ verb: action, jobs: [...selection.jobs.values()] });
    else if (job === undefined || possibleAction(job, sources) !== action) return false;
    else if (action === "cancel") askToCancel(job);
    else askForBulk({ verb: "retry", jobs: [job] });
    return true;
  };

  const press = (key: string): boolean => {
    const focused = document.activeElement?.closest<HTMLElement>("[data-job]") ?? null;
    const job = list.rows.find((row) => jobKey(row) === focused?.dataset.job);
    switch (key) {
      case "j":
      case "k":
        moveFocus(table.current, focused, key === "j" ? 1 : -1);
        return true;
      case "x":
        if (job !== undefined) toggleJob(list, job);
        return true;
      case "X":
        togglePage(list);
        return true;
      case "c":
        return act("cancel", job);
      case "r":
        return act("retry", job);
      case "Escape":
        clearSelection();
        return false;
      default:
        return false;
    }
  };

  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || !isPlain(event) || isTyping(event)) return;
    if (press(event.key)) event.preventDefault();
  });

  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKeyDown(event);
    document.addEventListener("keydown", listener);
    return () => document.removeEventListener("keydown", listener);
  }, []);
}

function moveFocus(table: HTMLElement | null, from: HTMLElement | null, step: 1 | -1): void {
  const links = [...(table?.querySelectorAll<HTMLElement>("[data-row-link]") ?? [])];
  const at = links.findIndex((link) => link.closest("[data-job]") === from);
  const next = at < 0 ? (step > 0 ? 0 : links.length - 1) : Math.min(links.length - 1, Math.max(0, at + step));
  links[next]?.focus();
  links[next]?.scrollIntoView({ block: "nearest" });
}
