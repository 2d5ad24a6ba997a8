import { beforeAll, describe, expect, it } from "vitest";
import type { FailureGroups } from "../../lib/api/types.ts";
import { startApiServer } from "./api-server.ts";
import { storeJob } from "./seed.ts";

const server = startApiServer();
const HOUR_MS = 3_600_000;
const hoursAgo = (hours: number) => new Date(Date.now() - hours * HOUR_MS).toISOString();

const read = async (query = "") => await server().call<FailureGroups>(`/api/failures${query}`);

beforeAll(async () => {
  const { store } = server().app;
  const fail = (error: string | null, errorFingerprint: string | null, hours: number, agentName = "books") =>
    storeJob(store, "Failed", { error, errorFingerprint, createdAt: hoursAgo(hours), agentName });
  await fail("timed out after 10 ms", "timed out after <n> ms", 400);
  await fail("timed out after 20 ms", "timed out after <n> ms", 3);
  await fail("timed out after 30 ms", "timed out after <n> ms", 2, "prices");
  await fail(null, null, 1);
  await storeJob(store, "Completed", { createdAt: hoursAgo(1) });
});

describe("failures", () => {
  it("are those of the last day, by kind of failure", async () => {
    const { status, body } = await read();
    expect(status).toBe(200);
    expect(body).toMatchObject({ bucketMs: HOUR_MS, failures: 3, otherGroups: 0, countedFrom: null });
    expect(body.groups).toHaveLength(2);
    expect(body.groups[0]).toMatchObject({
      fingerprint: "timed out after <n> ms",
      error: "timed out after 30 ms",
      count: 2,
      agents: expect.arrayContaining([
        { value: "books", count: 1 },
        { value: "prices", count: 1 },
      ]),
      otherAgents: 0,
    });
    expect(Date.parse(body.groups[0]?.firstSeenAt ?? "")).toBeLessThan(Date.now() - 399 * HOUR_MS);
    expect(body.groups[0]?.buckets).toHaveLength(24);
    expect(body.groups[1]).toMatchObject({ fingerprint: null, error: null, count: 1 });
  });

  it.each([
    ["1h", 30, 0],
    ["24h", 24, 3],
    ["7d", 28, 3],
    ["30d", 30, 4],
  ])("are read over %s", async (window, buckets, failures) => {
    const { body } = await read(`?window=${window}`);
    expect(body.failures).toBe(failures);
    expect(Date.parse(body.to) - Date.parse(body.from)).toBeGreaterThanOrEqual(buckets * body.bucketMs);
    for (const group of body.groups) expect(group.buckets.reduce((sum, each) => sum + each, 0)).toBe(group.count);
  });

  it("can be filtered", async () => {
    const { body } = await read(`?q=${encodeURIComponent("agent:prices")}&window=30d`);
    expect(body.groups).toMatchObject([{ fingerprint: "timed out after <n> ms", count: 1 }]);
    expect((await read(`?q=${encodeURIComponent("agent:nobody")}`)).body).toMatchObject({ groups: [], failures: 0 });
  });

  it.each([
    ["window", "?window=2h"],
    ["window", "?window="],
    ["q", "?q=colour:red"],
    ["q", "?q=ended:2026-02-30"],
    ["q", `?q=${"x".repeat(2001)}`],
    ["limit", "?limit=3"],
  ])("are refused at %s: %s", async (field, query) => {
    const answer = await server().call(`/api/failures${query}`);
    expect(answer.status).toBe(400);
    expect(answer.body.error).toMatchObject({ code: "BAD_REQUEST", field });
  });
});
