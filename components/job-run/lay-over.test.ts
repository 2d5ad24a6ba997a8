import { describe, expect, it } from "vitest";
import type { LogPage, TaskPage } from "../../lib/api/types.ts";
import type { LogLevel, LogLine, Task } from "../../lib/jobs/model.ts";
import { layLinesOver, layTasksOver } from "./lay-over.ts";

const task = (seq: number, state: Task["state"]): Task => ({
  seq,
  target: `/page-${seq}`,
  state,
  depth: 0,
  resultsCount: null,
  httpStatus: null,
  queuedAt: null,
  startedAt: null,
  endedAt: null,
  error: null,
});
const taskPage = (revision: number, items: Task[], nextCursor: string | null = null): TaskPage => ({
  items,
  nextCursor,
  revision,
});
const states = (tasks: Task[]) => tasks.map(({ seq, state }) => [seq, state]);

describe("pushed tasks over fetched ones", () => {
  it("prefers what was pushed after the page was read, and the page otherwise", () => {
    const page = taskPage(10, [task(1, "Completed"), task(2, "Executing")]);
    const live = new Map([
      [1, { revision: 9, task: task(1, "Executing") }],
      [2, { revision: 11, task: task(2, "Failed") }],
    ]);
    expect(states(layTasksOver([page], live))).toEqual([
      [1, "Completed"],
      [2, "Failed"],
    ]);
  });

  it("adds newcomers at the end, once there are no pages between", () => {
    const live = new Map([[3, { revision: 11, task: task(3, "Queued") }]]);
    const items = [task(1, "Completed")];
    expect(states(layTasksOver([taskPage(10, items)], live))).toEqual([
      [1, "Completed"],
      [3, "Queued"],
    ]);
    expect(layTasksOver([taskPage(10, items, "1")], live)).toHaveLength(1);
    expect(layTasksOver([], live)).toEqual([]);
  });
});

describe("pushed lines over fetched ones", () => {
  const line = (seq: number, level: LogLevel = "info"): LogLine => ({ seq, at: "", level, message: "", task: null });
  const logPage = (items: LogLine[], lastSeq: number): LogPage => ({
    items,
    nextCursor: null,
    revision: 1,
    runId: 1,
    lastSeq,
  });
  const seqs = (lines: LogLine[]) => lines.map(({ seq }) => seq);

  it("appends each line once, although it came both ways", () => {
    expect(seqs(layLinesOver([logPage([line(1), line(2)], 2)], [line(2), line(3)], null))).toEqual([1, 2, 3]);
  });

  it("keeps older pages before newer ones", () => {
    const pages = [logPage([line(1), line(2)], 9), logPage([line(3), line(9)], 9)];
    expect(seqs(layLinesOver(pages, [line(10)], null))).toEqual([1, 2, 3, 9, 10]);
  });

  it("shows pushed lines of the level and above only, and none that the filtered page left out", () => {
    const live = [line(4, "error"), line(8, "info"), line(9, "warning"), line(10, "error")];
    expect(seqs(layLinesOver([logPage([line(3, "error")], 7)], live, "warning"))).toEqual([3, 9, 10]);
  });
});
