import { describe, expect, it } from "vitest";
import { SCRIPT_KEY, useScript } from "../testing/scripted-source.ts";

const signal = new AbortController().signal;
const PATH = "/base/services/agent-jobs";

describe("AI Connect, as it really is", () => {
  const scripted = useScript("ai-connect");

  it("has statuses in any case, and lists without counts", async () => {
    const { source, script, upstream, asked } = scripted();
    const data = ["waiting", "SCHEDULED", "Running", "CANCELLED", "canceled", "Paused"].map((job_status, place) => ({
      id: place,
      job_status,
    }));
    script[`GET ${PATH}`] = () => ({ json: { data, meta: {} } });
    const { jobs, total } = await source.list({ partition: "", offset: 0, limit: 500, activeOnly: true }, signal);
    expect(total).toBeNull();
    expect(jobs.map(({ state }) => state)).toEqual([
      "Queued",
      "Queued",
      "Executing",
      "Cancelled",
      "Cancelled",
      "Unknown",
    ]);
    expect(jobs.map(({ rawStatus }) => rawStatus)).toEqual(data.map(({ job_status }) => job_status));
    expect(asked()).toEqual([`GET ${PATH}?sort=created_at%3Adesc&offset=0&limit=100&status=RUNNING`]);
    expect(upstream.requests[0]?.headers.authorization).toBe(`Bearer ${SCRIPT_KEY}`);
  });

  it("counts by status where it can, and is asked status by status where it cannot", async () => {
    const { source, script, asked } = scripted();
    const status = { waiting: 1, scheduled: 2, running: 3, completed: 4, failed: 5, canceled: 6 };
    script[`GET ${PATH}`] = () => ({ json: { data: [], meta: { total: 21, stats: { status } } } });
    const counts = { queued: 3, executing: 3, completed: 4, failed: 5, cancelled: 6, unknown: null };
    expect(await source.counts?.(signal)).toEqual(counts);
    expect(asked()).toHaveLength(1);
    script[`GET ${PATH}`] = ({ query }) => {
      const asked = (query.get("status") ?? "").toLowerCase();
      const total = Object.entries(status).find(([name]) => name === asked)?.[1];
      return { json: { data: [], meta: { total: total ?? 21 } } };
    };
    expect(await source.counts?.(signal)).toEqual(counts);
    expect(asked()).toHaveLength(1 + 7);
    script[`GET ${PATH}`] = () => ({ json: { data: [], meta: {} } });
    expect(await source.counts?.(signal)).toMatchObject({ queued: null, failed: null });
  });

  it("sends what was given for a start letter by letter: all of it, or its parameters", async () => {
    const { source, script, upstream } = scripted();
    script[`POST ${PATH}`] = () => ({ status: 201, json: { data: { id: 9, status: "WAITING" }, meta: {} } });
    const params = '{"target_channel": {"code": "C"}, "config": {"n": 12345678901234567890}}';
    const scheduledAt = new Date("2026-12-31T09:00:00Z");
    expect(await source.start?.({ agentId: 'daily "x"', params, like: null, scheduledAt }, signal)).toMatchObject({
      id: "9",
    });
    expect(upstream.requests[0]?.body).toBe(
      `{"config":{"n": 12345678901234567890},"params":{},"target_channel":{"code": "C"},"job_type_id":"daily \\"x\\"","scheduled_at":"2026-12-31T09:00:00.000Z"}`,
    );
    await source.start?.({ agentId: "a", params: '{"page": 1.50}', like: null, scheduledAt: null }, signal);
    expect(upstream.requests[1]?.body).toBe('{"config":{},"params":{"page": 1.50},"job_type_id":"a"}');
  });

  it("cancels with a reason, and answers words or nothing", async () => {
    const { source, script, upstream } = scripted();
    script[`DELETE ${PATH}/a b`] = () => ({ json: { meta: {}, message: "Job with ID 'a b' successfully canceled" } });
    expect(await source.cancel?.("a b", "No longer needed", signal)).toBeNull();
    expect(upstream.requests[0]?.body).toBe('{"reason":"No longer needed"}');
    script[`DELETE ${PATH}/a b`] = () => ({ status: 204, text: "" });
    expect(await source.cancel?.("a b", null, signal)).toBeNull();
    expect(upstream.requests[1]?.body).toBe("");
    script[`DELETE ${PATH}/a b`] = () => ({ json: { error: "Nobody there" } });
    await expect(source.cancel?.("a b", null, signal)).rejects.toThrow("Nobody there");
    script[`DELETE ${PATH}/a b`] = () => ({
      status: 409,
      json: { message: "", error: "Job is already in a terminal state" },
    });
    await expect(source.cancel?.("a b", null, signal)).rejects.toMatchObject({
      fault: "conflict",
      message: "Acme answered 409: Job is already in a terminal state",
    });
  });
});
