import { beforeAll, describe, expect, it } from "vitest";
import { startApiServer } from "./api-server.ts";
import { someAgent, storeJob, storeRun } from "./seed.ts";

const server = startApiServer();
const cursorOf = (...parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString("base64url");

let job: string;
beforeAll(async () => {
  const { store } = server().app;
  const stored = await storeJob(store, "Completed");
  await storeRun(store, stored, { tasks: 1, lines: 1, results: 1 });
  job = `/api/jobs/local/${stored.id}`;
});

describe("a query that cannot be", () => {
  it.each([
    ["/api/jobs", "limit", ["0", "201", "-1", "1.5", "x", "", "1e1", "99999999999999999999", " 5", "٣"]],
    ["/api/jobs", "cursor", ["", "x", "e30", cursorOf("now", "local", "1"), cursorOf(1, 2, 3), cursorOf("a")]],
    [
      "/api/jobs",
      "cursor",
      ["+010000-01-01", "0000-01-01", "-000001-01-01"].map((day) => cursorOf(`${day}T00:00:00.000Z`, "local", "1")),
    ],
    ["/api/jobs", "cursor", [cursorOf("2026-01-01T00:00:00.000Z", "local\0", "1"), "A".repeat(1001)]],
    [
      "/api/jobs",
      "q",
      [
        "state:wrong",
        "colour:red",
        'name:"x',
        "-duration:>5m",
        "created:2026-02-30",
        "state:",
        "\0",
        "x".repeat(10_240),
      ],
    ],
    ["/api/jobs", "sort", ["name", "", "--created", "-Created"]],
    ["/api/jobs/facets", "q", ["state:wrong", 'name:"x', "created:tomorrowish", "\0"]],
    ["/api/jobs/values", "key", ["", "id", "colour", "__proto__"]],
    ["/api/jobs/executing", "limit", ["0", "201"]],
    ["/api/throughput", "minutes", ["0", "1441", "x"]],
    ["/api/changes", "since", ["-1", "x", "", "1.5", "9999999999999999"]],
    ["/api/changes", "limit", ["0", "1001"]],
    ["{job}/tasks", "after", ["-1", "x", "9999999999999999"]],
    ["{job}/tasks", "limit", ["0", "1001"]],
    ["{job}/tasks", "state", ["", "broken", "Failed,", "Failed;Queued"]],
    ["{job}/tasks", "run", ["-1", "x", "latest"]],
    ["{job}/logs", "after", ["-1", "x"]],
    ["{job}/logs", "before", ["-1", "x"]],
    ["{job}/logs", "limit", ["0", "2001"]],
    ["{job}/logs", "level", ["", "loud", "fatal"]],
    ["{job}/logs", "tail", ["", "yes", "10"]],
    ["{job}/logs", "task", ["-1", "x"]],
    ["{job}/logs", "run", ["x"]],
    ["{job}/logs", "seqs", ["", "x", "1,", "-1", "1,2,99999999999", Array(501).fill("1").join(",")]],
    ["{job}/logs/matches", "q", ["\0", "x".repeat(501)]],
    ["{job}/logs/matches", "regex", ["", "yes"]],
    ["{job}/logs/matches", "level", ["", "loud"]],
    ["{job}/logs/matches", "task", ["-1", "x"]],
    ["{job}/logs/matches", "after", ["-1", "x"]],
    ["{job}/logs/matches", "limit", ["0", "100001"]],
    ["{job}/logs/export?format=text", "level", ["loud"]],
    ["{job}/logs/export", "format", ["", "csv"]],
    ["{job}/results", "collection", ["-1", "x"]],
    ["{job}/results", "after", ["-1", "x"]],
    ["{job}/results", "limit", ["0", "2501"]],
    ["{job}/results", "run", ["x"]],
    ["{job}/results", "task", ["-1", "x", ""]],
    ["{job}/results", "verdict", ["", "old", "New"]],
    ["{job}/results/1/1", "from", ["-1", "x"]],
    ["{job}/results/1/1", "length", ["0", "1048577", "x"]],
    ["{job}/results/1/1/file", "run", ["x"]],
    ["{job}/results/export", "format", ["", "xml", "CSV"]],
    ["{job}/results/changes", "change", ["", "same", "all"]],
    ["{job}/results/changes", "limit", ["0", "501"]],
    ["{job}/results/changes", "after", ["-1", "x"]],
    ["{job}/documents/job", "run", ["x", "-1", ""]],
    ["{job}/documents/job/lines", "from", ["x", "-1"]],
    ["{job}/documents/job/lines", "limit", ["0", "101"]],
  ])("is refused at %s?%s", async (path, name, values) => {
    for (const value of values) {
      const search = new URLSearchParams({ [name]: value });
      const address = path.replace("{job}", job);
      const { status, body } = await server().call(`${address}${address.includes("?") ? "&" : "?"}${search}`);
      expect(status, `${name}=${value}`).toBe(400);
      expect(body.error, `${name}=${value}`).toMatchObject({ code: "BAD_REQUEST", field: name });
      expect(body.error.message).toContain(`${name}: `);
    }
  });

  it.each([
    ["/api/summary", {}],
    ["/api/jobs", {}],
    ["/api/jobs/executing", {}],
    ["/api/throughput", {}],
    ["/api/changes", {}],
    ["/api/agents", {}],
    ["{job}", {}],
    ["{job}/history", {}],
    ["{job}/documents/job", {}],
    ["{job}/tasks", {}],
    ["{job}/logs", {}],
    ["{job}/logs/1", {}],
    ["{job}/logs/matches", {}],
    ["{job}/results", {}],
    ["{job}/results/1/1", {}],
    ["{job}/results/1/1/file", {}],
    ["{job}/results/changes", {}],
    ["{job}/cancel", { method: "POST" }],
    ["{job}/retry", { method: "POST" }],
    ["/api/agents/none", {}],
    ["/api/agents/none", { method: "DELETE" }],
    ["/api/agents/none/start", { method: "POST" }],
  ])("is refused by name when %s does not know the parameter", async (path, options) => {
    for (const name of ["offset", "__proto__", "constructor"]) {
      const answer = await server().call(`${path.replace("{job}", job)}?${name}=1`, options);
      expect(answer.status).toBe(400);
      expect(answer.body.error).toMatchObject({ code: "BAD_REQUEST", field: name });
    }
  });

  it("is refused when a parameter is given twice", async () => {
    for (const path of ["/api/jobs?limit=1&limit=2", "/api/jobs?q=a&q=b", "/api/jobs?cursor=a&cursor=b"]) {
      expect((await server().call(path)).body.error.code).toBe("BAD_REQUEST");
    }
  });

  it("is refused when the log is asked for in two directions", async () => {
    expect((await server().call(`${job}/logs?after=1&before=3`)).body.error.field).toBe("before");
    expect((await server().call(`${job}/logs?after=1&tail=true`)).body.error.field).toBe("tail");
    expect((await server().call(`${job}/logs?seqs=1&tail=true`)).body.error.field).toBe("seqs");
  });

  it("tells where in the filter text the mistake is", async () => {
    const { body } = await server().call(`/api/jobs?q=${encodeURIComponent("books state:wrong")}`);
    expect(body.error.message).toBe(
      'q: no state "wrong"; use one of unknown, queued, executing, executionCompleted, cancelling, submitting, ' +
        "completed, cancelled, failed (characters 13 to 17)",
    );
  });
});

describe("an address of nothing", () => {
  const ends = ["", "/tasks", "/logs", "/logs/1", "/logs/matches", "/logs/export?format=text", "/results"];
  it.each([
    ["an unknown id", "local/0"],
    ["an unknown source", "elsewhere/1001"],
    ["a long id", `local/${"9".repeat(3000)}`],
    ["a long source", `${"s".repeat(3000)}/1`],
    ["control characters", "local/%0d%0a%1b"],
    ["a slash inside", "local/a%2fb"],
    ["dots", "local/..%2f..%2fetc"],
    ["a quote", "local/'%20or%201=1--"],
    ["an emoji", "local/%F0%9F%92%A5"],
    ["encoded percent", "local/%2500"],
  ])("is answered with 404: %s", async (_, place) => {
    for (const end of ends) {
      const { status, body } = await server().call(`/api/jobs/${place}${end}`);
      expect(status).toBe(404);
      expect(body.error).toMatchObject({ code: "NOT_FOUND", requestId: expect.any(String) });
    }
    for (const end of ["/cancel", "/retry"]) {
      expect((await server().call(`/api/jobs/${place}${end}`, { method: "POST" })).status).toBe(404);
    }
  });

  it.each(["%zz", "%", "%00", "a%00b", "%ff", "%E0%80", "%ED%A0%80"])("is answered with 400: %s", async (id) => {
    for (const path of [`/api/jobs/local/${id}`, `/api/jobs/${id}/1`, `/api/agents/${id}`]) {
      const { status, body } = await server().call(path);
      expect(status).toBe(400);
      expect(body.error.code).toBe("BAD_REQUEST");
    }
  });

  it("is answered with 404 for agents", async () => {
    for (const id of ["none", "%0a", "a%2fb", "x".repeat(3000), "__proto__"]) {
      expect((await server().call(`/api/agents/${id}`)).status).toBe(404);
      expect((await server().call(`/api/agents/${id}`, { method: "DELETE" })).status).toBe(404);
      expect((await server().call(`/api/agents/${id}`, { method: "PUT", json: someAgent() })).status).toBe(404);
      expect((await server().call(`/api/agents/${id}/start`, { method: "POST" })).status).toBe(404);
    }
  });
});

describe("a body that cannot be", () => {
  const places = () => [
    { path: "/api/agents", method: "POST" },
    { path: "/api/agents/none", method: "PUT" },
    { path: "/api/agents/none/start", method: "POST" },
    { path: `${job}/cancel`, method: "POST" },
    { path: `${job}/retry`, method: "POST" },
    { path: "/api/bulk-actions", method: "POST" },
    { path: "/api/bulk-actions/preview", method: "POST" },
    { path: "/api/bulk-actions/none/abort", method: "POST" },
  ];
  const json = { "content-type": "application/json" };

  it("is refused with 400 when it is not JSON or not an object", async () => {
    for (const { path, method } of places()) {
      for (const body of ["{", "nothing", "null", "[]", "5", '"x"', "{}}", new Uint8Array([0x7b, 0xff, 0x7d])]) {
        const answer = await server().call(path, { method, body, headers: json });
        expect(answer.status, `${path} ${body}`).toBe(400);
        expect(answer.body.error.code).toBe("BAD_REQUEST");
        expect(answer.body.error.field).toBeDefined();
      }
    }
  });

  it("is refused with 413 over 1 MB, with or without its length announced", async () => {
    const large = JSON.stringify({ reason: "x".repeat(1024 * 1024) });
    for (const { path, method } of places()) {
      const whole = await server().call(path, { method, body: large, headers: json });
      expect(whole.status, path).toBe(413);
      expect(whole.body.error.code).toBe("TOO_LARGE");
    }
  });

  it("is refused with 415 when it is of another type", async () => {
    for (const { path, method } of places()) {
      for (const type of [
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/jsonp",
        "multipart/form-data",
      ]) {
        const answer = await server().call(path, { method, body: "{}", headers: { "content-type": type } });
        expect(answer.status, `${path} ${type}`).toBe(415);
        expect(answer.body.error.code).toBe("UNSUPPORTED_MEDIA_TYPE");
      }
    }
  });

  it("is refused, not choked on, when it is nested deep", async () => {
    const depth = 200_000;
    const deep = `{"params": ${"[".repeat(depth)}${"]".repeat(depth)}}`;
    for (const { path, method } of places()) {
      const { status, body } = await server().call(path, { method, body: deep, headers: json });
      expect(status).toBe(400);
      expect(body.error.code).toBe("BAD_REQUEST");
    }
  });

  it.each([
    ["cancel", { reason: 5 }, "reason"],
    ["cancel", { reason: "x".repeat(501) }, "reason"],
    ["cancel", { reason: "a\0b" }, "reason"],
    ["cancel", { why: "x" }, "why"],
    ["retry", { config: {} }, "config.type"],
    ["retry", { params: [] }, "params"],
    ["retry", { colour: 1 }, "colour"],
    ["retry", { again: "yes" }, "again"],
  ])("is refused by %s: %o", async (action, body, field) => {
    const answer = await server().call(`${job}/${action}`, { json: body });
    expect(answer.status).toBe(400);
    expect(answer.body.error).toMatchObject({ code: "BAD_REQUEST", field });
  });

  it.each([
    [{ params: [] }, "params"],
    [{ params: { a: "\0" } }, "params.a"],
    [{ tags: "x" }, "tags"],
    [{ tags: [""] }, "tags.0"],
    [{ priority: 101 }, "priority"],
    [{ priority: "1" }, "priority"],
    [{ agent: 1 }, "agent"],
  ])("is refused by start: %o", async (body, field) => {
    const answer = await server().call("/api/agents/none/start", { json: body });
    expect(answer.status).toBe(400);
    expect(answer.body.error).toMatchObject({ code: "BAD_REQUEST", field });
  });
});
