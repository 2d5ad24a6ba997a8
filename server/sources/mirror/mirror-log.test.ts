import { expect, it } from "vitest";
import type { ReportedLogLine } from "../../../lib/dialects/reported-detail.ts";
import { DEFAULT_ORG } from "../../auth/principal.ts";
import { putRun } from "../../store/job-mirror.ts";
import { insertJob } from "../../store/jobs.ts";
import { listLogLines } from "../../store/logs.ts";
import { Store } from "../../store/write.ts";
import { describeOnBothDatabases } from "../../testing/databases.ts";
import { appendLines, linesAfterKept } from "./mirror-log.ts";

const line = (message: string, second: number | null = null): ReportedLogLine => ({
  at: second === null ? null : new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString(),
  ...{ level: "info", message, target: null },
});
const lines = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, place) => line(`line ${from + place}`, from + place));

describeOnBothDatabases("the log of a backend's job", (database) => {
  let jobs = 0;

  /** Keeps one answer after the other, as its newest lines are answered; the messages that are there then. */
  async function keep(...answers: ReportedLogLine[][]): Promise<string[]> {
    const store = new Store(database().db);
    const id = `log-${++jobs}`;
    const at = "2026-01-01T00:00:00.000Z";
    const owner = await store.write(async (tx) => {
      const row = {
        org: DEFAULT_ORG,
        source: "local",
        id,
        name: id,
        type: "",
        trigger: "manual",
        createdAt: at,
      } as const;
      await insertJob(tx, { ...row, state: "Executing", rawStatus: "running" });
      return await putRun(tx, DEFAULT_ORG, { source: "local", id }, 1, { agentState: "Executing" });
    });
    const { db } = store;
    for (const answer of answers) {
      await store.write(async (tx) => {
        const job = { startedAt: at, queuedAt: at, createdAt: at };
        await appendLines(tx, owner, job, await linesAfterKept(tx, owner, answer));
      });
    }
    const kept = await listLogLines(db, owner.runId, { after: 0, limit: 1000, levels: [] });
    expect(kept.map(({ seq }) => seq)).toEqual(kept.map((_, place) => place + 1));
    return kept.map(({ message }) => message);
  }

  const messages = (from: number, to: number) => lines(from, to).map(({ message }) => message);

  it("goes on after what is kept", async () => {
    expect(await keep(lines(1, 5), lines(1, 8), lines(1, 8))).toEqual(messages(1, 8));
  });

  it("goes on where the newest lines overlap, and has a gap where they do not", async () => {
    expect(await keep(lines(1, 10), lines(6, 15), lines(15, 16))).toEqual(messages(1, 16));
    expect(await keep(lines(1, 3), lines(7, 9))).toEqual([...messages(1, 3), ...messages(7, 9)]);
  });

  it("keeps no line twice whatever is in it", async () => {
    const odd = [line("nul \0 and half a pair \ud800", 1), line("x".repeat(100_000), 2), line("", 3)];
    expect(await keep(odd, odd, [...odd, line("last", 4)])).toHaveLength(4);
  });

  it("tells lines that are the same apart by their times", async () => {
    const beat = (second: number) => line("still here", second);
    expect(await keep([beat(1), beat(2)], [beat(1), beat(2), beat(3), beat(4)])).toHaveLength(4);
  });

  it("gives lines without a time that of the one before", async () => {
    expect(await keep([line("a", 1), line("b")], [line("a", 1), line("b"), line("c")])).toEqual(["a", "b", "c"]);
  });
});
