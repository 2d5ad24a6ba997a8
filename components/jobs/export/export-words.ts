import type { ExportColumn, ExportFormat } from "../../../lib/jobs/export-columns.ts";
import { formatQuantity } from "../../../lib/jobs/format.ts";
import { DEFAULT_SORT, type JobSort } from "../../../lib/jobs/sort.ts";
import type { ColumnId } from "../list-columns.ts";

/** What each column of the list is in a file. */
const IN_FILE: Record<ColumnId, readonly ExportColumn[]> = {
  state: ["state"],
  job: ["name", "id"],
  source: ["source"],
  agent: ["agentName"],
  trigger: ["trigger"],
  type: ["type"],
  progress: ["percent"],
  activity: ["activity"],
  tasks: ["tasksTotal", "tasksCompleted", "tasksFailed"],
  results: ["resultsTotal"],
  clues: ["cluesTotal"],
  queued: ["queueMs"],
  ran: ["durationMs"],
  created: ["createdAt"],
  started: ["startedAt"],
  ended: ["endedAt"],
  updated: ["updatedAt"],
  attempt: ["attempt"],
  priority: ["priority"],
  tags: ["tags"],
  startedBy: ["startedBy"],
  retryOf: ["retryOf"],
};

/** The columns of a file that hold what the list shows: its own in their order, and then the error of the second line. */
export function exportColumns(shown: readonly ColumnId[]): ExportColumn[] {
  const columns = new Set(shown.flatMap((id) => IN_FILE[id]));
  // An id means nothing without its source.
  for (const always of ["source", "id", "error"] as const) columns.add(always);
  return [...columns];
}

export const FORMAT_WORDS: Record<ExportFormat, { name: string; use: string }> = {
  csv: { name: "CSV", use: "for spreadsheets" },
  ndjson: { name: "NDJSON", use: "one JSON object a line" },
};

/** The address of a file with all jobs that match, in the order of the list. */
export function exportLink(
  { q, sort }: { q: string; sort: JobSort },
  format: ExportFormat,
  columns: readonly ExportColumn[],
): string {
  const search = new URLSearchParams({ format, columns: columns.join(",") });
  if (q !== "") search.set("q", q);
  if (sort !== DEFAULT_SORT) search.set("sort", sort);
  return `/api/jobs/export?${search}`;
}

/** What the file will hold: `11 columns: state, name, …`. */
export function columnsInWords(columns: readonly ExportColumn[]): string {
  return `${formatQuantity(columns.length, "column")}: ${columns.join(", ")}`;
}
