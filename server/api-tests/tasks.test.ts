import { beforeAll, describe, expect, it } from "vitest";
import type { TaskOrder, TaskOutlinePage, TaskRows } from "../../lib/api/job-types.ts";
import type { JobPage } from "../../lib/api/types.ts";
import type { JobRow } from "../../lib/jobs/model.ts";
import { startApiServer } from "./api-server.ts";
import { storeJob, storeRun } from "./seed.ts";

const server = startApiServer();
let job: JobRow;
let path: string;

beforeAll(async () => {
  job = await storeJob(server().app.store, "Failed", {});
  path = `/api/jobs/local/${job.id}`;
  await storeRun(server().app.store, job, { attempt: 1, tasks: 1 });
  await storeRun(server().app.store, job, { attempt: 2, tasks: 7 });
});

const get = async <Answer>(end: string) => {
  const { status, body } = await server().call<Answer>(`${path}${end}`);
  expect(status).toBe(200);
  return body;
};

describe("the tasks of an attempt", () => {
  it("come as an order of their numbers with counts by state", async () => {
    expect(await get<TaskOrder>("/tasks/order")).toMatchObject({
      seqs: "1-7",
      counts: { Completed: 5, Failed: 2 },
      more: false,
    });
    expect((await get<TaskOrder>("/tasks/order?sort=-number&state=failed")).seqs).toBe("6,3");
    expect((await get<TaskOrder>("/tasks/order?q=com/4")).seqs).toBe("4");
    expect((await get<TaskOrder>("/tasks/order?run=1")).seqs).toBe("1");
  });

  it("come as rows by number", async () => {
    const { items } = await get<TaskRows>("/tasks/rows?seq=3,1,90");
    expect(items.map(({ seq, state }) => [seq, state])).toEqual([
      [1, "Completed"],
      [3, "Failed"],
    ]);
    expect(items[0]).toMatchObject({ target: "https://example.com/1", targetLength: 21, errorLength: null });
  });

  it("come as columns of their times", async () => {
    const first = await get<TaskOutlinePage>("/tasks/outline?limit=5");
    expect(first).toMatchObject({ seqs: "1-5", states: "66866", starts: ",,,,", nextCursor: "5" });
    expect(await get<TaskOutlinePage>("/tasks/outline?limit=5&after=5")).toMatchObject({
      seqs: "6-7",
      states: "86",
      nextCursor: null,
    });
  });

  it("are none before the first attempt", async () => {
    const waiting = await storeJob(server().app.store, "Queued", {});
    const at = `/api/jobs/local/${waiting.id}/tasks`;
    expect((await server().call<TaskOrder>(`${at}/order`)).body).toMatchObject({ seqs: "", runId: null });
    expect((await server().call<TaskRows>(`${at}/rows?seq=1`)).body).toMatchObject({ items: [] });
    expect((await server().call<TaskOutlinePage>(`${at}/outline`)).body).toMatchObject({ seqs: "", nextCursor: null });
  });

  it.each([
    ["order", "sort", ["", "target", "number,state", "-"]],
    ["order", "state", ["", "broken"]],
    ["order", "q", ["x".repeat(201), "a%00b"]],
    ["order", "run", ["-1", "x"]],
    ["order", "other", ["1"]],
    ["rows", "seq", ["", "-1", "1,,2", "1-5", "x", "12345678901", Array(201).fill(1).join(",")]],
    ["outline", "limit", ["0", "25001", "x"]],
    ["outline", "after", ["-1", "1e3"]],
  ])("refuse what is not right in %s: %s", async (end, name, values) => {
    for (const value of values) {
      const more = end === "rows" && name !== "seq" ? "&seq=1" : "";
      const { status, body } = await server().call<{ error: { field: string } }>(
        `${path}/tasks/${end}?${name}=${value}${more}`,
      );
      expect([value, status, body.error.field]).toEqual([value, 400, name]);
    }
  });

  it("survive hostile texts and numbers", async () => {
    for (const q of ["%25", "_", "\\", "'", "%27%3B drop table task", "(", "💥", "%E2%80%AE", "%ff"]) {
      expect([200, 400]).toContain((await server().call(`${path}/tasks/order?q=${q}`)).status);
    }
    expect((await server().call(`${path}/tasks/rows?seq=9999999999,0`)).status).toBe(200);
    expect((await server().call(`${path}/tasks/outline?after=999999999999999`)).status).toBe(200);
    expect((await server().call(`${path}/tasks/order?run=9`)).status).toBe(404);
    expect((await server().call(`/api/jobs/local/nobody/tasks/order`)).status).toBe(404);
  });
});

describe("the chain of retries", () => {
  it("is the job alone, or all jobs from the first to the last, from whichever it is asked", async () => {
    expect((await get<JobPage>("/chain")).items.map(({ id }) => id)).toEqual([job.id]);
    const { store } = server().app;
    const second = await storeJob(store, "Failed", { retryOf: job.id, trigger: "retry" });
    const third = await storeJob(store, "Completed", { retryOf: second.id, trigger: "retry" });
    for (const { id } of [job, second, third]) {
      const { body } = await server().call<JobPage>(`/api/jobs/local/${id}/chain`);
      expect(body.items.map((row) => [row.id, row.state])).toEqual([
        [job.id, "Failed"],
        [second.id, "Failed"],
        [third.id, "Completed"],
      ]);
    }
  });

  it("ends where a job is gone, and where it would go in a circle", async () => {
    const { store } = server().app;
    const orphan = await storeJob(store, "Failed", { retryOf: "gone", trigger: "retry" });
    const circular = await storeJob(store, "Failed", { id: "circle", retryOf: "circle", trigger: "retry" });
    for (const { id } of [orphan, circular]) {
      const { body } = await server().call<JobPage>(`/api/jobs/local/${id}/chain`);
      expect(body.items.map((row) => row.id)).toEqual([id]);
    }
  });
});
