import type { Kysely } from "kysely";
import type { Database } from "../../db/schema.ts";
import type { JobKey } from "../../store/jobs.ts";
import { makeBlank } from "./blank.ts";
import { extremeId } from "./insert-run.ts";
import { makeLacking } from "./lacking.ts";
import { makeLog } from "./log.ts";
import { makeOdd } from "./odd.ts";
import { makePayload } from "./payload.ts";
import { makeResults } from "./results.ts";
import { makeTasks } from "./tasks.ts";

/**
 * Stores one job that no backend should give and some do. It has the id `extreme-<name>`, and has ended if it is of the
 * source `local`: the built-in engine takes up what has not.
 */
type MakeExtremeRun = (db: Kysely<Database>) => Promise<JobKey>;

const EXTREME_RUNS = {
  /** Hostile texts, times that go backwards, and figures that contradict each other. */
  odd: makeOdd,
  /** A foreign job of which almost nothing is known. */
  blank: makeBlank,
  /** Sources that give no log lines, no tasks, no results: a failed, a running and a completed job. */
  logless: (db) => makeLacking(db, "logless", "logs", "Failed"),
  taskless: (db) => makeLacking(db, "taskless", "tasks", "Executing"),
  resultless: (db) => makeLacking(db, "resultless", "results", "Completed"),
  /** 20 MB of parameters, as much of configuration, and of a result. */
  payload: makePayload,
  /** 25,000 results in three collections, strange ones among them, and a run before that had others. */
  results: makeResults,
  /** 100,000 tasks after hours of waiting, some with hostile texts and with times that make no sense. */
  tasks: makeTasks,
  /** A log of 200,000 lines. */
  log: makeLog,
} as const satisfies Record<string, MakeExtremeRun>;

export type ExtremeName = keyof typeof EXTREME_RUNS;

export const EXTREME_NAMES = Object.keys(EXTREME_RUNS) as ExtremeName[];

/** Adds extreme runs; those that are there already stay as they are. `said` hears of each that was made. */
export async function seedExtreme(
  db: Kysely<Database>,
  names: readonly ExtremeName[],
  said: (name: ExtremeName, key: JobKey | null) => void = () => undefined,
): Promise<void> {
  for (const name of names) {
    const id = extremeId(name);
    const there = await db.selectFrom("job").select("id").where("id", "=", id).executeTakeFirst();
    if (there !== undefined) {
      said(name, null);
      continue;
    }
    const key = await EXTREME_RUNS[name](db);
    if (key.id !== id) throw new Error(`The extreme run ${name} has the id ${key.id} instead of ${id}.`);
    said(name, key);
  }
}
