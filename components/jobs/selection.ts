import { useSyncExternalStore } from "react";
import { jobKey } from "../../lib/api/merge.ts";
import type { JobRow } from "../../lib/jobs/model.ts";

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

/** The most jobs that can be ticked one by one; more can only be chosen as "all that match". */
export const MAX_CHOSEN_JOBS = 1000;

const NOTHING: JobSelection = { kind: "none" };
let selection: JobSelection = NOTHING;
/** Where the next shift-click counts from. */
let anchor: string | null = null;
const listeners = new Set<() => void>();

function set(next: JobSelection) {
  if (next === selection) return;
  selection = next;
  for (const listener of listeners) listener();
}

/** Takes the ticks away. */
export function clearSelection(): void {
  anchor = null;
  set(NOTHING);
}

/** Ticks a job, or takes its tick away. False when no more can be ticked. */
export function toggleJob(list: ListInView, job: ChosenJob): boolean {
  const ticks = !isChosen(selection, list.q, job);
  anchor = jobKey(job);
  return setTicks(list, [job], ticks);
}

/** Does to all rows between the last one touched and this one what a click would do to this one. */
export function toggleUpTo(list: ListInView, job: ChosenJob): boolean {
  const place = (key: string | null) => list.rows.findIndex((row) => jobKey(row) === key);
  const [from, to] = [place(anchor), place(jobKey(job))];
  if (from < 0 || to < 0) return toggleJob(list, job);
  const ticks = !isChosen(selection, list.q, job);
  anchor = jobKey(job);
  return setTicks(list, list.rows.slice(Math.min(from, to), Math.max(from, to) + 1), ticks);
}

/** Ticks all rows of the page; when they all are ticked already, takes their ticks away. */
export function togglePage(list: ListInView): boolean {
  return setTicks(list, list.rows, ticksOnPage(selection, list) !== "all");
}

/** Chooses whatever matches the filter, on all pages: `pinned` is its text with times that keep their meaning. */
export function chooseAllThatMatch(q: string, pinned: string): void {
  anchor = null;
  set({ kind: "query", of: q, q: pinned });
}

/** Whether a row of the list filtered by `q` has its box ticked. */
export function isChosen(chosen: JobSelection, q: string, job: { source: string; id: string }): boolean {
  if (chosen.kind === "jobs") return chosen.jobs.has(jobKey(job));
  return chosen.kind === "query" && chosen.of === q;
}

/** How many of the rows in view are ticked. */
export function ticksOnPage(chosen: JobSelection, { q, rows }: ListInView): "none" | "some" | "all" {
  const count = rows.filter((row) => isChosen(chosen, q, row)).length;
  if (count === 0) return "none";
  return count === rows.length ? "all" : "some";
}

/** Whether it was ticked under another filter than `q`: it stays, and says so, until something is ticked under this one. */
export function isOfAnotherFilter(chosen: JobSelection, q: string): boolean {
  return chosen.kind !== "none" && chosen.of !== q;
}

/** Keeps names and states of ticked jobs current, from the rows in view. */
export function refreshChosen(rows: readonly ChosenJob[]): void {
  if (selection.kind !== "jobs") return;
  const { jobs } = selection;
  const news = rows.filter((row) => {
    const held = jobs.get(jobKey(row));
    return held !== undefined && (held.state !== row.state || held.name !== row.name);
  });
  if (news.length === 0) return;
  const next = new Map(jobs);
  for (const row of news) next.set(jobKey(row), chosenOf(row));
  set({ ...selection, jobs: next });
}

function setTicks(list: ListInView, rows: readonly ChosenJob[], ticks: boolean): boolean {
  const next = new Map(ticks ? heldUnder(list) : heldAnywhere(list));
  for (const row of rows) {
    if (ticks) next.set(jobKey(row), chosenOf(row));
    else next.delete(jobKey(row));
  }
  if (next.size > MAX_CHOSEN_JOBS) return false;
  const of = !ticks && selection.kind === "jobs" ? selection.of : list.q;
  set(next.size === 0 ? NOTHING : { kind: "jobs", of, jobs: next });
  return true;
}

/** The first tick under another filter begins anew. */
function heldUnder(list: ListInView): Iterable<[string, ChosenJob]> {
  return selection.kind === "jobs" && selection.of === list.q ? selection.jobs : [];
}

/** "All that match" without one of them cannot be said: what remains are the others of the page. */
function heldAnywhere(list: ListInView): Iterable<[string, ChosenJob]> {
  if (selection.kind === "jobs") return selection.jobs;
  if (selection.kind === "none" || selection.of !== list.q) return [];
  return list.rows.map((row) => [jobKey(row), chosenOf(row)]);
}

function chosenOf({ source, id, name, state }: ChosenJob): ChosenJob {
  return { source, id, name, state };
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
