import type { JobColumnsPreference } from "../../lib/api/types.ts";
import type { JobSort } from "../../lib/jobs/sort.ts";

interface ColumnKind {
  title: string;
  /** What it shows, where the title alone does not say. */
  hint?: string;
  /** Pixels. */
  width: number;
  min: number;
  /** Figures and times stand at the right. */
  right?: true;
  /** The order that its head offers, the latest or longest first. */
  sort?: JobSort & `-${string}`;
}

/** Every column that the list can show, in the order in which they are offered. */
export const COLUMNS = {
  state: { title: "State", width: 112, min: 72 },
  job: { title: "Job", hint: "Name and id", width: 272, min: 160 },
  source: { title: "Source", width: 128, min: 48 },
  agent: { title: "Agent", width: 144, min: 64 },
  trigger: { title: "Trigger", hint: "What caused the job", width: 80, min: 56 },
  type: { title: "Type", width: 80, min: 56 },
  progress: { title: "Progress", width: 136, min: 88 },
  activity: { title: "Activity", hint: "What the job is doing", width: 176, min: 72 },
  tasks: { title: "Tasks", width: 76, min: 56, right: true },
  results: { title: "Results", width: 64, min: 56, right: true },
  clues: { title: "Clues", hint: "Items found", width: 64, min: 48, right: true },
  queued: { title: "Queued", hint: "How long it waited", width: 72, min: 64, right: true, sort: "-queued" },
  ran: { title: "Ran", hint: "From start to end", width: 72, min: 64, right: true, sort: "-duration" },
  created: { title: "Created", width: 104, min: 72, right: true, sort: "-created" },
  started: { title: "Started", width: 104, min: 72, right: true },
  ended: { title: "Ended", width: 104, min: 72, right: true, sort: "-ended" },
  updated: { title: "Updated", hint: "Last news of it", width: 104, min: 72, right: true },
  attempt: { title: "Attempt", width: 64, min: 56, right: true },
  priority: { title: "Priority", hint: "Higher runs first", width: 64, min: 56, right: true },
  tags: { title: "Tags", width: 144, min: 56 },
  startedBy: { title: "Started by", width: 112, min: 64 },
  retryOf: { title: "Retry of", width: 88, min: 56 },
} as const satisfies Record<string, ColumnKind>;

export type ColumnId = keyof typeof COLUMNS;
export const COLUMN_IDS = Object.keys(COLUMNS) as ColumnId[];
export const MAX_COLUMN_WIDTH = 1200;

/** A column of the list as the reader has it; `width` null is the usual one. */
export interface Column {
  id: ColumnId;
  width: number | null;
}

/** The facts of a column, with all that may be absent. */
export function columnKind(id: ColumnId): ColumnKind {
  return COLUMNS[id];
}

/** Whoever has not chosen gets these; where the table is narrow, without those of `FROM_FULL`. */
export const USUAL_COLUMNS: readonly Column[] = (
  ["state", "job", "source", "progress", "tasks", "results", "queued", "ran", "created"] as const
).map((id) => ({ id, width: null }));
const FROM_FULL: ReadonlySet<ColumnId> = new Set(["source", "results", "queued"]);

/** The columns that were chosen: known ones, each once, and the job always. Null when nothing was. */
export function chosenColumns(preference: JobColumnsPreference | null): Column[] | null {
  if (preference === null || preference.columns.length === 0) return null;
  const columns: Column[] = [];
  for (const { id, width } of preference.columns) {
    const known = COLUMN_IDS.find((each) => each === id);
    if (known === undefined || columns.some((column) => column.id === known)) continue;
    columns.push({ id: known, width: width === null ? null : clampWidth(known, width) });
  }
  return columns.some(({ id }) => id === "job") ? columns : [{ id: "job", width: null }, ...columns];
}

export function clampWidth(id: ColumnId, width: number): number {
  return Math.round(Math.min(MAX_COLUMN_WIDTH, Math.max(COLUMNS[id].min, width)));
}

const GAP = 12;
const TICK = 16;
const ACTION = 28;
const PADDING = 32;

/** Whether a column is left out where the table is not at its full size. */
export function isFromFull(id: ColumnId, usual: boolean): boolean {
  return usual && FROM_FULL.has(id);
}

/**
 * The grid of the rows as CSS variables of the table, for its middle and its full size. The job takes what room is
 * left, unless it was given a width; with columns that were chosen, the table is as wide as they need and may be wider than its frame.
 */
export function gridOf(columns: readonly Column[], usual: boolean): Record<`--${string}`, string> {
  const template = (shown: readonly Column[]) => {
    const tracks = shown.map(({ id, width }) =>
      id === "job" && width === null ? "minmax(0,1fr)" : `${width ?? COLUMNS[id].width}px`,
    );
    const isFixed = !tracks.includes("minmax(0,1fr)");
    return [`${TICK}px`, ...tracks, isFixed ? `minmax(${ACTION}px,1fr)` : `${ACTION}px`].join(" ");
  };
  const least = columns.reduce(
    (sum, { id, width }) => sum + GAP + (width ?? (id === "job" ? COLUMNS.job.min + 40 : COLUMNS[id].width)),
    TICK + GAP + ACTION + PADDING,
  );
  const jobAt = columns.findIndex(({ id }) => id === "job");
  return {
    "--cols": template(columns.filter(({ id }) => !isFromFull(id, usual))),
    "--cols-full": template(columns),
    "--table-min": usual ? "0px" : `${least}px`,
    // A second line begins under the job's name, unless that stands far to the right.
    "--line-from": String(jobAt <= columns.length / 2 ? jobAt + 2 : 2),
  };
}

/**
 * A row is a grid, so that an error can have a line of its own across it, and so that the same table becomes cards where
 * it is narrow. Sizes are those of the table, not of the screen.
 */
export const ROW_GRID =
  "grid items-center gap-x-3 grid-cols-[auto_auto_minmax(0,1fr)_auto] px-4 @4xl:min-w-(--table-min) @4xl:grid-cols-(--cols) @6xl:grid-cols-(--cols-full)";

/** Shown from the middle size up, and only at the full size. */
export const WIDE_ONLY = "hidden @4xl:block";
export const FULL_ONLY = "hidden @6xl:block";
