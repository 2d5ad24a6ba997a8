import { once } from "node:events";
import { get } from "node:http";
import { beforeAll, describe, expect, it } from "vitest";
import { exportSchema, jobSchema, resultSchema } from "../../../lib/dialects/agenty/wire.ts";
import type { JobRow, LogLine } from "../../../lib/jobs/model.ts";
import { appendLogLines } from "../../store/logs.ts";
import { insertResults } from "../../store/results.ts";
import { insertRun } from "../../store/runs.ts";
import { eventually } from "../../testing/eventually.ts";
import { makeToken } from "../../testing/make-token.ts";
import { startApiServer } from "../api-server.ts";
import { someAgent, storeJob } from "../seed.ts";
import { type AgentyCall, callAgenty } from "./agenty-calls.ts";

const AT = "2026-01-02T03:04:05.678Z";
const MB = 1024 * 1024;
const server = startApiServer();
let key: string;
let job: JobRow;

const ROWS = [
  '{"id": 12345678901234567890, "price": 1.10, "deep": {"n": 1e400}}',
  '{ "text": "£ \\" \\u0000", "list": [0.1000] }',
  '"a text"',
  "no JSON at all",
  "null",
];
const MESSAGES = [
  "one",
  "two\nlines\r\nand\u0085more\u2028still",
  "\u001b[31mred\u001b[0m\ttab",
  "",
  "x".repeat(10_000),
  "end",
];

beforeAll(async () => {
  const { store } = server().app;
  key = await makeToken(store);
  job = await storeJob(store, "Completed");
  await store.write(async (tx) => {
    const run = await insertRun(tx, "default", { source: "local", jobId: job.id, attempt: 1, agentState: "Completed" });
    const owner = { org: "default", source: "local", id: job.id, runId: run.id };
    const lines = MESSAGES.map(
      (message, place): LogLine => ({ seq: place + 1, at: AT, level: "info", message, task: 1 }),
    );
    await appendLogLines(tx, owner, lines);
    const about = { task: null, verdict: null };
    await insertResults(
      tx,
      run.id,
      ROWS.map((data, place) => ({ ...about, collection: 1, seq: place + 1, data })),
    );
    // With gaps between its seqs, and more than one page of what is read at a time.
    const many = Array.from({ length: 1200 }, (_, place) => ({
      ...about,
      collection: 2,
      seq: place * 3 + 5,
      data: `{"n": ${place}}`,
    }));
    await insertResults(tx, run.id, many);
    const large = Array.from({ length: 6 }, (_, place) => ({
      ...{ ...about, collection: 3, seq: place + 1 },
      data: `{"n": ${place}, "text": "${"y".repeat(MB)}"}`,
    }));
    await insertResults(tx, run.id, large);
  });
});

const ask = (path: string, call: AgentyCall = {}) =>
  callAgenty(server(), `/v2/jobs/${job.id}${path}`, { key, ...call });

describe("GET /v2/jobs/{id}/result", () => {
  it("has the rows as they are stored, letter by letter", async () => {
    const { status, headers, text } = await ask("/result");
    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe("application/json");
    const shown = ROWS.map((row) => (row === "no JSON at all" ? JSON.stringify(row) : row));
    expect(text).toBe(`{"total":5,"limit":1000,"offset":0,"returned":5,"result":[\n${shown.join(",\n")}]}`);
    expect(JSON.parse(text)).toMatchObject({ total: 5, returned: 5 });
  });

  it.each([
    [0, 1],
    [0, 2500],
    [999, 2],
    [1199, 10],
    [1200, 10],
    [500, 700],
    [2_000_000_000_000, 5],
  ])("is a page of a collection, whatever its seqs: from %i, %i", async (offset, limit) => {
    const { text } = await ask("/result", { query: { collection: 2, offset, limit } });
    const page = resultSchema.parse(JSON.parse(text));
    const expected = Array.from({ length: 1200 }, (_, n) => ({ n })).slice(offset, offset + limit);
    expect(page).toEqual({ total: 1200, limit, offset, returned: expected.length, result: expected });
  });

  it("has whole rows, however large", async () => {
    const { text } = await ask("/result", { query: { collection: 3 } });
    const { result } = resultSchema.parse(JSON.parse(text));
    expect(result.map(({ n, text }) => [n, String(text).length])).toEqual([0, 1, 2, 3, 4, 5].map((n) => [n, MB]));
  });

  it("is empty for a collection that there is not, and for a job that never ran", async () => {
    const empty = { total: 0, returned: 0, result: [] };
    expect(JSON.parse((await ask("/result", { query: { collection: 9 } })).text)).toMatchObject(empty);
    const queued = await storeJob(server().app.store, "Queued");
    const { text } = await callAgenty(server(), `/v2/jobs/${queued.id}/result`, { key });
    expect(JSON.parse(text)).toMatchObject(empty);
    expect((await callAgenty(server(), `/v2/jobs/${queued.id}/logs`, { key })).text).toBe("");
  });

  it("can be had as a file", async () => {
    const { headers, text } = await ask("/result/download", { query: { collection: 2, filename: "numbers" } });
    expect(headers.get("content-disposition")).toBe('attachment; filename="numbers.csv"');
    expect(text.split("\r\n").slice(0, 3)).toEqual(["n", "0", "1"]);
    expect(text.split("\r\n")).toHaveLength(1202);
  });
});

describe("modified", () => {
  it("gives rows as post-processing left them, or as they were found, everywhere", async () => {
    server()
      .gateway.mount("/sample")
      .on("request", (_, response) =>
        response.setHeader("content-type", "text/html").end("<p>£51.77</p><p>£8</p><p>£100.10</p>"),
      );
    const definition = someAgent({
      itemSelector: "p",
      fields: [{ name: "price" }],
      postProcessing: [
        { step: "cast", field: "price", to: "number", decimal: "." },
        { step: "filter", field: "price", test: "less", value: "100" },
      ],
    });
    await server().call("/api/agents", { json: { ...definition, slug: "prices" } });
    const call = (path: string, more: AgentyCall = {}) => callAgenty(server(), path, { key, ...more });
    const started = await call("/v2/jobs/start", { json: { agent_id: "prices" } });
    const { job_id } = jobSchema.parse(JSON.parse(started.text));
    await eventually("the job to end", async () => {
      return jobSchema.parse(JSON.parse((await call(`/v2/jobs/${job_id}`)).text)).status === "completed";
    });
    const found = [{ price: "£51.77" }, { price: "£8" }, { price: "£100.10" }];
    const left = [{ price: 51.77 }, { price: 8 }];
    for (const [query, rows] of [
      ["", left],
      ["modified=1", left],
      ["modified=0", found],
    ] as const) {
      const { text } = await call(`/v2/jobs/${job_id}/result`, { query });
      expect(JSON.parse(text)).toMatchObject({ total: rows.length, returned: rows.length, result: rows });
      const page = JSON.parse((await call(`/v2/jobs/${job_id}/result`, { query: `${query}&offset=1&limit=1` })).text);
      expect(page).toMatchObject({ total: rows.length, offset: 1, returned: 1, result: rows.slice(1, 2) });
      const csv = `price\r\n${rows.map(({ price }) => `${price}\r\n`).join("")}`;
      expect((await call(`/v2/jobs/${job_id}/result/download`, { query })).text).toBe(csv);
      const link = exportSchema.parse(
        JSON.parse((await call(`/v2/jobs/${job_id}/export`, { query })).text),
      ).downloadlink;
      expect(await (await fetch(link)).text()).toBe(csv);
    }
  });

  it("gives rows as they were found where there is no post-processing", async () => {
    const { text } = await ask("/result", { query: { modified: 1 } });
    expect(text).toBe((await ask("/result", { query: { modified: 0 } })).text);
  });
});

describe("GET /v2/jobs/{id}/logs", () => {
  it("has one line a line, whatever the messages hold", async () => {
    const { text } = await ask("/logs");
    expect(text.split("\n").map((line) => line.slice(0, 60))).toEqual([
      `${AT} INFO one`,
      `${AT} INFO two␊lines␍␊and␊more␊still`,
      `${AT} INFO ␛[31mred␛[0m\ttab`,
      `${AT} INFO `,
      `${AT} INFO ${"x".repeat(30)}`,
      `${AT} INFO end`,
      "",
    ]);
    expect(text.split("\n")[4]).toHaveLength(10_000 + `${AT} INFO `.length);
  });

  it.each([
    [0, 1],
    [1, 2],
    [4, 2500],
    [6, 1],
    [2_000_000_000_000, 1],
  ])("counts its lines: from %i, %i", async (offset, limit) => {
    const whole = (await ask("/logs")).text.split("\n").slice(0, -1);
    const { text } = await ask("/logs", { query: { offset, limit } });
    expect(text.split("\n").slice(0, -1)).toEqual(whole.slice(offset, offset + limit));
  });
});

describe("GET /v2/jobs/{id}/export", () => {
  const linkOf = async (query: AgentyCall["query"] = {}) => {
    const { status, text } = await ask("/export", { query });
    expect(status).toBe(200);
    return new URL(exportSchema.parse(JSON.parse(text)).downloadlink);
  };

  it("gives a link to CSV that needs no key", async () => {
    const link = await linkOf({ type: "result", collection: 2, modified: 1, filename: "output" });
    expect(link.origin).toBe(server().origin);
    expect(link.pathname).toBe(`/v2/jobs/${job.id}/export/output.csv`);
    const response = await fetch(link);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toMatch(/^text\/csv/);
    expect(response.headers.get("content-disposition")).toBe('attachment; filename="output.csv"');
    expect((await response.text()).split("\r\n").slice(0, 2)).toEqual(["n", "0"]);
    expect(link.href).not.toContain(key);
  });

  it("gives the log as CSV, messages as they are", async () => {
    const response = await fetch(await linkOf({ type: "logs", filename: "log.CSV" }));
    expect(response.headers.get("content-disposition")).toBe('attachment; filename="log.CSV"');
    const text = await response.text();
    expect(text.startsWith(`time,level,message\r\n${AT},info,one\r\n${AT},info,"two\nlines\r\nand`)).toBe(true);
  });

  it("is called export.csv unless it is called otherwise, in any alphabet", async () => {
    expect((await linkOf()).pathname).toMatch(/\/export\.csv$/);
    const response = await fetch(await linkOf({ filename: "отчёт 1" }));
    expect(response.headers.get("content-disposition")).toBe(
      `attachment; filename="_____ 1.csv"; filename*=UTF-8''${encodeURIComponent("отчёт 1.csv")}`,
    );
  });

  it("refuses a link in which anything was changed", async () => {
    const link = await linkOf({ collection: 2 });
    const other = await storeJob(server().app.store, "Completed");
    const changes: ((link: URL) => void)[] = [
      (url) => url.searchParams.set("collection", "1"),
      (url) => url.searchParams.set("type", "logs"),
      (url) => url.searchParams.set("modified", "0"),
      (url) => url.searchParams.set("expires", String(Number(url.searchParams.get("expires")) + 1)),
      (url) => url.searchParams.set("signature", "x"),
      (url) => url.searchParams.set("signature", ""),
      (url) => url.searchParams.set("signature", "é".repeat(50)),
      (url) => {
        url.pathname = url.pathname.replace("export.csv", "export.json");
      },
      (url) => {
        url.pathname = url.pathname.replace(job.id, other.id);
      },
      (url) => {
        url.pathname = url.pathname.replace(job.id, "999999999");
      },
    ];
    for (const change of changes) {
      const changed = new URL(link);
      change(changed);
      const response = await fetch(changed);
      expect(response.status, changed.href).toBe(403);
      expect(await response.json()).toMatchObject({ status: 403, code: "FORBIDDEN", name: "Forbidden" });
    }
    for (const name of ["type", "collection", "modified", "expires", "signature"]) {
      const without = new URL(link);
      without.searchParams.delete(name);
      expect((await fetch(without)).status).toBe(400);
      const twice = new URL(link);
      twice.searchParams.append(name, "1");
      expect((await fetch(twice)).status).toBe(400);
    }
    expect((await fetch(link)).status).toBe(200);
  });

  it("refuses a link that is too old, although its signature holds", async () => {
    const expires = String(Math.floor(Date.now() / 1000));
    const signature = server().app.links.sign(["agenty", job.id, "a.csv", "result", "1", "1", expires]);
    const query = new URLSearchParams({ type: "result", collection: "1", modified: "1", expires, signature });
    const response = await fetch(`${server().origin}/v2/jobs/${job.id}/export/a.csv?${query}`);
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ message: expect.stringContaining("has expired") });
  });

  it("breaks off when the client goes, and serves on", async () => {
    const request = get(await linkOf({ collection: 3 }));
    const [response] = await once(request, "response");
    await once(response, "data");
    request.destroy();
    expect((await ask("/logs")).status).toBe(200);
  });
});
