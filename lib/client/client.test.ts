import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, expectTypeOf, it } from "vitest";
import type { z } from "zod";
import type { AgentyExport, AgentyFile, AgentyJob, AgentyPage } from "../dialects/agenty/types.ts";
import type { exportSchema, filesSchema, jobSchema, jobsSchema } from "../dialects/agenty/wire.ts";
import { ClientError, createClient } from "./client.ts";

let server: Server | undefined;
afterEach(async () => {
  server?.closeAllConnections();
  server?.close();
});

/** A server that answers every request so, and what it was asked. */
async function serve(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const asked: { method: string; url: string; headers: IncomingMessage["headers"]; body: string }[] = [];
  server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    asked.push({ method: request.method ?? "", url: request.url ?? "", headers: request.headers, body });
    answer(request, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = (more: Partial<Parameters<typeof createClient>[0]> = {}) =>
    createClient({ baseUrl: origin, apiKey: "secret", ...more }).jobs;
  return { origin, asked, client };
}

const answering = (status: number, body: string, headers: Record<string, string> = {}) =>
  serve((_, response) => response.writeHead(status, { "content-type": "application/json", ...headers }).end(body));

async function failureOf(call: Promise<unknown>): Promise<ClientError> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof ClientError) return error;
  throw new Error(`No ClientError but ${String(error)}`);
}

describe("what is sent", () => {
  it("is what Agenty's API is documented to take", async () => {
    const { asked, client } = await serve(({ url = "" }, response) => {
      const path = url.replace(/\?.*/, "");
      if (path.endsWith("/logs")) response.end("2026-01-01T00:00:00.000Z INFO one\n");
      else if (path.endsWith("/export")) response.end('{"downloadlink":"https://a.example/b"}');
      else if (/jobs$|result$/.test(path)) response.end('{"total":0,"limit":1,"offset":0,"returned":0,"result":[]}');
      else response.end('{"job_id":7,"status":"submitted"}');
    });
    const jobs = client();
    await jobs.start("45l0wewqzk");
    await jobs.stop(7);
    await jobs.list();
    await jobs.list({ agentId: "a b&c", sort: "job_id", order: "asc", offset: 5, limit: 2 });
    await jobs.get("7");
    await jobs.result(7);
    await jobs.result(7, { offset: 2500, limit: 2500, collection: 2, modified: false });
    expect(await jobs.logs(7, { offset: 1, limit: 2 })).toBe("2026-01-01T00:00:00.000Z INFO one\n");
    await jobs.export(7, { type: "logs", filename: "out put", modified: true });
    expect(asked.map(({ method, url }) => `${method} ${url}`)).toEqual([
      "POST /v2/jobs/start",
      "GET /v2/jobs/7/stop",
      "GET /v2/jobs",
      "GET /v2/jobs?agent_id=a+b%26c&sort=job_id&order=asc&offset=5&limit=2",
      "GET /v2/jobs/7",
      "GET /v2/jobs/7/result",
      "GET /v2/jobs/7/result?offset=2500&limit=2500&collection=2&modified=0",
      "GET /v2/jobs/7/logs?offset=1&limit=2",
      "GET /v2/jobs/7/export?type=logs&filename=out+put&modified=1",
    ]);
    expect(asked[0]?.body).toBe('{"agent_id":"45l0wewqzk"}');
    for (const { headers, url } of asked) {
      expect(headers.authorization).toBe("Bearer secret");
      expect(url).not.toContain("secret");
    }
  });

  it("goes to the address however it is written", async () => {
    const { origin, asked } = await answering(200, '{"job_id":7,"status":"running"}');
    for (const end of ["", "/", "/v2", "/v2/", "/v2//"]) {
      await createClient({ baseUrl: `${origin}${end}`, apiKey: "k" }).jobs.get(7);
    }
    await createClient({ baseUrl: `${origin}/behind/a/proxy/v2`, apiKey: "k" }).jobs.get(7);
    expect(new Set(asked.slice(0, 5).map(({ url }) => url))).toEqual(new Set(["/v2/jobs/7"]));
    expect(asked[5]?.url).toBe("/behind/a/proxy/v2/jobs/7");
    for (const baseUrl of ["", "localhost:3000", "/v2", "ftp://a.example"]) {
      expect(() => createClient({ baseUrl, apiKey: "k" })).toThrow(TypeError);
    }
  });

  it("is nothing for an id that is none", async () => {
    const { asked, client } = await answering(200, "{}");
    for (const id of ["", "..", "7/stop", "7?x", -1, 1.5, Number.NaN]) {
      expect((await failureOf(client().get(id))).code).toBe("BAD_ARGUMENT");
    }
    expect(asked).toEqual([]);
  });

  it("may be sent by another fetch", async () => {
    const seen: string[] = [];
    const { client } = await answering(200, '{"job_id":7,"status":"running"}');
    const job = await client({
      fetch: (input, init) => {
        seen.push(String(input));
        return fetch(input, init);
      },
    }).get(7);
    expect(job.status).toBe("running");
    expect(seen).toHaveLength(1);
  });
});

describe("what comes", () => {
  it("is read although account_id is 001", async () => {
    const { client } = await answering(
      200,
      '{"account_id": 001, "agent_id": "007", "status": "started", "job_id": 19558}',
    );
    expect(await client().start("007")).toEqual({ account_id: 1, agent_id: "007", status: "started", job_id: 19558 });
  });

  it("is a success for a stop that worked, whatever its status says", async () => {
    const { client } = await answering(400, '{"job_id":7,"status":"stopped"}');
    expect((await client().stop(7)).status).toBe("stopped");
    expect(await failureOf(client().get(7))).toMatchObject({ code: "HTTP_400", status: 400 });
  });

  it.each<[status: number, body: string, headers: Record<string, string>, error: Partial<ClientError>]>([
    [
      404,
      '{"status":404,"code":"NOT_FOUND","name":"Not Found","message":"Job 7 does not exist."}',
      {},
      { code: "NOT_FOUND", message: "Job 7 does not exist." },
    ],
    [400, '{"status_code":400,"message":"Bad agent"}', {}, { code: "HTTP_400", message: "Bad agent" }],
    [401, '{"status_code":"OK","message":"No key"}', {}, { code: "HTTP_401", message: "No key" }],
    [403, '{"error":"Not yours"}', {}, { code: "HTTP_403", message: "Not yours" }],
    [409, '{"error":{"code":"BUSY","message":"Later"}}', {}, { code: "BUSY", message: "Later" }],
    [402, "Out of credits", { "content-type": "text/plain" }, { code: "HTTP_402", message: "Out of credits" }],
    [402, "", {}, { code: "HTTP_402", message: expect.stringContaining("plan") }],
    [401, "", {}, { message: expect.stringContaining("apiKey") }],
    [403, "{}", {}, { message: expect.stringContaining("may not do this") }],
    [404, "null", {}, { message: expect.stringContaining("baseUrl") }],
    [
      429,
      "",
      { "retry-after": "30" },
      { code: "HTTP_429", retryAfter: 30, message: expect.stringContaining("30 seconds") },
    ],
    [429, "", { "retry-after": "Thu, 01 Jan 1970 00:00:00 GMT" }, { retryAfter: 0 }],
    [429, "", { "retry-after": "soon" }, { retryAfter: null, message: expect.stringContaining("later") }],
    [
      502,
      "<html>Bad gateway</html>",
      { "content-type": "text/html" },
      { code: "HTTP_502", message: expect.stringContaining("HTTP 502") },
    ],
    [418, "[1]", {}, { code: "HTTP_418", message: expect.stringContaining("HTTP 418") }],
    [
      200,
      "<html>Welcome</html>",
      { "content-type": "text/html" },
      { code: "UNREADABLE", message: expect.stringContaining("baseUrl") },
    ],
    [200, "", {}, { code: "UNREADABLE" }],
    [200, "null", {}, { code: "UNREADABLE" }],
    [200, '{"job_id":7', {}, { code: "UNREADABLE" }],
    [200, '{"error":"x"}', {}, { code: "UNREADABLE" }],
  ])("is an error that says what to do: %i %s", async (status, body, headers, error) => {
    const { client } = await answering(status, body, headers);
    expect(await failureOf(client().get(7))).toMatchObject({ name: "ClientError", status, ...error });
    if (status !== 200) expect(await failureOf(client().logs(7))).toMatchObject({ status });
    const calls = [client().list(), client().result(7), client().export(7), client().start("a"), client().stop(7)];
    for (const failure of await Promise.all(calls.map(failureOf))) expect(failure.status).toBe(status);
  });
});

describe("what does not come", () => {
  it("is waited for so long and no longer, the body too", async () => {
    const silent = await serve(() => undefined);
    const error = await failureOf(silent.client({ timeoutMs: 20 }).get(7));
    expect(error).toMatchObject({ code: "TIMEOUT", status: null, message: expect.stringContaining("20 ms") });
    server?.closeAllConnections();
    server?.close();
    const half = await serve((_, response) => response.writeHead(200).write('{"job_id":'));
    expect((await failureOf(half.client({ timeoutMs: 100 }).get(7))).code).toBe("TIMEOUT");
  });

  it("is not waited for once the caller's signal says so", async () => {
    const { client } = await serve(() => undefined);
    const controller = new AbortController();
    const call = failureOf(client().get(7, { signal: controller.signal }));
    const reason = new Error("no longer wanted");
    controller.abort(reason);
    expect(await call).toMatchObject({ code: "ABORTED", cause: reason });
    expect((await failureOf(client().list({ signal: controller.signal }))).code).toBe("ABORTED");
  });

  it("is told when nobody is there, or goes in the midst", async () => {
    const { client } = await serve(({ socket }) => socket.destroy());
    expect(await failureOf(client().get(7))).toMatchObject({ code: "NETWORK", status: null });
    const nobody = createClient({ baseUrl: "http://127.0.0.1:1", apiKey: "k" });
    expect((await failureOf(nobody.jobs.list())).message).toContain("http://127.0.0.1:1 could not be reached");
  });
});

it("has the types of the wire's schemas", () => {
  expectTypeOf<AgentyJob>().toEqualTypeOf<z.output<typeof jobSchema>>();
  expectTypeOf<AgentyPage<AgentyJob>>().toEqualTypeOf<z.output<typeof jobsSchema>>();
  expectTypeOf<AgentyPage<AgentyFile>>().toEqualTypeOf<z.output<typeof filesSchema>>();
  expectTypeOf<AgentyExport>().toEqualTypeOf<z.output<typeof exportSchema>>();
});
