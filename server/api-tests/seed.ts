import type { AgentDefinitionInput } from "../../lib/api/agent-schema.ts";
import { type JobRow, type JobRun, LOG_LEVELS } from "../../lib/jobs/model.ts";
import { hasEnded, type JobState } from "../../lib/jobs/state.ts";
import { insertJob, type NewJob, nextLocalJobId } from "../store/jobs.ts";
import { appendLogLines } from "../store/logs.ts";
import { insertResults } from "../store/results.ts";
import { insertRun } from "../store/runs.ts";
import { insertTasks, updateTask } from "../store/tasks.ts";
import type { Store } from "../store/write.ts";

const ORG = "default";

/** A definition with only what must be given. */
export function someAgent(given: Partial<AgentDefinitionInput> = {}): Record<string, unknown> {
  return {
    type: "crawling",
    name: "books",
    startUrl: "/sample/",
    fields: [{ name: "title", selector: "h1" }],
    ...given,
  };
}

/** Stores a job in this state; `given` overrides what is made up for it. */
export async function storeJob(store: Store, state: JobState, given: Partial<NewJob> = {}): Promise<JobRow> {
  const createdAt = given.createdAt ?? new Date().toISOString();
  const began = state !== "Queued" && state !== "Unknown";
  return await store.write(async (tx) =>
    insertJob(tx, {
      org: ORG,
      source: "local",
      id: await nextLocalJobId(tx),
      name: "books",
      type: "scraping",
      state,
      rawStatus: state,
      trigger: "manual",
      createdAt,
      queuedAt: createdAt,
      startedAt: began ? createdAt : null,
      endedAt: hasEnded(state) ? createdAt : null,
      ...given,
    }),
  );
}

/**
 * Stores an attempt at a job with so many tasks, log lines and results. Levels take turns, the first line is `debug`;
 * line `n` is of task `n`; every third task has failed, the others have completed.
 */
export async function storeRun(
  store: Store,
  job: JobRow,
  amounts: { attempt?: number; tasks?: number; lines?: number; results?: number },
): Promise<JobRun> {
  const { attempt = 1, tasks = 0, lines = 0, results = 0 } = amounts;
  const at = new Date().toISOString();
  return await store.write(async (tx) => {
    const run = await insertRun(tx, ORG, { source: job.source, jobId: job.id, attempt, agentState: "Completed" });
    const owner = { org: ORG, source: job.source, id: job.id, runId: run.id };
    const targets = count(tasks).map((place) => ({ target: `https://example.com/${place}`, depth: 0 }));
    for (const task of await insertTasks(tx, owner, targets)) {
      await updateTask(tx, owner, task.seq, { state: task.seq % 3 === 0 ? "Failed" : "Completed", endedAt: at });
    }
    const log = count(lines).map((seq) => ({
      seq,
      at,
      level: LOG_LEVELS[(seq - 1) % LOG_LEVELS.length] ?? "info",
      message: `line ${seq}`,
      task: seq,
    }));
    await appendLogLines(tx, owner, log);
    const rows = count(results).map((seq) => ({
      collection: 1,
      seq,
      task: null,
      verdict: "new" as const,
      data: `{"price": 12345678901234567890.${seq}}`,
    }));
    await insertResults(tx, run.id, rows);
    return run;
  });
}

/** 1 to `amount`. */
function count(amount: number): number[] {
  return Array.from({ length: amount }, (_, place) => place + 1);
}
