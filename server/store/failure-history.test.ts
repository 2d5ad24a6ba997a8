import { beforeAll, expect, it } from "vitest";
import type { JobState } from "../../lib/jobs/state.ts";
import { describeOnBothDatabases } from "../testing/databases.ts";
import { countFailuresOfKind, countRetriesOfKind } from "./failure-history.ts";
import { insertJob, insertJobs, type NewJob } from "./jobs.ts";
import { readQueuePlace } from "./queue-place.ts";
import { Store } from "./write.ts";

const NOON = Date.UTC(2026, 10, 20, 12);
const MINUTE_MS = 60_000;
const at = (minutes: number) => new Date(NOON + minutes * MINUTE_MS).toISOString();
const AMPLE_MS = 60_000;

const jobOf = (id: string, state: JobState, given: Partial<NewJob> = {}): NewJob => ({
  ...{ org: "default", source: "local", id, name: id, type: "scraping", state, rawStatus: state, trigger: "manual" },
  createdAt: at(-1),
  ...given,
});

describeOnBothDatabases("what is known of a kind of failure", (database) => {
  const kind = (fingerprint: string | null) => ({ org: "default", fingerprint });
  const seen = (fingerprint: string | null, from = -60, most?: number) =>
    countFailuresOfKind(database().db, kind(fingerprint), {
      from: at(from),
      budgetMs: AMPLE_MS,
      ...(most === undefined ? {} : { most }),
    });
  const retries = (fingerprint: string | null, from = -60, most?: number) =>
    countRetriesOfKind(database().db, kind(fingerprint), {
      from: at(from),
      budgetMs: AMPLE_MS,
      ...(most === undefined ? {} : { most }),
    });

  beforeAll(async () => {
    await new Store(database().db).write(async (tx) => {
      const fail = (id: string, minutes: number, given: Partial<NewJob> = {}) =>
        insertJob(tx, jobOf(id, "Failed", { endedAt: at(minutes), errorFingerprint: "timed out", ...given }));
      const retry = (of: string, id: string, state: JobState) => insertJob(tx, jobOf(id, state, { retryOf: of }));
      await fail("old", -90);
      await retry("old", "old-again", "Completed");
      await fail("helped", -50);
      // The first retry of it failed otherwise, the second went well: it counts once, as helped.
      await retry("helped", "helped-1", "Failed");
      await retry("helped", "helped-2", "Completed");
      await fail("failed-again", -40);
      await fail("failed-again-1", -35, { retryOf: "failed-again" });
      await fail("cancelled", -30);
      await retry("cancelled", "cancelled-1", "Cancelled");
      await fail("under-way", -20);
      await retry("under-way", "under-way-1", "Executing");
      await fail("other-kind", -10, { errorFingerprint: "disk full" });
      await retry("other-kind", "other-kind-1", "Completed");
      await fail("no-reason", -10, { errorFingerprint: null });
      // A job of another source with the same id is nobody's retry here.
      await tx.db
        .insertInto("source")
        .values({ id: "agenty", kind: "agenty", name: "Agenty", org: "default", config: "{}" })
        .execute();
      await insertJob(tx, jobOf("elsewhere", "Completed", { source: "agenty", retryOf: "under-way" }));
    });
  });

  it("is how often it was seen", async () => {
    expect(await seen("timed out")).toEqual({ count: 5, capped: false, from: at(-60) });
    expect(await seen("timed out", -100)).toMatchObject({ count: 6 });
    expect(await seen("timed out", -60, 4)).toMatchObject({ count: 4, capped: true });
    expect(await seen("never")).toMatchObject({ count: 0, capped: false });
    expect(await seen(null)).toMatchObject({ count: 1 });
  });

  it("is how its retries ended", async () => {
    expect(await retries("timed out")).toEqual({ ended: 2, succeeded: 1, looked: 5, capped: false, from: at(-60) });
    expect(await retries("timed out", -100)).toMatchObject({ ended: 3, succeeded: 2, looked: 6 });
    expect(await retries("timed out", -60, 3)).toMatchObject({ ended: 0, succeeded: 0, looked: 3, capped: true });
    expect(await retries("disk full")).toMatchObject({ ended: 1, succeeded: 1 });
    expect(await retries(null)).toMatchObject({ ended: 0, succeeded: 0, looked: 1 });
  });

  it("is not known of another organisation", async () => {
    const other = { org: "other", fingerprint: "timed out" };
    const range = { from: at(-60), budgetMs: AMPLE_MS };
    expect(await countFailuresOfKind(database().db, other, range)).toMatchObject({ count: 0 });
    expect(await countRetriesOfKind(database().db, other, range)).toMatchObject({ ended: 0, looked: 0 });
  });
});

describeOnBothDatabases("a job's place in the queue", (database) => {
  const place = (id: string, given: { agentId?: string | null; priority?: number; queued?: number }, most?: number) =>
    readQueuePlace(
      database().db,
      "default",
      {
        ...{ source: "local", id, createdAt: at(-1) },
        ...{ agentId: given.agentId ?? null, priority: given.priority ?? 0, queuedAt: at(given.queued ?? 0) },
      },
      most,
    );

  beforeAll(async () => {
    await new Store(database().db).write(async (tx) => {
      const queued = (id: string, agentId: string, queuedAt: number, given: Partial<NewJob> = {}) =>
        jobOf(id, "Queued", { agentId, queuedAt: at(queuedAt), ...given });
      await insertJobs(tx, [
        queued("1", "a", 1),
        queued("2", "b", 2),
        queued("3", "a", 3),
        queued("4", "b", 4, { priority: 5 }),
        queued("5", "a", 0, { scheduledAt: "2999-01-01T00:00:00.000Z" }),
        jobOf("6", "Executing", { agentId: "a" }),
        jobOf("7", "Submitting", { agentId: "b" }),
        jobOf("8", "Completed", { agentId: "a" }),
      ]);
    });
  });

  it("counts what comes first: of higher priority, or longer in the queue", async () => {
    expect(await place("3", { agentId: "a", queued: 3 })).toEqual({
      ...{ ahead: 3, aheadOfAgent: 1, capped: false },
      ...{ executing: 2, executingOfAgent: 1 },
    });
    expect(await place("4", { agentId: "b", queued: 4, priority: 5 })).toMatchObject({ ahead: 0, aheadOfAgent: 0 });
    expect(await place("1", { agentId: "a", queued: 1 })).toMatchObject({ ahead: 1, aheadOfAgent: 0 });
  });

  it("knows no agent where the job has none, and says when not all were looked at", async () => {
    expect(await place("3", { queued: 3 })).toMatchObject({ ahead: 3, aheadOfAgent: null, executingOfAgent: null });
    expect(await place("3", { queued: 3 }, 2)).toMatchObject({ capped: true });
  });
});
