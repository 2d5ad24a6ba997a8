import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { sql } from "kysely";
import { expect, it } from "vitest";
import { hasEnded } from "../../lib/jobs/state.ts";
import { parseDefinition } from "../engine/parse-definition.ts";
import { readSummary } from "../store/counts.ts";
import { getJobDetail } from "../store/job-details.ts";
import { JOB_COLUMNS } from "../store/jobs.ts";
import { describeOnBothDatabases } from "../testing/databases.ts";
import { type ExtremeName, seedExtreme } from "./extreme/extreme-runs.ts";
import { seedStore } from "./seed-store.ts";

const NOW = Date.UTC(2026, 10, 22, 12);

describeOnBothDatabases("a seeded store", (database) => {
  const read = () => database().db.selectFrom("job").select(JOB_COLUMNS).execute();
  const seed = (jobs: number) => seedStore(database().db, { jobs, days: 30, seed: "test", now: NOW });

  it("holds so many jobs that make sense", async () => {
    await seed(3000);
    const jobs = await read();
    expect(jobs).toHaveLength(3000);
    for (const job of jobs) {
      expect(Date.parse(job.createdAt)).toBeLessThanOrEqual(NOW);
      if (hasEnded(job.state)) expect(job.endedAt).not.toBeNull();
      if (job.startedAt !== null) expect(job.startedAt >= job.createdAt).toBe(true);
      if (job.endedAt !== null) expect(job.endedAt >= (job.startedAt ?? job.createdAt)).toBe(true);
      expect(job.updatedAt >= (job.endedAt ?? job.startedAt ?? job.createdAt)).toBe(true);
      expect(job.error !== null).toBe(job.state === "Failed");
      // The built-in engine would have to have a ticket for what has not ended.
      if (job.source === "local") expect(job.endedAt === null && job.state !== "Unknown").toBe(false);
    }
    const ids = new Set(jobs.map(({ source, id }) => `${source}/${id}`));
    const retries = jobs.filter((job) => job.retryOf !== null);
    expect(retries.length).toBeGreaterThan(0);
    for (const job of retries) expect(ids).toContain(`${job.source}/${job.retryOf}`);
    expect(jobs.some((job) => job.state === "Executing")).toBe(true);
    expect(new Set(jobs.map((job) => job.errorFingerprint)).size).toBeGreaterThan(20);
  });

  it("has counts, and definitions to retry local jobs with", async () => {
    const { counts } = await readSummary(database().db, "default");
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(3000);
    const local = (await read()).filter((job) => job.source === "local");
    for (const job of local.slice(0, 5)) {
      const detail = await getJobDetail(database().db, job);
      expect(parseDefinition(detail?.config ?? null).name).toBe(job.agentName);
    }
    const { rows } = await sql<{ id: number }>`select nextval('local_job_id') as id`.execute(database().db);
    expect(rows[0]?.id).toBe(Math.max(...local.map((job) => Number(job.id))) + 1);
  });

  it("takes more on top", async () => {
    await seed(500);
    expect(await read()).toHaveLength(3500);
  });
});

describeOnBothDatabases("extreme runs", (database) => {
  it("are made once, under ids that are known", async () => {
    const said: string[] = [];
    const names: ExtremeName[] = ["odd", "blank"];
    for (const round of ["made", "left"]) {
      await seedExtreme(database().db, names, (_, key) => said.push(`${round} ${key === null ? "" : key.id}`));
    }
    expect(said).toEqual(["made extreme-odd", "made extreme-blank", "left ", "left "]);
    const runs = await database().db.selectFrom("jobRun").select(["jobId", "agentPercentCompleted"]).execute();
    expect(runs).toContainEqual({ jobId: "extreme-odd", agentPercentCompleted: 250 });
    expect(runs).toContainEqual({ jobId: "extreme-blank", agentPercentCompleted: null });
  });
});

it.each([
  [[]],
  [["--jobs", "0"]],
  [["--jobs", "many"]],
  [["--jobs", "5", "--days", "-1"]],
  [["--job", "5"]],
  [["--extreme=nothing"]],
])("refuses %j before it touches anything", async (args) => {
  const script = fileURLToPath(new URL("seed.ts", import.meta.url));
  const env = { ...process.env, DATABASE_URL: "postgres://nobody@127.0.0.1:1/nothing" };
  const failed = await promisify(execFile)(process.execPath, [script, ...args], { env }).catch((error) => error);
  expect(failed.code).toBe(1);
  expect(failed.stderr).toMatch(/--(job|days|extreme)/);
  expect(failed.stdout).toBe("");
});
