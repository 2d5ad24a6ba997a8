import { describe, expect, it } from "vitest";
import { SCRIPT_KEY, useScript } from "../testing/scripted-source.ts";

const signal = new AbortController().signal;
const FIRST = { partition: "", offset: 0, limit: 5 };
const job = (given: Record<string, unknown> = {}) => ({
  job_id: 7,
  status: "running",
  started_at: "2022-01-10T11:10:56Z",
  ...given,
});

describe("Agenty, as it really is", () => {
  const scripted = useScript("agenty");

  it("is sent its key in a header of its own, below the operator's address", async () => {
    const { source, upstream, script, asked } = scripted();
    script["GET /base/v2/jobs"] = () => ({ json: { total: 0, limit: 5, offset: 0, returned: 0, result: [] } });
    await source.list(FIRST, signal);
    expect(asked()).toEqual(["GET /base/v2/jobs?sort=created_at&order=desc&offset=0&limit=5"]);
    expect(upstream.requests[0]?.headers).toMatchObject({ "x-agenty-apikey": SCRIPT_KEY });
    expect(upstream.requests[0]?.headers.authorization).toBeUndefined();
  });

  it("has ids that no number is large enough for, and fields of all versions", async () => {
    const { source, script, asked } = scripted();
    const text = `{"job_id": 12345678901234567891, "status": "Running", "started_at": "2022-01-10T11:10:56", "is_scheduled": 1,
      "agent_id": 42, "pages_total": 1, "pages_processed": 4, "worker_ip": "10.0.0.1", "attempts": null}`;
    script["GET /base/v2/jobs"] = () => ({
      text: `{"result": [${text}]}`,
      headers: { "content-type": "application/json" },
    });
    script["GET /base/v2/jobs/12345678901234567891"] = () => ({ text });
    const { jobs, total, returned } = await source.list(FIRST, signal);
    expect({ total, returned }).toEqual({ total: null, returned: 1 });
    expect(jobs).toMatchObject([
      { id: "12345678901234567891", state: "Executing", percent: 100, agentId: "42", trigger: "scheduled" },
    ]);
    expect(await source.get(jobs[0]?.id ?? "", signal)).toMatchObject({
      job: { id: "12345678901234567891" },
      raw: text,
    });
    expect(asked()[1]).toBe("GET /base/v2/jobs/12345678901234567891");
  });

  it("has lists with doubles and with items that are no jobs", async () => {
    const { source, script } = scripted();
    const result = [job({ status: "started" }), job(), { status: "running" }, null, job({ job_id: 6, status: "odd" })];
    script["GET /base/v2/jobs"] = () => ({ json: { total: 5, result } });
    expect(await source.list(FIRST, signal)).toMatchObject({
      jobs: [
        { id: "7", rawStatus: "running" },
        { id: "6", state: "Unknown", rawStatus: "odd" },
      ],
      returned: 5,
      notices: ["A list had 2 items without an id", "A list had 1 job twice"],
    });
  });

  it("says in the body of a stop whether it worked, whatever the status", async () => {
    const { source, script } = scripted();
    script["GET /base/v2/jobs/7/stop"] = () => ({ status: 400, json: job({ status: "stopped" }) });
    expect(await source.cancel?.("7", null, signal)).toMatchObject({ state: "Cancelled" });
    script["GET /base/v2/jobs/7/stop"] = () => ({ json: job({ status: "stopping" }) });
    expect(await source.cancel?.("7", null, signal)).toMatchObject({ state: "Cancelling" });
    script["GET /base/v2/jobs/7/stop"] = () => ({ status: 400, json: { status_code: "OK", message: "It has ended" } });
    await expect(source.cancel?.("7", null, signal)).rejects.toMatchObject({
      fault: "refused",
      message: "Acme answered 400: It has ended",
    });
    script["GET /base/v2/jobs/7/stop"] = () => ({ json: job({ status: "completed" }) });
    await expect(source.cancel?.("7", null, signal)).rejects.toMatchObject({ fault: "conflict" });
  });

  it.each([
    [
      { json: { status: 402, code: "E", name: "Payment Required", message: "not enough page credits" } },
      "not enough page credits",
    ],
    [{ json: { status_code: 402, message: "no credits" } }, "no credits"],
    [{ json: { error: "out of pages" } }, "out of pages"],
    [{ text: "pay first" }, "pay first"],
  ])("has errors in many forms: %j", async (answer, words) => {
    const { source, script } = scripted();
    script["POST /base/v2/jobs/start"] = () => ({ status: 402, ...answer });
    const start = source.start?.({ agentId: "a", params: null, like: null, scheduledAt: null }, signal);
    await expect(start).rejects.toMatchObject({
      fault: "forbidden",
      status: 402,
      message: `Acme answered 402: ${words}`,
    });
  });

  it("starts an agent and no more", async () => {
    const { source, script, upstream, asked } = scripted();
    script["POST /base/v2/jobs/start"] = () => ({ json: job({ status: "submitted", started_at: null }) });
    const request = { agentId: "45l0wewqzk", params: null, like: null, scheduledAt: null };
    expect(await source.start?.(request, signal)).toMatchObject({ id: "7", state: "Queued" });
    expect(JSON.parse(upstream.requests[0]?.body ?? "")).toEqual({ agent_id: "45l0wewqzk" });
    await expect(source.start?.({ ...request, params: "{}" }, signal)).rejects.toMatchObject({ fault: "refused" });
    expect(asked()).toHaveLength(1);
  });

  it("has logs as text, whose lines are counted as they come, and an error in their place", async () => {
    const { source, script } = scripted();
    script["GET /base/v2/jobs/7/logs"] = () => ({ text: "the rest of it\n2022-01-10T07:46:08Z WARN a\nb\nc\n" });
    expect(await source.logs?.("7", { offset: 10, limit: 9999 }, signal)).toEqual({
      lines: [
        { at: null, level: null, message: "the rest of it", target: null },
        { at: "2022-01-10T07:46:08.000Z", level: "warning", message: "a\nb\nc", target: null },
      ],
      ...{ returned: 4, newestOnly: false, total: null },
    });
    expect(scripted().asked()).toEqual(["GET /base/v2/jobs/7/logs?offset=10&limit=2500"]);
    script["GET /base/v2/jobs/7/logs"] = () => ({ text: '{"error": "no log is kept"}' });
    await expect(source.logs?.("7", { offset: 0, limit: 1 }, signal)).rejects.toThrow("no log is kept");
    script["GET /base/v2/jobs/7/logs"] = () => ({ text: "" });
    expect(await source.logs?.("7", { offset: 0, limit: 1 }, signal)).toMatchObject({ lines: [], returned: 0 });
  });

  it("is asked for fewer rows while its answer is too large", async () => {
    const { source, script, asked } = scripted();
    const row = { page: "x".repeat(100_000) };
    script["GET /base/v2/jobs/7/result"] = ({ query }) => ({
      json: { total: 400, result: Array(Math.min(400, Number(query.get("limit")))).fill(row) },
    });
    const read = await source.results?.("7", { collection: 1, offset: 0, limit: 2500 }, signal);
    expect(read?.rows).toHaveLength(39);
    expect(read?.total).toBe(400);
    expect(asked().map((call) => /limit=(\d+)/.exec(call)?.[1])).toEqual(["2500", "312", "39"]);
  });
});
