import { beforeAll, describe, expect, it } from "vitest";
import type { FailureHistory, QueuePlace } from "../../lib/api/job-types.ts";
import { startApiServer } from "./api-server.ts";
import { storeJob } from "./seed.ts";

const server = startApiServer();
const ids: Record<"failed" | "completed" | "queued", string> = { failed: "", completed: "", queued: "" };

beforeAll(async () => {
  const { store } = server().app;
  const kind = { error: "timed out after 10 ms", errorFingerprint: "timed out after <n> ms" };
  await storeJob(store, "Failed", { ...kind, id: "9000", createdAt: "2001-01-01T00:00:00.000Z" });
  ids.failed = (await storeJob(store, "Failed", kind)).id;
  ids.completed = (await storeJob(store, "Completed", { retryOf: ids.failed })).id;
  ids.queued = (await storeJob(store, "Queued", { priority: -100, scheduledAt: "2999-01-01T00:00:00.000Z" })).id;
});

describe("what is known beside a job", () => {
  it("is how often such failures were seen, and what became of their retries", async () => {
    const { status, body } = await server().call<FailureHistory>(`/api/jobs/local/${ids.failed}/failure-history`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      fingerprint: "timed out after <n> ms",
      seen: { count: 1, capped: false },
      retries: { ended: 1, succeeded: 1, looked: 1, capped: false },
    });
    expect(Object.keys(body).toSorted()).toEqual(["asOf", "fingerprint", "retries", "revision", "seen"]);
  });

  it("is what stands before a queued job", async () => {
    const { status, body } = await server().call<QueuePlace>(`/api/jobs/local/${ids.queued}/queue`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ ahead: 0, capped: false, executing: 0, concurrency: null });
  });

  it.each([
    ["failure-history", "completed"],
    ["queue", "failed"],
  ] as const)("is refused where it has no meaning: %s of a %s job", async (what, which) => {
    const { status, body } = await server().call(`/api/jobs/local/${ids[which]}/${what}`);
    expect(status).toBe(409);
    expect(body.error.code).toBe("CONFLICT");
  });

  it.each(["failure-history", "queue"])("is refused for what cannot be: %s", async (what) => {
    for (const address of [
      "local/0",
      "nowhere/1",

      `local/${"9".repeat(500)}`,
      "local/..%2f1",
      "%F0%9F%92%A9/1",
    ]) {
      const { status, body } = await server().call(`/api/jobs/${address}/${what}`);
      expect(status, address).toBe(404);
      expect(body.error.code).toBe("NOT_FOUND");
    }
    const known = await server().call(`/api/jobs/local/${ids.failed}/${what}?limit=1`);
    expect(known.status).toBe(400);
    expect(known.body.error).toMatchObject({ code: "BAD_REQUEST", field: "limit" });
  });
});
