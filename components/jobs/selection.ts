import { useSyncExternalStore } from "react";
import { jobKey } from "../../lib/api/merge.ts";
import type { JobRow } from "../../lib/jobs/model.ts";
import type { Ticks } from "./tick.tsx";

export type ChosenJob = Pick<JobRow, "source" | "id" | "name" | "state">;

/**
 * What the operator has ticked. `of` is the filter's text, as the address holds it, that it was ticked under.
 * `jobs` are by their key, in the order of ticking, with the state they were last seen in; `q` is the filter pinned to
 * instants, as it is sent to the server.
 */
export type JobSelection =
  | { kind: "none" }
  | { kind: "jobs"; of: string; jobs: ReadonlyMap<string, ChosenJob> }
  | { kind: "query"; of: string; q: string };

/** The rows that the list shows, in their order, and the filter's text, as the address holds it. */
export interface ListInView {
  q: string;
  rows: readonly ChosenJob[];
}

export const NOTHING: JobSelection = { kind: "none" };
let selection: JobSelection = NOTHING;
const listeners = new Set<() => void>();

/** What is chosen from now on; for ticking see `tick-jobs.ts`. */
export function setSelection(next: JobSelection): void {
  if (next === selection) return;
  selection = next;
  for (const listener of listeners) listener();
}

/** Takes the ticks away. */
export function clearSelection(): void {
  setSelection(NOTHING);
}

/** Chooses whatever matches the filter, on all pages: `pinned` is its text with times that keep their meaning. */
export function chooseAllThatMatch(q: string, pinned: string): void {
  setSelection({ kind: "query", of: q, q: pinned });
}

/** Whether a row of the list filtered by `q` has its box ticked. */
export function isChosen(chosen: JobSelection, q: string, job: { source: string; id: string }): boolean {
  if (chosen.kind === "jobs") return chosen.jobs.has(jobKey(job));
  return chosen.kind === "query" && chosen.of === q;
}

/** How many of the rows in view are ticked. */
export function ticksOnPage(chosen: JobSelection, { q, rows }: ListInView): Ticks {
  const count = rows.filter((row) => isChosen(chosen, q, row)).length;
  if (count === 0) return "none";
  return count === rows.length ? "all" : "some";
}

/** Whether it was ticked under another filter than `q`: it stays, and says so, until something is ticked under this one. */
export function isOfAnotherFilter(chosen: JobSelection, q: string): boolean {
  return chosen.kind !== "none" && chosen.of !== q;
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What is ticked now, outside of rendering. */
export const currentSelection = (): JobSelection => selection;

/** What is ticked. It belongs to the tab: it survives paging, news, and going to a job and back. */
export function useSelection(): JobSelection {
  return useSyncExternalStore(subscribe, currentSelection, () => NOTHING);
}
