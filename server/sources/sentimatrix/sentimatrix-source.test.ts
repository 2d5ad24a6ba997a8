import { describe, expect, it } from "vitest";
import type { ReportedJob } from "../../../lib/dialects/reported-job.ts";
import { eventually } from "../../testing/eventually.ts";
import { SCRIPT_KEY, useScript } from "../testing/scripted-source.ts";

const signal = new AbortController().signal;
const LIST = "GET /base/api/v1/projects/p 1/jobs";
const JOB = "/base/api/v1/jobs/a";

describe("Sentimatrix, as it really is", () => {
  const scripted = useScript("sentimatrix", ["p 1", "p2"]);

  it("has ids as _id, a number for progress, times without a zone, and words of its own", async () => {
    const { source, script, asked } = scripted();
    const item = { _id: "65a1", status: "queued", progress: 45, created_at: "2024-01-15T10:30:00.123456" };
    script[LIST] = () => ({ json: { items: [item], total: 1, page: 1, page_size: 20 } });
    const { jobs } = await source.list({ partition: "p 1", offset: 0, limit: 20 }, signal);
    expect(jobs).toMatchObject([
      {
        id: "65a1",
        state: "Queued",
        rawStatus: "queued",
        percent: 45,
        agentId: "p 1",
        createdAt: "2024-01-15T10:30:00.123Z",
      },
    ]);
    expect(asked()).toEqual(["GET /base/api/v1/projects/p 1/jobs?page=1&per_page=20"]);
  });

  it.each([
    ["says so as per_page", (own: number) => ({ per_page: own })],
    ["says so as page_size", (own: number) => ({ page_size: own })],
    ["does not say so", () => ({})],
  ])("loses no job where its pages are smaller than was asked for, and it %s", async (_, told) => {
    const { source, script } = scripted();
    const own = 20;
    const all = Array.from({ length: 53 }, (_, place) => ({ id: `job_${place}`, status: "completed" }));
    script[LIST] = ({ query }) => {
      const size = Math.min(own, Number(query.get("per_page")));
      const from = (Number(query.get("page")) - 1) * size;
      return { json: { items: all.slice(from, from + size), total: all.length, ...told(size) } };
    };
    for (const start of [0, 30, 45]) {
      const ids: string[] = [];
      for (let offset = start; offset < all.length; ) {
        const page = await source.list({ partition: "p 1", offset, limit: 100 }, signal);
        expect(page.returned).toBeGreaterThan(0);
        ids.push(...page.jobs.map(({ id }) => id));
        offset += page.returned;
      }
      expect(ids).toEqual(all.slice(start).map(({ id }) => id));
    }
  });

  it("is counted over all projects", async () => {
    const { source, script, asked } = scripted();
    const total = (count: number) => () => ({ json: { items: [], total: count } });
    script[LIST] = total(2);
    script["GET /base/api/v1/projects/p2/jobs"] = total(3);
    expect(await source.counts?.(signal)).toEqual({
      queued: 5,
      executing: 5,
      completed: 5,
      failed: 5,
      cancelled: 5,
      unknown: null,
    });
    expect(asked()).toHaveLength(10);
  });

  it("answers a start with 201 or 202, and refuses it in two forms", async () => {
    const { source, script, upstream } = scripted();
    const request = { agentId: "p2", params: '{"target_ids": ["tgt_1"]}', like: null, scheduledAt: null };
    script["POST /base/api/v1/projects/p2/jobs"] = () => ({ status: 202, json: { _id: 5, status: "queued" } });
    expect(await source.start?.(request, signal)).toMatchObject({ id: "5", state: "Queued", agentId: "p2" });
    expect(upstream.requests[0]?.body).toBe(request.params);
    for (const json of [
      { detail: "Another job is running", code: "JOB_RUNNING" },
      { error: { code: "JOB_RUNNING", message: "Another job is running" } },
    ]) {
      script["POST /base/api/v1/projects/p2/jobs"] = () => ({ status: 400, json });
      await expect(source.start?.(request, signal)).rejects.toMatchObject({
        fault: "conflict",
        message: "Acme answered 400: Another job is running",
      });
    }
    const wrong = { detail: [{ loc: ["body", "target_ids"], msg: "must be a list" }] };
    script["POST /base/api/v1/projects/p2/jobs"] = () => ({ status: 422, json: wrong });
    await expect(source.start?.(request, signal)).rejects.toThrow("Acme answered 422: target_ids: must be a list");
    await expect(source.start?.({ ...request, scheduledAt: new Date() }, signal)).rejects.toMatchObject({
      fault: "refused",
    });
  });

  it("makes a new job of a retry, whichever status it gives it", async () => {
    const { source, script } = scripted();
    script[`POST ${JOB}/retry`] = () => ({
      status: 201,
      json: { id: "b", status: "pending", source: "retry", retry_of: "a" },
    });
    expect(await source.retry?.("a", signal)).toMatchObject({ id: "b", trigger: "retry", retryOf: "a" });
    script[`POST ${JOB}/retry`] = () => ({ status: 400, json: { detail: "It runs", code: "CANNOT_RETRY" } });
    await expect(source.retry?.("a", signal)).rejects.toMatchObject({ fault: "conflict" });
  });

  it("gives the newest lines of a log only, and fewer than it is asked for when it will not", async () => {
    const { source, script, asked } = scripted();
    const lines = (count: number) =>
      Array.from({ length: count }, (_, place) => ({
        timestamp: null,
        level: "info",
        message: `${place}`,
        target_id: "t",
      }));
    const read = (offset: number) => source.logs?.("a", { offset, limit: 10 }, signal);
    script[`GET ${JOB}/logs`] = () => ({ json: { logs: lines(25) } });
    expect(await read(20)).toMatchObject({ returned: 5, newestOnly: false, total: 25 });
    expect((await read(20))?.lines.map(({ message }) => message)).toEqual(["20", "21", "22", "23", "24"]);
    script[`GET ${JOB}/logs`] = ({ query }) =>
      Number(query.get("limit")) > 500
        ? { status: 422, json: { detail: "limit: 500 at most" } }
        : { json: { logs: lines(100) } };
    const newest = await read(0);
    expect(newest).toMatchObject({ returned: 100, newestOnly: true, total: null });
    expect(newest?.lines).toHaveLength(100);
    await read(0);
    expect(asked().slice(-3)).toEqual([1000, 100, 100].map((limit) => `GET ${JOB}/logs?limit=${limit}`));
  });

  it("tells over a WebSocket with the token in its address, and how that ends", async () => {
    const { source, upstream } = scripted();
    const path = `${JOB}/ws`;
    const listen = async (id: string, stop: AbortSignal = signal) => {
      const told: Partial<ReportedJob>[] = [];
      const closed = Promise.withResolvers<Error | undefined>();
      source.subscribe?.(id, { changed: (job) => void told.push(job), closed: closed.resolve }, stop);
      await eventually(
        "a listener",
        () => upstream.tell(path, { type: "progress", data: { status: "running", percentage: 5 } }) > 0,
      );
      return { told, closed: closed.promise };
    };

    const ended = await listen("a");
    const [handshake] = upstream.requests;
    expect(handshake?.query.get("token")).toBe(SCRIPT_KEY);
    expect(handshake?.headers.authorization).toBeUndefined();
    upstream.tell(path, "nonsense");
    upstream.tell(path, { type: "target_completed", data: { status: "completed" } });
    upstream.tell(path, { type: "failed", data: { status: "failed", error: "Timed out" } });
    upstream.hangUp(path, 1000);
    expect(await ended.closed).toBeUndefined();
    expect(ended.told.at(0)).toMatchObject({ state: "Executing", percent: 5 });
    expect(ended.told.at(-1)).toMatchObject({ state: "Failed", error: "Timed out" });

    const cut = await listen("a");
    upstream.hangUp(path);
    expect(await cut.closed).toMatchObject({
      fault: "unreachable",
      message: expect.stringMatching(/^Acme's WebSocket was closed \(1006\)/),
    });

    const stop = new AbortController();
    const left = await listen("a", stop.signal);
    stop.abort();
    expect(await left.closed).toBeUndefined();

    upstream.fail("HTTP 404");
    const refused = Promise.withResolvers<Error | undefined>();
    source.subscribe?.("a", { changed: () => undefined, closed: refused.resolve }, signal);
    expect(await refused.promise).toMatchObject({
      fault: "not-found",
      message: "Acme's WebSocket answered 404 Not Found",
    });
    upstream.fail(null);
  });
});
