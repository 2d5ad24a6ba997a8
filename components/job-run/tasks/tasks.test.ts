import { describe, expect, it } from "vitest";
import type { TaskRow } from "../../../lib/api/job-types.ts";
import type { Task } from "../../../lib/jobs/model.ts";
import { settleOrder } from "./held-order.ts";
import { direction, nextSort } from "./task-choice.ts";
import { plainLine, runsBackwards, taskTimes, tryWords } from "./task-words.ts";
import { layOver } from "./use-task-rows.ts";

const task = (seq: number, state: Task["state"]): Task => ({
  seq,
  target: `/page/${seq}`,
  state,
  depth: 0,
  resultsCount: null,
  httpStatus: null,
  queuedAt: null,
  startedAt: null,
  endedAt: null,
  error: null,
  attempt: 1,
  maxAttempts: 1,
  dueAt: null,
  earlierError: null,
});
const row = (seq: number, state: Task["state"]): TaskRow => ({
  ...task(seq, state),
  targetLength: 7,
  errorLength: null,
});

describe("an order of tasks under a reader", () => {
  const held = { key: "a", seqs: [1, 2, 3] };

  it("takes more at its end, and another order when that was asked for", () => {
    const longer = { key: "a", seqs: [1, 2, 3, 4] };
    expect(settleOrder(held, longer)).toEqual({ shown: longer, waiting: false });
    expect(settleOrder(held, { key: "b", seqs: [3] }).shown.seqs).toEqual([3]);
    expect(settleOrder(null, held).shown).toBe(held);
  });

  it("stays where the fresh one would move rows", () => {
    for (const seqs of [
      [2, 1, 3],
      [1, 2],
      [0, 1, 2, 3],
    ]) {
      expect(settleOrder(held, { key: "a", seqs })).toEqual({ shown: held, waiting: true });
    }
    expect(settleOrder(held, { key: "a", seqs: [1, 2, 3] })).toEqual({ shown: held, waiting: false });
  });
});

describe("rows of tasks", () => {
  it("are as they were pushed, when that was later", () => {
    const live = new Map([
      [1, { revision: 11, task: task(1, "Completed") }],
      [2, { revision: 9, task: task(2, "Completed") }],
      [9, { revision: 9, task: task(9, "Queued") }],
    ]);
    const rows = layOver([{ items: [row(1, "Executing"), row(2, "Executing")], revision: 10 }], live);
    expect([1, 2, 9].map((seq) => rows.get(seq)?.state)).toEqual(["Completed", "Executing", "Queued"]);
  });
});

describe("sorting", () => {
  it("begins with what is looked for, and turns round", () => {
    expect(nextSort("number", "duration")).toBe("-duration");
    expect(nextSort("-duration", "duration")).toBe("duration");
    expect(nextSort("number", "number")).toBe("-number");
    expect(direction("-ended", "ended")).toBe("descending");
    expect(direction("number", "ended")).toBe("none");
  });
});

describe("tries of a task", () => {
  const waiting = { ...task(1, "Queued"), attempt: 2, maxAttempts: 3, dueAt: "2026-11-22T13:01:00.000Z" };

  it("are told from the second on, and while one is waited for", () => {
    expect(tryWords(task(1, "Executing"))).toBeNull();
    expect(tryWords({ attempt: 1, maxAttempts: 3, dueAt: null })).toBeNull();
    expect(tryWords({ attempt: 2, maxAttempts: 3, dueAt: null })).toBe("try 2 of 3");
    expect(tryWords(waiting)).toBe("waits for try 2 of 3");
  });

  it("say why the one before failed, and from when on the next may be", () => {
    const [first, second, third] = taskTimes({ ...waiting, earlierError: "503\u202e at /" }, 0);
    expect(first).toBe("Queued, waits for try 2 of 3");
    expect(second).toMatch(/^Not before .*22 November 2026/);
    expect(third).toBe("The try before: 503  at /");
    const running = { ...waiting, state: "Executing", dueAt: null, startedAt: "2026-11-22T13:01:00.000Z" } as const;
    expect(taskTimes({ ...running, earlierError: "503" }, Date.parse(running.startedAt))).toMatchObject([
      "Executing, try 2 of 3, 0 s",
      expect.stringMatching(/^Started /),
      "The try before: 503",
    ]);
  });
});

describe("texts of tasks", () => {
  it("lose what could break out of their line", () => {
    expect(plainLine("a\u202eb\u0007c\r\nd", 20)).toBe("a b c d");
    expect(plainLine("x".repeat(50), 5)).toBe("xxxxx…");
  });

  it("say when a task ends before it starts", () => {
    const startedAt = "2026-11-22T13:00:05.000Z";
    expect(runsBackwards({ startedAt, endedAt: "2026-11-22T13:00:04.000Z" })).toBe(true);
    expect(runsBackwards({ startedAt, endedAt: startedAt })).toBe(false);
    expect(runsBackwards({ startedAt, endedAt: null })).toBe(false);
  });
});
