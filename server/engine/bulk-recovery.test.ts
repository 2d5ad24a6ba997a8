import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { type OpenDatabase, openDatabase } from "../db/open-database.ts";
import { describeOnBothDatabases, describeOnServer } from "../testing/databases.ts";
import { makeEmbedded, type TestDatabase } from "../testing/temporary-database.ts";
import { type BulkHarness, createBulkHarness, slowDown } from "./bulk-harness.ts";
import { createHarness, type Harness } from "./engine-harness.ts";

const CHILD = fileURLToPath(new URL("./bulk-child.ts", import.meta.url));
const AMOUNT = 600;

interface Begun {
  id: string;
  agentId: string;
}

/** Begins a bulk action in a process of its own, which is killed in the middle of it. */
async function killInTheMiddle(settings: TestDatabase["settings"]): Promise<Begun> {
  const argument = JSON.stringify({ ...settings, amount: AMOUNT });
  const child = spawn(process.execPath, [CHILD, argument], { stdio: ["ignore", "pipe", "inherit"] });
  const exited = once(child, "exit");
  const lines: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    lines.push(line);
    if (line === "under way") break;
  }
  child.kill("SIGKILL");
  await exited;
  return JSON.parse(lines[0] ?? "");
}

/** The action ends, every job was retried exactly once, and the figures say so. */
async function expectWhole({ reaches, commands, retries }: BulkHarness, id: string): Promise<void> {
  const ended = await reaches(id, "end", ({ finishedAt }) => finishedAt !== null, 120_000);
  expect(ended).toMatchObject({ state: "finished", eligible: AMOUNT, done: AMOUNT, failed: 0, skipped: 0 });
  expect((await commands(id)).size).toBe(AMOUNT);
  const times = await retries();
  expect(times.size).toBe(AMOUNT);
  expect([...times.values()].every((each) => each === 1)).toBe(true);
}

describe("a bulk action whose process was killed", () => {
  it("goes on at the next start (embedded)", async () => {
    const made = await makeEmbedded();
    let database: OpenDatabase | undefined;
    try {
      const { id, agentId } = await killInTheMiddle(made.settings);
      database = await openDatabase(made.settings);
      const harness = createHarness(database, [], 0);
      const bulk = await createBulkHarness(harness, agentId);
      const left = await bulk.action(id);
      expect(left.state).toBe("running");
      expect(left.done).toBeLessThan(AMOUNT);
      await harness.engine.work();
      await expectWhole(bulk, id);
      await harness.engine.stop({ graceMs: 1000 });
    } finally {
      await database?.close();
      await made.remove();
    }
  }, 180_000);
});

describeOnServer("a bulk action whose worker on another machine was killed", (database, made) => {
  it("is taken over when that has been silent", async () => {
    const { id, agentId } = await killInTheMiddle(made().settings);
    const harness = createHarness(database(), [], 0);
    const bulk = await createBulkHarness(harness, agentId);
    expect((await bulk.action(id)).state).toBe("running");
    await harness.engine.work();
    await expectWhole(bulk, id);
    await harness.engine.stop({ graceMs: 1000 });
  }, 180_000);
});

describeOnBothDatabases("a bulk action whose worker stops", (database) => {
  const harnesses: Harness[] = [];
  const make = async () => {
    const harness = createHarness(database(), [], 0);
    harnesses.push(harness);
    await harness.engine.work();
    return harness;
  };

  it("is handed to the next one", async () => {
    const first = await make();
    await slowDown(first);
    const bulk = await createBulkHarness(first, await first.scraping({ urls: ["/p"] }));
    const { id } = await bulk.start("retry", { jobs: await bulk.jobs("Failed", AMOUNT) });
    await bulk.reaches(id, "be under way", ({ done }) => done > 0);
    await first.engine.stop({ graceMs: 500 });
    const left = await bulk.action(id);
    expect(left.state).toBe("running");
    expect((await bulk.commands(id)).size).toBe(left.done);
    const second = await make();
    await expectWhole(bulk, id);
    await second.engine.stop({ graceMs: 500 });
  }, 120_000);
});
