"use client";

import { useRouter } from "next/navigation";
import { type RefObject, useEffect, useEffectEvent } from "react";
import { jobKey } from "../../lib/api/merge.ts";
import { leaveForJob } from "./list-visits.ts";
import type { ListInView } from "./selection.ts";
import { toggleJob, togglePage, toggleUpTo } from "./tick-jobs.ts";

/** Clicks on boxes tick, with Shift whole ranges; clicks beside everything else in a row open its job. */
export function useTableClicks(root: RefObject<HTMLElement | null>, list: ListInView): void {
  const router = useRouter();

  const tick = useEffectEvent((key: string | undefined, isRange: boolean) => {
    const job = list.rows.find((row) => jobKey(row) === key);
    if (key === undefined) togglePage(list);
    else if (job !== undefined && isRange) toggleUpTo(list, job);
    else if (job !== undefined) toggleJob(list, job);
  });

  const onClick = useEffectEvent((event: MouseEvent) => {
    const { target } = event;
    if (!(target instanceof Element)) return;
    const row = target.closest<HTMLElement>("[data-job]");
    if (target.closest("[data-tick]")) {
      tick(row?.dataset.job, event.shiftKey);
      return;
    }
    const { job, href } = row?.dataset ?? {};
    if (job === undefined || href === undefined || event.shiftKey || event.altKey) return;
    const isElsewhere = event.metaKey || event.ctrlKey;
    const control = target.closest("a, button");
    if (control !== null) {
      if (!isElsewhere && control.matches("[data-row-link]")) leaveForJob(job);
    } else if (document.getSelection()?.isCollapsed === false) {
      // The click ended a selection of text.
    } else if (isElsewhere) {
      window.open(href, "_blank", "noopener");
    } else {
      leaveForJob(job);
      router.push(href);
    }
  });

  useEffect(() => {
    const element = root.current;
    const listener = (event: MouseEvent) => onClick(event);
    // Before the link's own listener, which leaves.
    element?.addEventListener("click", listener, true);
    element?.addEventListener("mousedown", keepText);
    return () => {
      element?.removeEventListener("click", listener, true);
      element?.removeEventListener("mousedown", keepText);
    };
  }, [root]);
}

/** A click with Shift ticks a range: it must not select the text in between. */
function keepText(event: MouseEvent): void {
  if (event.shiftKey && event.target instanceof Element && event.target.closest("[data-tick]")) event.preventDefault();
}
