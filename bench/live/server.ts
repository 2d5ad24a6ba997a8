import { existsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import type { JobRow } from "../../lib/jobs/model.ts";
import type { JobState } from "../../lib/jobs/state.ts";
import { type Application, registerApp } from "../../server/app.ts";
import { loadConfig } from "../../server/config.ts";
import { createApplication } from "../../server/create-application.ts";
import { createGateway } from "../../server/http/gateway.ts";
import { servePages } from "../../server/http/pages.ts";
import { createLog } from "../../server/log.ts";
import { createShutdown } from "../../server/shutdown.ts";
import { readRevision } from "../../server/store/changes.ts";
import { insertJob, updateJob } from "../../server/store/jobs.ts";
import { appendLogLines } from "../../server/store/logs.ts";
import { insertRun, updateRun } from "../../server/store/runs.ts";
import { insertTasks, updateTask } from "../../server/store/tasks.ts";
import { wallClock } from "../scenario.ts";
import type { Committed, FromServer, ToServer } from "./messages.ts";

// The console's server with a writer in place of the engine: it makes a page full of jobs and changes them at a given
// rate. Writer and server share a process, as engine and server do.

const JOBS = Number(process.env.BENCH_JOBS ?? 50);
/** As many as the engine runs at a time. */
const MOST_AT_A_TIME = 8;
/** What each commit of the writer appends to the feed: job, run, task and log line, as the engine does after a page. */
const CHANGES_PER_COMMIT = 4;
const STATES: readonly JobState[] = ["Executing", "ExecutionCompleted", "Submitting"];

interface Written {
  job: JobRow;
  runId: number;
  lines: number;
  turn: number;
  busy: boolean;
}

function tell(message: FromServer): void {
  process.send?.(message);
}

async function makeJobs(app: Application): Promise<Written[]> {
  const made: Written[] = [];
  for (let place = 1; place <= JOBS; place++) {
    const at = new Date().toISOString();
    await app.store.write(async (tx) => {
      const job = await insertJob(tx, {
        org: "default",
        source: "local",
        id: String(place),
        name: `bench-${place}`,
        type: "scraping",
        state: "Executing",
        rawStatus: "Executing",
        trigger: "manual",
        createdAt: at,
        queuedAt: at,
        startedAt: at,
        attempt: 1,
      });
      const run = await insertRun(tx, "default", {
        source: "local",
        jobId: job.id,
        attempt: 1,
        agentState: "Executing",
      });
      const owner = { source: "local", id: job.id, org: "default", runId: run.id };
      await insertTasks(tx, owner, [{ target: `http://localhost/${place}`, depth: 0 }]);
      made.push({ job, runId: run.id, lines: 0, turn: 0, busy: false });
    });
  }
  return made;
}

/** One commit of a job: progress, and every third time a change of state. */
async function commit(app: Application, written: Written): Promise<Committed | null> {
  const { job, runId } = written;
  const turn = ++written.turn;
  const owner = { source: "local", id: job.id, org: "default", runId };
  const state = turn % 3 === 0 ? STATES[(turn / 3) % STATES.length] : undefined;
  const line = { seq: ++written.lines, at: new Date().toISOString(), level: "info", task: 1 } as const;
  await app.store.write(async (tx) => {
    const status = state === undefined ? {} : { state, rawStatus: state };
    await updateJob(tx, job, { percent: turn % 100, activity: `page ${turn}`, ...status });
    await updateRun(tx, "default", runId, { agentPercentCompleted: turn % 100 }, { agentCluesCount: 1 });
    await updateTask(tx, owner, 1, { resultsCount: turn });
    await appendLogLines(tx, owner, [{ ...line, message: `fetched page ${turn}` }]);
  });
  return state === undefined ? null : { id: job.id, state, at: wallClock() };
}

/** Commits at an even rate, whether or not earlier ones are done, as far as `MOST_AT_A_TIME` allows. */
async function write(app: Application, jobs: Written[], rate: number, seconds: number): Promise<FromServer> {
  const committed: Committed[] = [];
  const running = new Set<Promise<void>>();
  const begin = performance.now();
  let commits = 0;
  let next = 0;
  for (let due = 0; due < rate * seconds; due++) {
    const wait = begin + (due * 1000) / rate - performance.now();
    if (wait > 1) await sleep(wait);
    while (running.size >= MOST_AT_A_TIME) await Promise.race(running);
    if (performance.now() - begin > seconds * 1000) break;
    let written = jobs[next++ % jobs.length];
    while (written?.busy) written = jobs[next++ % jobs.length];
    if (written === undefined) break;
    const busy = written;
    busy.busy = true;
    const one = commit(app, busy).then((state) => {
      commits++;
      if (state !== null) committed.push(state);
      busy.busy = false;
      running.delete(one);
    });
    running.add(one);
  }
  await Promise.all(running);
  const took = (performance.now() - begin) / 1000;
  return { type: "written", committed, changes: commits * CHANGES_PER_COMMIT, seconds: took };
}

const PATCH_EVERY_MS = 40;

/** Changes rows in turn: progress and counters, and every third time the state. */
async function patch(app: Application, jobs: Written[], rate: number, seconds: number): Promise<FromServer> {
  const begin = performance.now();
  let rows = 0;
  for (let at = 0; at < seconds * 1000; at = performance.now() - begin) {
    const due = Math.floor(((at + PATCH_EVERY_MS) * rate) / 1000) - rows;
    const turn = Array.from({ length: Math.max(0, due) }, () => jobs[rows++ % jobs.length]);
    await app.store.write(async (tx) => {
      for (const written of turn) {
        if (written === undefined) continue;
        const count = ++written.turn;
        const state = count % 3 === 0 ? STATES[(count / 3) % STATES.length] : undefined;
        const status = state === undefined ? {} : { state, rawStatus: state };
        await updateJob(tx, written.job, {
          percent: count % 100,
          tasksCompleted: count,
          resultsTotal: count * 3,
          ...status,
        });
      }
    });
    const wait = begin + at + PATCH_EVERY_MS - performance.now();
    if (wait > 1) await sleep(wait);
  }
  return { type: "written", committed: [], changes: rows, seconds: (performance.now() - begin) / 1000 };
}

async function main(): Promise<void> {
  const config = loadConfig(process.env);
  const log = createLog(config.logLevel);
  const shutdown = createShutdown(log, 10_000);
  const gateway = createGateway();
  const { port } = await gateway.listen(config.port, config.host);
  const origin = `http://localhost:${port}`;
  const app = await createApplication({ config, log, shutdown, gateway, ownOrigin: origin });
  registerApp(app);
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const pages = existsSync(`${root}.next/BUILD_ID`);
  if (pages) {
    const closePages = await servePages(gateway, { development: false, root, host: config.host, port });
    shutdown.onStop("pages", closePages);
  }
  shutdown.onStop("HTTP", () => gateway.close(500));
  const jobs = await makeJobs(app);
  const link = await app.auth.createSignInLink(origin);
  const jobIds = jobs.map(({ job }) => job.id);
  const revision = await readRevision(app.store.db);
  process.on("message", async (message: ToServer) => {
    if (message.type === "stop") process.exit(await shutdown.stop("the bench is done"));
    if (message.type === "patch") tell(await patch(app, jobs, message.rowsPerSecond, message.seconds));
    else tell(await write(app, jobs, message.commitsPerSecond, message.seconds));
  });
  process.once("disconnect", () => process.exit(1));
  tell({ type: "ready", origin, signInUrl: link.url, jobIds, revision, pages });
}

main().catch((error: unknown) => {
  console.error(error);
  tell({ type: "failed", message: String(error) });
  process.exit(1);
});
