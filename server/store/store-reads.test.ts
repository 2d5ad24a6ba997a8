import { beforeAll, describe, expect, it } from "vitest";
import type { LogLine } from "../../lib/jobs/model.ts";
import { TRIGGERS } from "../../lib/jobs/model.ts";
import { hasEnded, JOB_STATES } from "../../lib/jobs/state.ts";
import { describeOnBothDatabases } from "../testing/databases.ts";
import { listChanges, readRevision } from "./changes.ts";
import { insertCommand, listCommands, updateOpenCommands } from "./commands.ts";
import { readSummary } from "./counts.ts";
import { getJobDetail, getRetriedAs } from "./job-details.ts";
import { deleteJobs, getJob, insertJob, listExecuting } from "./jobs.ts";
import { appendLogLines, getLogLine, LISTED_LOG_MESSAGE, lastLogSeq, listLogLines, MAX_LOG_MESSAGE } from "./logs.ts";
import { readResultPart } from "./result-reads.ts";
import { deletePayload, insertPayload, insertResults, nextPayload } from "./results.ts";
import { insertRun, listRuns, updateRun } from "./runs.ts";
import { insertTasks, listTasks, nextQueuedTask, type TaskOwner, updateTask } from "./tasks.ts";
import { Store } from "./write.ts";

const ORG = "default";
const TEXTS = ["plain", "100%", "under_score", "back\\slash", 'quo"te', "Ünïcode 💥", "it's; drop table job"];

describeOnBothDatabases("store reads", (database) => {
  let store: Store;

  beforeAll(async () => {
    store = new Store(database().db);
    await store.write(async (tx) => {
      for (let place = 0; place < 120; place++) {
        const createdAt = new Date(Date.UTC(2026, 10, 20) + Math.floor(place / 20)).toISOString();
        const state = JOB_STATES[place % JOB_STATES.length] ?? "Unknown";
        const text = TEXTS[place % TEXTS.length] ?? "";
        await insertJob(tx, {
          org: ORG,
          source: "local",
          id: String(1000 + place),
          name: `${text} ${place}`,
          type: "scraping",
          agentId: `agent${place % 4}`,
          agentName: `Agent ${place % 4}`,
          state,
          rawStatus: state,
          trigger: TRIGGERS[place % TRIGGERS.length] ?? "manual",
          createdAt,
          queuedAt: createdAt,
          error: state === "Failed" ? `timed out: ${text}` : null,
          ...(hasEnded(state) ? { startedAt: createdAt, endedAt: createdAt } : {}),
        });
      }
    });
  });

  it("shows another organisation nothing", async () => {
    expect(await getJob(store.db, "other", { source: "local", id: "1001" })).toBeUndefined();
    expect(await listExecuting(store.db, "other", 10)).toEqual([]);
  });

  describe("a run", () => {
    let owner: TaskOwner;
    beforeAll(async () => {
      const run = await store.write((tx) =>
        insertRun(tx, ORG, { source: "local", jobId: "1000", attempt: 1, agentState: "Executing" }),
      );
      owner = { org: ORG, source: "local", id: "1000", runId: run.id };
    });

    it("counts figures up from unknown", async () => {
      await store.write((tx) => updateRun(tx, ORG, owner.runId, { agentPercentCompleted: 5 }, { agentCluesCount: 3 }));
      await store.write((tx) => updateRun(tx, ORG, owner.runId, {}, { agentCluesCount: 4 }));
      const [run] = await listRuns(store.db, owner);
      expect(run).toMatchObject({ agentCluesCount: 7, agentTasksCount: null, agentPercentCompleted: 5, version: 3 });
    });

    it("queues each target once, in order", async () => {
      const first = await store.write((tx) =>
        insertTasks(tx, owner, [
          { target: "/a", depth: 0 },
          { target: "/b", depth: 0 },
        ]),
      );
      const second = await store.write((tx) =>
        insertTasks(tx, owner, [
          { target: "/b", depth: 1 },
          { target: "/c", depth: 1 },
          { target: "/c", depth: 1 },
        ]),
      );
      expect([...first, ...second].map((task) => [task.seq, task.target])).toEqual([
        [1, "/a"],
        [2, "/b"],
        [3, "/c"],
      ]);
      await store.write((tx) => updateTask(tx, owner, 1, { state: "Completed", resultsCount: 2 }));
      expect((await nextQueuedTask(store.db, owner.runId, new Date()))?.target).toBe("/b");
      const queued = await listTasks(store.db, owner.runId, { after: 0, limit: 10, states: ["Queued"] });
      expect(queued.map((task) => task.seq)).toEqual([2, 3]);
    });

    it("reads its log forwards, backwards and by level", async () => {
      const lines: LogLine[] = Array.from({ length: 30 }, (_, place) => ({
        seq: place + 1,
        at: new Date().toISOString(),
        level: place % 10 === 9 ? "error" : "info",
        message: `line ${place + 1}`,
        task: null,
      }));
      await store.write((tx) => appendLogLines(tx, owner, lines));
      const read = async (range: Partial<Parameters<typeof listLogLines>[2]>) =>
        (await listLogLines(store.db, owner.runId, { limit: 5, levels: [], ...range })).map((line) => line.seq);
      expect(await read({})).toEqual([1, 2, 3, 4, 5]);
      expect(await read({ after: 27 })).toEqual([28, 29, 30]);
      expect(await read({ before: 31 })).toEqual([26, 27, 28, 29, 30]);
      expect(await read({ levels: ["error"] })).toEqual([10, 20, 30]);
      expect(await lastLogSeq(store.db, owner.runId)).toBe(30);
    });

    it("keeps hostile log text: NUL made visible, the over-long cut and said so", async () => {
      const line = (seq: number, message: string): LogLine => ({
        seq,
        at: new Date().toISOString(),
        level: "info",
        message,
        task: null,
      });
      await store.write((tx) =>
        appendLogLines(tx, owner, [line(31, "a\0b"), line(32, "x".repeat(MAX_LOG_MESSAGE + 5))]),
      );
      const [nul, long] = await listLogLines(store.db, owner.runId, { after: 30, limit: 5, levels: [] });
      expect(nul?.message).toBe("a\u2400b");
      expect(long).toMatchObject({ message: "x".repeat(LISTED_LOG_MESSAGE), bytes: expect.any(Number) });
      const whole = await getLogLine(store.db, owner.runId, 32);
      expect(whole?.message).toMatch(/x… \(5 characters cut\)$/);
    });

    it("hands payloads out once and keeps big numbers exact", async () => {
      const data = '{"id":12345678901234567890,"price":1.10}';
      await store.write((tx) => insertPayload(tx, owner.runId, { taskSeq: 1, items: `[${data}]`, itemCount: 1 }));
      await store.write((tx) => insertPayload(tx, owner.runId, { taskSeq: 1, items: "[]", itemCount: 0 }));
      await store.write(async (tx) => {
        const payload = await nextPayload(tx, owner.runId);
        expect(payload?.items).toBe(`[${data}]`);
        await insertResults(tx, owner.runId, [{ collection: 1, seq: 1, task: 1, verdict: "new", data }]);
        await deletePayload(tx, owner.runId, 1);
      });
      await store.write(async (tx) => expect(await nextPayload(tx, owner.runId)).toBeUndefined());
      const place = { collection: 1, seq: 1 };
      const row = await readResultPart(store.db, owner.runId, place, { from: 0, length: 1000 });
      expect(row?.data).toBe(data);
    });
  });

  it("follows a command from asked to done", async () => {
    const key = { source: "local", id: "1001" };
    const actor = { kind: "person", id: "p1", name: "Jo" } as const;
    await store.write((tx) =>
      insertCommand(tx, {
        org: ORG,
        source: key.source,
        jobId: key.id,
        agentId: null,
        action: "cancel",
        actor,
        reason: "why not",
      }),
    );
    await store.write((tx) => updateOpenCommands(tx, ORG, key, "cancel", { acknowledgedAt: new Date().toISOString() }));
    const done = { finishedAt: new Date().toISOString(), outcome: "done" } as const;
    await store.write((tx) => updateOpenCommands(tx, ORG, key, "cancel", done));
    expect(await store.write((tx) => updateOpenCommands(tx, ORG, key, "cancel", done))).toEqual([]);
    const [command] = await listCommands(store.db, key);
    expect(command).toMatchObject({ ...done, actor: "Jo", reason: "why not", acknowledgedAt: expect.any(String) });
  });

  it("deletes jobs with all that is theirs, and counts and the feed follow", async () => {
    const createdAt = new Date().toISOString();
    const made = { org: ORG, source: "local", name: "doomed", type: "scraping", trigger: "manual", createdAt } as const;
    const keys = ["doomed1", "doomed2"].map((id) => ({ source: "local", id }));
    const before = (await readSummary(store.db, ORG)).counts;
    const { owner, revision } = await store.write(async (tx) => {
      for (const { id } of keys)
        await insertJob(tx, { ...made, id, state: "Failed", rawStatus: "Failed", params: "{}" });
      const run = await insertRun(tx, ORG, { source: "local", jobId: "doomed1", attempt: 1, agentState: "Failed" });
      const belongs = { org: ORG, source: "local", id: "doomed1", runId: run.id };
      await insertTasks(tx, belongs, [{ target: "https://a.example/", depth: 0 }]);
      await appendLogLines(tx, belongs, [{ seq: 1, at: createdAt, level: "info", message: "x", task: null }]);
      await insertResults(tx, run.id, [{ collection: 1, seq: 1, task: 1, verdict: "new", data: "{}" }]);
      const actor = { kind: "person", id: "p", name: "Pat" } as const;
      const about = { org: ORG, source: "local", jobId: "doomed1", agentId: null, actor, reason: null };
      await insertCommand(tx, { ...about, action: "retry" });
      return { owner: belongs, revision: await readRevision(tx.db) };
    });
    const held = await store.write((tx) => deleteJobs(tx, [...keys, { source: "local", id: "never" }]));
    expect(held).toBe(2);
    for (const table of ["task", "logLine", "resultRow", "resultCount"] as const) {
      expect(await store.db.selectFrom(table).select("runId").where("runId", "=", owner.runId).execute()).toEqual([]);
    }
    expect(await listRuns(store.db, owner)).toEqual([]);
    expect(await getJobDetail(store.db, owner)).toBeUndefined();
    expect(await listCommands(store.db, owner)).toHaveLength(1);
    expect((await readSummary(store.db, ORG)).counts).toEqual(before);
    const told = await listChanges(store.db, { after: revision, limit: 100 });
    expect(told.filter(({ kind }) => kind === "job-deleted")).toMatchObject(
      keys.map((key) => ({ org: ORG, jobId: key.id, data: key })),
    );
    const last = await readRevision(store.db);
    expect(await store.write((tx) => deleteJobs(tx, keys))).toBe(0);
    expect(await readRevision(store.db)).toBe(last);
  });

  it("knows which job retried another", async () => {
    expect(await getRetriedAs(store.db, { source: "local", id: "1003" })).toBeNull();
    const createdAt = new Date().toISOString();
    const common = { org: ORG, source: "local", name: "again", type: "scraping", createdAt } as const;
    await store.write((tx) =>
      insertJob(tx, { ...common, id: "2003", state: "Queued", rawStatus: "Queued", trigger: "retry", retryOf: "1003" }),
    );
    expect(await getRetriedAs(store.db, { source: "local", id: "1003" })).toBe("2003");
  });
});
