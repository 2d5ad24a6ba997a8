"use client";

import { useSearchParams } from "next/navigation";
import { type FailureWindow, readFailureWindow } from "../../lib/jobs/failure-window.ts";
import { failuresLink } from "./failure-links.ts";

/** Which failures are shown: the filter's text and the window, as the address says. */
export function useFailuresPlace(): { q: string; window: FailureWindow } {
  const params = useSearchParams();
  return { q: params.get("q") ?? "", window: readFailureWindow(params.get("window")) };
}

/** Shows others: a new place in the history. */
export function goToFailures(q: string, window: FailureWindow): void {
  globalThis.history.pushState(null, "", failuresLink(q, window));
}
