import { jobKey } from "../../lib/api/merge.ts";
import { MAX_CHOSEN_JOBS } from "../../lib/jobs/bulk.ts";
import { formatQuantity } from "../../lib/jobs/format.ts";
import { showToast } from "../ui/toast.ts";
import {
  type ChosenJob,
  currentSelection,
  isChosen,
  type ListInView,
  NOTHING,
  setSelection,
  ticksOnPage,
} from "./selection.ts";

/** Where the next shift-click counts from. */
let anchor: string | null = null;

/** Ticks a job, or takes its tick away. */
export function toggleJob(list: ListInView, job: ChosenJob): void {
  const ticks = !isChosen(currentSelection(), list.q, job);
  anchor = jobKey(job);
  setTicks(list, [job], ticks);
}

/** Does to all rows between the last one touched and this one what a click would do to this one. */
export function toggleUpTo(list: ListInView, job: ChosenJob): void {
  const place = (key: string | null) => list.rows.findIndex((row) => jobKey(row) === key);
  const [from, to] = [place(anchor), place(jobKey(job))];
  if (from < 0 || to < 0) {
    toggleJob(list, job);
    return;
  }
  const ticks = !isChosen(currentSelection(), list.q, job);
  anchor = jobKey(job);
  setTicks(list, list.rows.slice(Math.min(from, to), Math.max(from, to) + 1), ticks);
}

/** Ticks all rows of the page; when they all are ticked already, takes their ticks away. */
export function togglePage(list: ListInView): void {
  setTicks(list, list.rows, ticksOnPage(currentSelection(), list) !== "all");
}

/** Keeps names and states of ticked jobs current, from the rows in view. */
export function refreshChosen(rows: readonly ChosenJob[]): void {
  const selection = currentSelection();
  if (selection.kind !== "jobs") return;
  const { jobs } = selection;
  const news = rows.filter((row) => {
    const held = jobs.get(jobKey(row));
    return held !== undefined && (held.state !== row.state || held.name !== row.name);
  });
  if (news.length === 0) return;
  const next = new Map(jobs);
  for (const row of news) next.set(jobKey(row), chosenOf(row));
  setSelection({ ...selection, jobs: next });
}

function setTicks(list: ListInView, rows: readonly ChosenJob[], ticks: boolean): void {
  const next = new Map(ticks ? heldUnder(list) : heldAnywhere(list));
  for (const row of rows) {
    if (ticks) next.set(jobKey(row), chosenOf(row));
    else next.delete(jobKey(row));
  }
  if (next.size > MAX_CHOSEN_JOBS) {
    const most = formatQuantity(MAX_CHOSEN_JOBS, "job");
    showToast({
      tone: "failed",
      title: "No more jobs can be ticked",
      detail: `${most} can be ticked one by one. For more, choose all that match.`,
    });
    return;
  }
  const selection = currentSelection();
  const of = !ticks && selection.kind === "jobs" ? selection.of : list.q;
  setSelection(next.size === 0 ? NOTHING : { kind: "jobs", of, jobs: next });
}

/** The first tick under another filter begins anew. */
function heldUnder(list: ListInView): Iterable<[string, ChosenJob]> {
  const selection = currentSelection();
  return selection.kind === "jobs" && selection.of === list.q ? selection.jobs : [];
}

/** "All that match" without one of them cannot be said: what remains are the others of the page. */
function heldAnywhere(list: ListInView): Iterable<[string, ChosenJob]> {
  const selection = currentSelection();
  if (selection.kind === "jobs") return selection.jobs;
  if (selection.kind === "none" || selection.of !== list.q) return [];
  return list.rows.map((row) => [jobKey(row), chosenOf(row)]);
}

function chosenOf({ source, id, name, state }: ChosenJob): ChosenJob {
  return { source, id, name, state };
}
