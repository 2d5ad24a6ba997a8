import { withLines } from "../../lib/api/merge.ts";
import { levelsFrom } from "../../lib/api/queries.ts";
import type { LogPage } from "../../lib/api/types.ts";
import type { LogLevel, LogLine } from "../../lib/jobs/model.ts";

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
