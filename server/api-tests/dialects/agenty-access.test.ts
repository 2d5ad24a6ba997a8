import { beforeAll, describe, expect, it } from "vitest";
import { errorSchema } from "../../../lib/dialects/agenty/wire.ts";
import type { JobRow } from "../../../lib/jobs/model.ts";
import { makeToken } from "../../testing/make-token.ts";
import { startApiServer } from "../api-server.ts";
import { someAgent, storeJob, storeRun } from "../seed.ts";
import { type AgentyAnswer, type AgentyCall, callAgenty } from "./agenty-calls.ts";

const server = startApiServer();
const keys: Record<"read" | "write" | "expired" | "revoked" | "other", string> = {
  ...{ read: "", write: "", expired: "", revoked: "", other: "" },
};
let job: JobRow;
let agentId: string;

beforeAll(async () => {
  const { store } = server().app;
  keys.read = await makeToken(store, { scopes: ["services:read"] });
  keys.write = await makeToken(store);
  keys.expired = await makeToken(store, { expiresAt: new Date(0).toISOString() });
  keys.revoked = await makeToken(store, { revoked: true });
  keys.other = await makeToken(store, { org: "acme" });
  const { body } = await server().call<{ agent: { id: string } }>("/api/agents", {
    json: someAgent({ slug: "books" }),
  });
  agentId = body.agent.id;
  job = await storeJob(store, "Completed", { agentId });
  await storeRun(store, job, { lines: 3, results: 3 });
});

const errorOf = ({ text }: AgentyAnswer) => errorSchema.parse(JSON.parse(text));
const ROUTES: [path: string, call?: AgentyCall][] = [
  ["/v2/jobs"],
  ["/v2/jobs/download"],
  ["/v2/jobs/{id}"],
  ["/v2/jobs/{id}/result"],
  ["/v2/jobs/{id}/result/download"],
  ["/v2/jobs/{id}/logs"],
  ["/v2/jobs/{id}/files"],
  ["/v2/jobs/{id}/export"],
];
const ACTIONS: [path: string, call?: AgentyCall][] = [
  ["/v2/jobs/{id}/stop"],
  ["/v2/jobs/start", { json: { agent_id: "books" } }],
];
const ask = (path: string, call: AgentyCall = {}) => callAgenty(server(), path.replace("{id}", job.id), call);

describe("a key", () => {
  it.each([...ROUTES, ...ACTIONS])("is needed at %s", async (path, call = {}) => {
    for (const key of [null, "", "wrong", keys.expired, keys.revoked, keys.read.slice(0, -1), `${keys.read}x`]) {
      const answer = await ask(path, { ...call, key });
      expect(answer.status).toBe(401);
      expect(errorOf(answer)).toMatchObject({ status: 401, code: "UNAUTHENTICATED", name: "Unauthorized" });
      expect(answer.headers.get("www-authenticate")).toBe("Bearer");
    }
  });

  it.each(ROUTES)("that reads is enough at %s", async (path) => {
    expect((await ask(path, { key: keys.read })).status).toBe(200);
    expect((await ask(path, { key: keys.write })).status).toBe(200);
  });

  it.each(ACTIONS)("has to be one that writes at %s", async (path, call = {}) => {
    const refused = await ask(path, { ...call, key: keys.read });
    expect(refused.status).toBe(403);
    expect(errorOf(refused)).toMatchObject({ code: "FORBIDDEN", message: expect.stringContaining("services:write") });
    expect((await ask(path, { ...call, key: keys.write })).status).toBe(200);
  });

  it("may stand in the query in any case, in a header, or as a bearer token", async () => {
    for (const name of ["apikey", "apiKey", "APIKEY", "ApiKey"]) {
      expect((await ask("/v2/jobs/{id}", { query: { [name]: keys.read } })).status).toBe(200);
    }
    for (const headers of [{ "X-Agenty-ApiKey": keys.read }, { authorization: `Bearer ${keys.read}` }]) {
      expect((await ask("/v2/jobs/{id}", { headers })).status).toBe(200);
    }
    for (const headers of [
      { authorization: keys.read },
      { authorization: `Basic ${keys.read}` },
      { apikey: keys.read },
    ]) {
      expect((await ask("/v2/jobs/{id}", { headers })).status).toBe(401);
    }
    expect((await ask("/v2/jobs/{id}", { query: { token: keys.read } })).status).toBe(401);
  });

  it("is not a browser's session, on whatever method", async () => {
    for (const path of ["/v2/jobs", `/v2/jobs/${job.id}`, `/v2/jobs/${job.id}/stop`]) {
      expect((await server().call(path, { as: "person" })).status).toBe(401);
    }
    expect((await server().call("/v2/jobs/start", { as: "person", json: { agent_id: "books" } })).status).toBe(401);
  });
});

describe("another organisation", () => {
  it.each([...ROUTES, ...ACTIONS].filter(([path]) => path.includes("{id}")))(
    "does not know of a job at %s",
    async (path) => {
      const others = await ask(path, { key: keys.other });
      const absent = await callAgenty(server(), path.replace("{id}", "999999999"), { key: keys.other });
      expect(others.status).toBe(404);
      expect(errorOf(others)).toEqual({
        ...errorOf(absent),
        message: errorOf(absent).message.replace("999999999", job.id),
      });
    },
  );

  it("has its own number, jobs and agents", async () => {
    const { text } = await ask("/v2/jobs", { key: keys.other });
    expect(JSON.parse(text)).toMatchObject({ total: 0, result: [] });
    for (const agent_id of ["books", agentId]) {
      expect((await ask("/v2/jobs/start", { key: keys.other, json: { agent_id } })).status).toBe(404);
      expect(JSON.parse((await ask("/v2/jobs", { key: keys.other, query: { agent_id } })).text).total).toBe(0);
    }
    expect((await ask("/v2/jobs/download", { key: keys.other })).text.split("\r\n")).toHaveLength(2);
    const numbers = await Promise.all(
      ["default", "acme"].map((org) =>
        server().app.services.programJobs.accountNumber({ kind: "token", id: "t", name: "t", org, scopes: [] }),
      ),
    );
    expect(new Set(numbers).size).toBe(2);
  });
});

describe("bad input", () => {
  const counts = ["-1", "1.5", "x", "", "1e3", " 1", "+1", "0x10", "9999999999999999", "٣", "1\0", "null"];
  const limits = [...counts, "0", "2501"];
  const collections = [...counts, "0", "1000000000"];
  const switches = ["", "2", "true", "01", "-1", "1\0"];
  const names = [
    ...[
      "",
      "../../etc/passwd",
      "/etc/passwd",
      "a/b",
      "a\\b",
      "..",
      ".hidden",
      " a",
      "a\0",
      "a\r\nset-cookie: x=1",
      'a"b',
    ],
    ...["a;b", "x".repeat(101), "<script>", "\u202efdp.csv", "a%2fb", "-rf", "💥"],
  ];
  it.each<[path: string, name: string, values: string[]]>([
    ["/v2/jobs", "offset", counts],
    ["/v2/jobs", "limit", limits],
    ["/v2/jobs", "sort", ["", "status", "id", "created_at desc", "-created_at", "constructor", "job_id\0"]],
    ["/v2/jobs", "order", ["", "DESC ", "up", "1"]],
    ["/v2/jobs", "agent_id", ["", "x".repeat(201), "a\0"]],
    ["/v2/jobs/download", "agent_id", ["", "x".repeat(201)]],
    ["/v2/jobs/{id}/result", "offset", counts],
    ["/v2/jobs/{id}/result", "limit", limits],
    ["/v2/jobs/{id}/result", "collection", collections],
    ["/v2/jobs/{id}/result", "modified", switches],
    ["/v2/jobs/{id}/result/download", "collection", collections],
    ["/v2/jobs/{id}/result/download", "modified", switches],
    ["/v2/jobs/{id}/result/download", "filename", names],
    ["/v2/jobs/{id}/logs", "offset", counts],
    ["/v2/jobs/{id}/logs", "limit", limits],
    ["/v2/jobs/{id}/export", "type", ["", "results", "log", "RESULT", "toString"]],
    ["/v2/jobs/{id}/export", "collection", collections],
    ["/v2/jobs/{id}/export", "modified", switches],
    ["/v2/jobs/{id}/export", "filename", names],
  ])("at %s, %s, is refused by name", async (path, name, values) => {
    for (const value of values) {
      const answer = await ask(path, { key: keys.write, query: { [name]: value } });
      expect(answer.status, JSON.stringify(value)).toBe(400);
      expect(errorOf(answer)).toMatchObject({ code: "BAD_REQUEST", name: "Bad Request" });
      expect(errorOf(answer).message).toContain(name);
    }
    const twice = new URLSearchParams([
      [name, "1"],
      [name, "1"],
    ]);
    expect((await ask(path, { key: keys.write, query: String(twice) })).status).toBe(400);
  });

  it.each<[what: string, call: AgentyCall, status: number]>([
    ["no body", { method: "POST" }, 400],
    ["a body that is no JSON", { body: "{", headers: { "content-type": "application/json" } }, 400],
    ["a form", { body: "agent_id=books", headers: { "content-type": "application/x-www-form-urlencoded" } }, 415],
    ["a list", { json: [] }, 400],
    ["nothing in it", { json: {} }, 400],
    ["null", { json: { agent_id: null } }, 400],
    ["a number", { json: { agent_id: 1 } }, 400],
    ["an empty id", { json: { agent_id: "" } }, 400],
    ["a long id", { json: { agent_id: "x".repeat(201) } }, 400],
    ["a NUL", { json: { agent_id: "a\0" } }, 400],
    ["an unknown agent", { json: { agent_id: "nobody" } }, 404],
    ["a hostile agent", { json: { agent_id: "' or 1=1 --" } }, 404],
    ["a megabyte and more", { json: { agent_id: "x".repeat(1_100_000) } }, 413],
  ])("a start with %s is refused", async (_, call, status) => {
    const answer = await ask("/v2/jobs/start", { key: keys.write, ...call });
    expect(answer.status).toBe(status);
    expect(errorOf(answer).status).toBe(status);
  });

  it("what is not documented counts for nothing", async () => {
    for (const [path, call = {}] of [...ROUTES, ...ACTIONS]) {
      const query = "status=completed&__proto__=1&constructor=x&toString=&_=1&_=2";
      expect((await ask(path, { ...call, key: keys.write, query })).status, path).toBe(200);
    }
    const json = { agent_id: "books", input: "x" };
    expect((await ask("/v2/jobs/start", { key: keys.write, json })).status).toBe(200);
  });

  it("an id that cannot be is one that there is not", async () => {
    for (const id of ["x", "0", "-1", "1.0", "01", "%20", "1'--", "9".repeat(300), "%F0%9F%92%A5", "1%0A"]) {
      for (const rest of ["", "/stop", "/result", "/logs", "/export", "/files", "/result/download"]) {
        const answer = await callAgenty(server(), `/v2/jobs/${id}${rest}`, { key: keys.write });
        expect(answer.status, id + rest).toBe(404);
        expect(errorOf(answer).code).toBe("NOT_FOUND");
      }
    }
  });

  it("other methods are told which there are, and other addresses that there is nothing", async () => {
    const wrong = await ask("/v2/jobs", { method: "DELETE", key: keys.write });
    expect(wrong.status).toBe(405);
    expect(wrong.headers.get("allow")).toBe("GET, HEAD, OPTIONS");
    expect(errorOf(wrong).code).toBe("METHOD_NOT_ALLOWED");
    expect((await ask("/v2/jobs/start", { key: keys.write })).status).toBe(405);
    for (const path of ["/v2", "/v2/agents", "/v2/jobs/1/2/3"]) {
      for (const method of ["GET", "POST", "DELETE"]) {
        const answer = await ask(path, { key: keys.write, method });
        expect(answer.status).toBe(404);
        expect(errorOf(answer).name).toBe("Not Found");
      }
    }
  });

  it("pages of other sites may call it, and read what comes", async () => {
    const preflight = await ask("/v2/jobs/start", {
      method: "OPTIONS",
      headers: { origin: "https://elsewhere.example" },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-origin")).toBe("*");
    expect(preflight.headers.get("access-control-allow-headers")).toContain("x-agenty-apikey");
    for (const key of [keys.read, null]) {
      expect((await ask("/v2/jobs", { key })).headers.get("access-control-allow-origin")).toBe("*");
    }
  });
});
