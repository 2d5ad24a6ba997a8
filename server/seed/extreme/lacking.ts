import type { Kysely } from "kysely";
import type { RunPart } from "../../../lib/jobs/run-parts.ts";
import type { JobState } from "../../../lib/jobs/state.ts";
import { DEFAULT_ORG } from "../../auth/principal.ts";
import type { Database } from "../../db/schema.ts";
import type { JobKey } from "../../store/jobs.ts";
import { appendLogLines } from "../../store/logs.ts";
import { insertResults } from "../../store/results.ts";
import { insertTasks, updateTask } from "../../store/tasks.ts";
import { Store } from "../../store/write.ts";
import { insertExtremeRun } from "./insert-run.ts";

const PLACES = [1, 2, 3];

/** A job of a source of its own that does not give one part of its runs, with what it gives of the others. */
export async function makeLacking(db: Kysely<Database>, name: string, part: RunPart, state: JobState): Promise<JobKey> {
  const source = `${name}-source`;
  await db
    .insertInto("source")
    .values({ id: source, kind: name, name: source, org: DEFAULT_ORG, config: JSON.stringify({ lacks: [part] }) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const error = state === "Failed" ? "The backend gave up after three tries" : null;
  const ended = state === "Executing" ? { endedAt: null } : {};
  const count = (of: RunPart) => (of === part ? null : PLACES.length);
  const { id, runId } = await insertExtremeRun(db, name, {
    job: { source, state, error, tasksTotal: count("tasks"), resultsTotal: count("results"), ...ended },
    run: {
      agentResultMessage: error,
      processingTasksReceivedLogLinesCount: count("logs"),
      ...(state === "Executing" ? { agentEndTime: null } : {}),
    },
  });
  const owner = { org: DEFAULT_ORG, source, id, runId };
  const at = new Date().toISOString();
  await new Store(db).write(async (tx) => {
    if (part !== "tasks") {
      const targets = PLACES.map((place) => ({ target: `https://shop.example/${place}`, depth: 0 }));
      for (const { seq } of await insertTasks(tx, owner, targets)) {
        const failed = error !== null && seq === 1;
        await updateTask(tx, owner, seq, { state: failed ? "Failed" : "Completed", error: failed ? error : null });
      }
    }
    if (part !== "logs") {
      const line = (seq: number) => ({ seq, at, level: "info" as const, message: `line ${seq}`, task: null });
      await appendLogLines(tx, owner, PLACES.map(line));
    }
    if (part !== "results") {
      const row = (seq: number) => ({ collection: 1, seq, task: null, verdict: null, data: `{"place": ${seq}}` });
      await insertResults(tx, runId, PLACES.map(row));
    }
  });
  return { source, id };
}
