import { beforeAll, expect, it } from "vitest";
import { JOB_STATES, type JobState } from "../../lib/jobs/state.ts";
import type { TaskSort } from "../../lib/jobs/task-sort.ts";
import { describeOnBothDatabases } from "../testing/databases.ts";
import { insertJob } from "./jobs.ts";
import { insertRun } from "./runs.ts";
import { readTaskOrder, readTaskOutline, readTaskRows, TASK_TEXT_SHOWN } from "./task-reads.ts";
import { insertTasks, updateTask } from "./tasks.ts";
import { Store } from "./write.ts";

const ORG = "default";
const BASE = "2026-11-20T00:00:00.000Z";
const at = (seconds: number) => new Date(Date.parse(BASE) + seconds * 1000).toISOString();

/** State, when it began and ended, results; the fourth ends before it starts. */
const TASKS: [JobState, number | null, number | null, number | null][] = [
  ["Completed", 0, 4, 10],
  ["Failed", 1, 2, null],
  ["Completed", 2, 9.5, 3],
  ["Completed", 9, 5, 7],
  ["Executing", 10, null, null],
  ["Queued", null, null, null],
];

describeOnBothDatabases("reads of tasks", (database) => {
  let store: Store;
  let runId: number;

  beforeAll(async () => {
    store = new Store(database().db);
    runId = await store.write(async (tx) => {
      const key = { org: ORG, source: "local", id: "7" };
      await insertJob(tx, {
        ...key,
        name: "books",
        type: "scraping",
        state: "Executing",
        rawStatus: "Executing",
        trigger: "manual",
        createdAt: BASE,
      });
      const { id } = await insertRun(tx, ORG, { source: "local", jobId: "7", attempt: 1, agentState: "Executing" });
      const owner = { ...key, runId: id };
      const targets = ["https://a.test/100%", "/b_c", "/d\\e", "/Ünïcode", "<script>", "x".repeat(9000)];
      await insertTasks(
        tx,
        owner,
        targets.map((target) => ({ target, depth: 0 })),
      );
      for (const [place, [state, start, end, results]] of TASKS.entries()) {
        await updateTask(tx, owner, place + 1, {
          state,
          startedAt: start === null ? null : at(start),
          endedAt: end === null ? null : at(end),
          resultsCount: results,
          error: state === "Failed" ? `Timed out: ${"y".repeat(5000)}` : null,
        });
      }
      return id;
    });
  });

  const order = async (sort: TaskSort, states: JobState[] = [], text = "") =>
    (await readTaskOrder(store.db, runId, { sort, states, text })).seqs;

  it("orders by each sort, what is unknown last", async () => {
    expect(await order("number")).toEqual([1, 2, 3, 4, 5, 6]);
    expect(await order("-number")).toEqual([6, 5, 4, 3, 2, 1]);
    expect(await order("results")).toEqual([3, 4, 1, 2, 5, 6]);
    expect(await order("-results")).toEqual([1, 4, 3, 2, 5, 6]);
    expect(await order("duration")).toEqual([4, 2, 1, 3, 5, 6]);
    expect(await order("-duration")).toEqual([3, 1, 2, 4, 5, 6]);
    expect(await order("ended")).toEqual([2, 1, 4, 3, 5, 6]);
    expect(await order("-ended")).toEqual([3, 4, 1, 2, 5, 6]);
    expect(await order("state")).toEqual([6, 5, 1, 3, 4, 2]);
    expect(await order("-state")).toEqual([2, 1, 3, 4, 5, 6]);
  });

  it("filters by states and by text in target and error, taken literally", async () => {
    expect(await order("number", ["Failed", "Queued"])).toEqual([2, 6]);
    expect(await order("number", [], "100%")).toEqual([1]);
    expect(await order("number", [], "b_c")).toEqual([2]);
    expect(await order("number", [], "bxc")).toEqual([]);
    expect(await order("number", [], "d\\e")).toEqual([3]);
    expect(await order("number", [], "TIMED")).toEqual([2]);
    expect(await order("number", [], "<SCRIPT")).toEqual([5]);
    expect(await order("number", ["Completed"], "/")).toEqual([1, 3, 4]);
  });

  it("counts the states of what holds the text, whatever states are shown", async () => {
    const { counts, more } = await readTaskOrder(store.db, runId, { states: ["Failed"], text: "", sort: "number" });
    expect(counts).toEqual({ Completed: 3, Failed: 1, Executing: 1, Queued: 1 });
    expect(more).toBe(false);
    expect(await readTaskOrder(store.db, -1, { states: [], text: "", sort: "number" })).toEqual({
      seqs: [],
      counts: {},
      more: false,
    });
  });

  it("gives rows by number, with long texts cut and their whole length told", async () => {
    const rows = await readTaskRows(store.db, runId, [6, 2, 99]);
    expect(rows.map(({ seq }) => seq)).toEqual([2, 6]);
    expect(rows[0]).toMatchObject({ errorLength: 5011, target: "/b_c", targetLength: 4 });
    expect(rows[0]?.error).toHaveLength(TASK_TEXT_SHOWN);
    expect(rows[1]).toMatchObject({ errorLength: null, error: null, targetLength: 9000 });
    expect(await readTaskRows(store.db, runId, [])).toEqual([]);
  });

  it("gives the times of tasks as columns, page by page", async () => {
    const states = (...names: JobState[]) => names.map((name) => JOB_STATES.indexOf(name)).join("");
    expect(await readTaskOutline(store.db, runId, { after: 0, limit: 4, base: at(1) })).toEqual({
      seqs: [1, 2, 3, 4],
      states: states("Completed", "Failed", "Completed", "Completed"),
      starts: "-1000,0,1000,8000",
      spans: "4000,1000,7500,-4000",
      more: true,
    });
    expect(await readTaskOutline(store.db, runId, { after: 4, limit: 4, base: at(1) })).toEqual({
      seqs: [5, 6],
      states: states("Executing", "Queued"),
      starts: "9000,",
      spans: ",",
      more: false,
    });
    expect((await readTaskOutline(store.db, runId, { after: 6, limit: 4, base: at(1) })).seqs).toEqual([]);
  });
});
