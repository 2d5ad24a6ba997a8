import type { Command, JobPatch, JobRow, JobRun, LogLine } from "../jobs/model.ts";
import type { JobDetail } from "./job-types.ts";
import type { JobPage, Summary } from "./types.ts";

/** The row with a patch applied, or the very same row when the patch is of another job or not newer. */
export function patchRow(row: JobRow, patch: JobPatch): JobRow {
  const newer = row.id === patch.id && row.source === patch.source && patch.version > row.version;
  return newer ? { ...row, ...patch } : row;
}

/** A key for one job among several sources. */
export function jobKey(job: { source: string; id: string }): string {
  return `${job.source}/${job.id}`;
}

/** The page with its rows patched where they stand; the very same page when nothing in it changed. */
export function patchPage(page: JobPage, patches: ReadonlyMap<string, JobPatch>): JobPage {
  let changed = false;
  const items = page.items.map((row) => {
    const patch = patches.get(jobKey(row));
    const next = patch === undefined ? row : patchRow(row, patch);
    changed ||= next !== row;
    return next;
  });
  return changed ? { ...page, items } : page;
}

/** Two patches of one job as one; the later version wins field by field. */
export function joinPatches(one: JobPatch, other: JobPatch): JobPatch {
  return other.version >= one.version ? { ...one, ...other } : { ...other, ...one };
}

/**
 * A page just fetched, in which rows that a push has already taken further keep the newer version. What is the same as
 * one of the two pages is that very page: TanStack Query asks this at every render while a page stands in for the next.
 */
export function newerPage(held: JobPage | undefined, fetched: JobPage): JobPage {
  if (held === undefined) return fetched;
  const rows = new Map(held.items.map((row) => [jobKey(row), row]));
  const items = fetched.items.map((row) => {
    const old = rows.get(jobKey(row));
    return old !== undefined && old.version >= row.version ? old : row;
  });
  const same = (page: JobPage) =>
    page.revision === fetched.revision &&
    page.nextCursor === fetched.nextCursor &&
    page.items.length === items.length &&
    page.items.every((row, place) => row === items[place]);
  return [held, fetched].find(same) ?? { ...fetched, items };
}

/** The later of two summaries. */
export function newerSummary(held: Summary | undefined, fetched: Summary): Summary {
  return held !== undefined && held.revision > fetched.revision ? held : fetched;
}

/** A detail just fetched, without stepping back behind what was pushed meanwhile. */
export function newerDetail(held: JobDetail | undefined, fetched: JobDetail): JobDetail {
  if (held === undefined) return fetched;
  const job = held.job.version > fetched.job.version ? held.job : fetched.job;
  return held.runs.reduce(withRun, { ...fetched, job, commands: held.commands.reduce(withCommand, fetched.commands) });
}

/** The detail with one attempt put in, unless what is held of it is as new. */
export function withRun(detail: JobDetail, run: JobRun): JobDetail {
  const old = detail.runs.find((each) => each.id === run.id);
  if (old !== undefined && old.version >= run.version) return detail;
  const runs = old === undefined ? [run, ...detail.runs] : detail.runs.map((each) => (each === old ? run : each));
  runs.sort((one, other) => other.attempt - one.attempt);
  return { ...detail, runs, run: runs[0] ?? null };
}

/** The commands with one put in, the latest first; how far a command has come never goes back. */
export function withCommand(commands: Command[], command: Command): Command[] {
  const old = commands.find((each) => each.id === command.id);
  if (old === undefined) return [command, ...commands].sort((one, other) => other.id - one.id);
  if (progressOf(old) > progressOf(command)) return commands;
  return commands.map((each) => (each === old ? command : each));
}

function progressOf(command: Command): number {
  return command.finishedAt !== null ? 2 : command.acknowledgedAt !== null ? 1 : 0;
}

/** Log lines with later ones appended; lines that are already there are left out. */
export function withLines(lines: LogLine[], others: readonly LogLine[]): LogLine[] {
  const last = lines.at(-1)?.seq ?? 0;
  const fresh = others.filter((line) => line.seq > last);
  return fresh.length === 0 ? lines : [...lines, ...fresh];
}
