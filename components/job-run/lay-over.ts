import { withLines } from "../../lib/api/merge.ts";
import { type LiveTasks, levelsFrom } from "../../lib/api/queries.ts";
import type { LogPage, TaskPage } from "../../lib/api/types.ts";
import type { LogLevel, LogLine, Task } from "../../lib/jobs/model.ts";

/**
 * The tasks of the pages fetched, with what was pushed since laid over them. Tasks beyond the last page appear once all
 * pages are there, so that the list has no holes.
 */
export function layTasksOver(pages: readonly TaskPage[], live: LiveTasks): Task[] {
  const tasks = new Map<number, Task>();
  for (const page of pages) {
    for (const task of page.items) {
      const pushed = live.get(task.seq);
      tasks.set(task.seq, pushed !== undefined && pushed.revision > page.revision ? pushed.task : task);
    }
  }
  const complete = pages.length > 0 && pages.at(-1)?.nextCursor === null;
  if (complete) for (const { task } of live.values()) if (!tasks.has(task.seq)) tasks.set(task.seq, task);
  return [...tasks.values()].sort((one, other) => one.seq - other.seq);
}

/** The lines of the pages fetched, oldest first, and after them what was pushed since, as far as the level shows it. */
export function layLinesOver(pages: readonly LogPage[], live: readonly LogLine[], level: LogLevel | null): LogLine[] {
  const fetched = pages.flatMap((page) => page.items);
  const lastSeen = Math.max(0, ...pages.map((page) => page.lastSeq));
  const levels = levelsFrom(level);
  const pushed = live.filter(
    (line) => line.seq > lastSeen && (levels.length === 0 || levels.some((each) => each === line.level)),
  );
  return withLines(fetched, pushed);
}
