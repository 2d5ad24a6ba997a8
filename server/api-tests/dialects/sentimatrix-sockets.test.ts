import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadConfig } from "../../config.ts";
import { createApplication } from "../../create-application.ts";
import { code } from "../../dialects/sentimatrix/documented.ts";
import { type Listener, listen, refusal } from "../../dialects/sentimatrix/socket-client.ts";
import { createGateway } from "../../http/gateway.ts";
import { createLog } from "../../log.ts";
import { createShutdown, type Shutdown } from "../../shutdown.ts";
import { revokeApiToken } from "../../store/api-tokens.ts";
import { eventually } from "../../testing/eventually.ts";
import { makeToken } from "../../testing/make-token.ts";
import { hasServer, makeEmbedded, makeOnServer, type TestDatabase } from "../../testing/temporary-database.ts";
import { startApiServer } from "../api-server.ts";
import { storeJob } from "../seed.ts";
import { type Program, schemas, startProgram } from "./sentimatrix-harness.ts";

const typesOf = (listener: Listener) => listener.events().map(({ type }) => type);
const withLast = (listener: Listener) => listener.messages.at(-1);

describe.each([
  ["embedded", makeEmbedded],
  ["PostgreSQL", makeOnServer],
] as const)("a job's WebSocket (%s)", (name, makeDatabase) => {
  if (name === "PostgreSQL" && !hasServer) {
    it.skip("SKIPPED: there is no PostgreSQL server");
    return;
  }
  let database: TestDatabase | undefined;
  const server = startApiServer(async () => {
    database = await makeDatabase();
    return database;
  });
  let program: Program;
  beforeAll(async () => {
    program = await startProgram(server());
    for (const page of ["a", "b", "c"]) program.site.page(`/sample/${page}`, [`${page}1`, `${page}2`]);
  });
  const hear = (id: string, token = program.token) => listen(server().origin, id, token);

  it("tells of a run from its beginning to its end, in order", async () => {
    const gate = program.site.hold("/sample/a");
    const urls = ["/sample/a", "/sample/missing", "/sample/b"];
    const { id } = await program.start(await program.project({ urls, failWhen: "none" }));
    const listener = await hear(id);
    gate.release();
    expect(await listener.closed).toEqual({ code: 1000, reason: "The job has ended: completed." });
    const [first] = listener.messages;
    expect(first).toMatchObject({ type: "progress", data: { job_id: id, percentage: 0, results_count: 0 } });
    // It may have begun before the client came, but not ended its first page.
    expect(typesOf(listener).filter((type) => type !== "target_started")).toEqual([
      ...["target_completed", "target_failed", "target_completed", "completed"],
    ]);
    const targets = listener
      .events()
      .flatMap(({ type, data }) => ("target_id" in data ? [[type, data.target_id]] : []));
    expect(targets.slice(-5)).toEqual([
      ["target_completed", "tgt_1"],
      ["target_started", "tgt_2"],
      ["target_failed", "tgt_2"],
      ["target_started", "tgt_3"],
      ["target_completed", "tgt_3"],
    ]);
    expect(listener.events()).toContainEqual({
      type: "target_failed",
      data: {
        ...{ job_id: id, target_id: "tgt_2", status: "failed", results_count: 0, duration_seconds: expect.any(Number) },
        error: expect.stringContaining("404"),
      },
    });
    expect(withLast(listener)).toEqual({
      type: "completed",
      data: { job_id: id, status: "completed", percentage: 100, results_count: 4 },
    });
    const percentages = listener.messages.flatMap(({ data }) => ("percentage" in data ? [data.percentage ?? -1] : []));
    expect(percentages).toEqual(percentages.toSorted((one, other) => one - other));
  });

  it("first tells who comes late how the job is, then goes on", async () => {
    const gate = program.site.hold("/sample/b");
    const { id } = await program.start(await program.project({ urls: ["/sample/a", "/sample/b", "/sample/c"] }));
    await eventually("the second target", async () => (await program.job(id)).progress.current_target === "tgt_2");
    const listener = await hear(id);
    await eventually("the first message", () => listener.messages.length > 0);
    const { progress } = await program.job(id);
    expect(listener.messages).toEqual([
      {
        type: "progress",
        data: {
          ...{ job_id: id, status: "running", percentage: progress.percentage, current_target: "tgt_2" },
          results_count: 2,
        },
      },
    ]);
    gate.release();
    expect(await listener.closed).toMatchObject({ code: 1000 });
    expect(typesOf(listener)).toEqual(["target_completed", "target_started", "target_completed", "completed"]);
  });

  it("calls targets as the job that has only some of them does", async () => {
    const gate = program.site.hold("/sample/c");
    const project = await program.project({ urls: ["/sample/a", "/sample/b", "/sample/c"] });
    const { id } = await program.start(project, { target_ids: ["tgt_3", "tgt_1"] });
    await eventually("the first target", async () => (await program.job(id)).progress.current_target === "tgt_3");
    const listener = await hear(id);
    gate.release();
    await listener.closed;
    const ids = listener.events().flatMap(({ data }) => ("target_id" in data ? [data.target_id] : []));
    expect(ids).toEqual(["tgt_3", "tgt_1", "tgt_1"]);
  });

  it("tells several clients of a cancel", async () => {
    program.site.hold("/sample/held");
    const { id } = await program.start(await program.project({ urls: ["/sample/held"] }));
    const listeners = [await hear(id), await hear(id), await hear(id)];
    await program.ask(schemas.cancelledSchema, `/api/v1/jobs/${id}/cancel`, { method: "POST" });
    for (const listener of listeners) {
      expect(await listener.closed).toEqual({ code: 1000, reason: "The job has ended: cancelled." });
      expect(withLast(listener)).toMatchObject({ type: "cancelled", data: { status: "cancelled", results_count: 0 } });
    }
  });

  it.each(["Completed", "Failed", "Cancelled"] as const)(
    "tells of a job that has ended, %s, only that",
    async (state) => {
      const error = state === "Failed" ? "Timed out" : null;
      const { id } = await storeJob(server().app.store, state, { agentId: "a", error, percent: 100, resultsTotal: 7 });
      const listener = await hear(id);
      expect(await listener.closed).toMatchObject({ code: 1000 });
      const status = state.toLowerCase();
      const data = { job_id: id, status, percentage: 100, results_count: 7, ...(error === null ? {} : { error }) };
      expect(listener.messages).toEqual([{ type: status, data }]);
    },
  );

  it("refuses who may not, and jobs that are not theirs, in the dialect's form", async () => {
    const { store } = server().app;
    const { id } = await storeJob(store, "Executing", { agentId: "a" });
    const ask = (path: string, headers = {}) => refusal(server().origin, path, headers);
    const nobody = await ask(`/api/v1/jobs/${id}/ws`);
    expect(nobody).toMatchObject({ status: 401, code: "UNAUTHORIZED", detail: expect.stringContaining("?token=") });
    expect(nobody.headers["www-authenticate"]).toBe("Bearer");
    const revoked = await makeToken(store, { revoked: true });
    for (const token of ["", "wrong", "%00", revoked]) {
      expect(await ask(`/api/v1/jobs/${id}/ws?token=${token}`)).toMatchObject({ status: 401, code: "UNAUTHORIZED" });
    }
    const other = await makeToken(store, { org: "acme" });
    for (const path of [id, "987654321", "%01", "x".repeat(300), "%F0%9F%92%A5"]) {
      const token = path === id ? other : program.token;
      expect(await ask(`/api/v1/jobs/${path}/ws?token=${token}`)).toMatchObject({ status: 404, code: "NOT_FOUND" });
    }
    for (const path of ["", "/ws", `/${id}`, `/${id}/ws/`, `/${id}/ws/more`]) {
      expect(await ask(`/api/v1/jobs${path}?token=${program.token}`)).toMatchObject({ status: 404, code: "NOT_FOUND" });
    }
    const bearer = { authorization: `Bearer ${program.token}`, origin: "https://elsewhere.example" };
    expect(await ask("/api/v1/jobs/987654321/ws", bearer)).toMatchObject({ status: 404 });
  });

  it("ends when the token is revoked or expires, or the job is deleted", async () => {
    const { store } = server().app;
    const { id } = await storeJob(store, "Executing", { agentId: "a" });
    const deleted = await storeJob(store, "Executing", { agentId: "a" });
    const revoked = await makeToken(store);
    const expiring = await makeToken(store, { expiresAt: new Date(Date.now() + 3000).toISOString() });
    const stays = await hear(id);
    const [ofRevoked, ofExpiring, ofDeleted] = [
      await hear(id, revoked),
      await hear(id, expiring),
      await hear(deleted.id),
    ];
    await revokeApiToken(store.db, { org: "default", id: revoked.split("_")[1] ?? "", by: "Tests" });
    await store.db.deleteFrom("job").where("id", "=", deleted.id).execute();
    expect(await ofRevoked.closed).toEqual({ code: 4401, reason: "This API token is not valid any more." });
    expect(await ofExpiring.closed).toMatchObject({ code: 4401 });
    expect(await ofDeleted.closed).toEqual({ code: 4404, reason: "This job does not exist any more." });
    expect(stays.socket.readyState).toBe(stays.socket.OPEN);
    stays.socket.terminate();
  });

  it("runs the document's JavaScript as it is", async () => {
    const project = await program.project({ urls: ["/sample/a", "/sample/b"] });
    const said: string[] = [];
    const done = Promise.withResolvers<void>();
    const say = (text: string) => {
      said.push(text);
      if (!text.startsWith("Progress")) done.resolve();
    };
    const [script = ""] = code("JavaScript with WebSocket", "javascript");
    const mine = script
      .replaceAll("https://api.sentimatrix.io", server().origin)
      .replaceAll("wss://api.sentimatrix.io", server().origin.replace("http:", "ws:"));
    const given = { token: program.token, projectId: project, fetch, WebSocket, console: { log: say, error: say } };
    await runInNewContext(`(async () => {${mine}})()`, given);
    await done.promise;
    expect(said.at(-1)).toBe("Done! 4 results");
    expect(said.slice(0, -1).every((text) => /^Progress: \d+%$/.test(text))).toBe(true);
  });

  it.runIf(name === "PostgreSQL")("hears on one node of what another one runs, and says goodbye", async () => {
    const other = await startNode(database ?? expect.fail("there is no database"));
    toStop.push(other.shutdown);
    const gate = program.site.hold("/sample/a");
    const { id } = await program.start(await program.project({ urls: ["/sample/a", "/sample/b"] }));
    await eventually("the first target", async () => (await program.job(id)).progress.current_target === "tgt_1");
    const listener = await listen(other.origin, id, program.token);
    gate.release();
    expect(await listener.closed).toMatchObject({ code: 1000 });
    expect(typesOf(listener)).toEqual(["target_completed", "target_started", "target_completed", "completed"]);

    const { id: open } = await storeJob(server().app.store, "Executing", { agentId: "a" });
    const left = await listen(other.origin, open, program.token);
    await eventually("the first message", () => left.messages.length > 0);
    expect(await other.shutdown.stop("the test says so")).toBe(0);
    expect(await left.closed).toEqual({ code: 1001, reason: "The server is shutting down." });
  });

  const toStop: Shutdown[] = [];
  afterAll(async () => {
    for (const shutdown of toStop) await shutdown.stop("the suite has ended");
  });
});

/** A node that serves the API and runs no jobs. */
async function startNode({ settings }: TestDatabase): Promise<{ origin: string; shutdown: Shutdown }> {
  const config = loadConfig({
    ...{ PORT: "0", DATA_DIR: settings.dataDir, DATABASE_URL: settings.databaseUrl, WATCHFLOOR_ROLE: "web" },
    ...{ WATCHFLOOR_SAMPLES: "off", LOG_LEVEL: "error" },
  });
  const log = createLog(config.logLevel);
  const shutdown = createShutdown(log, 10_000);
  const gateway = createGateway();
  const { port } = await gateway.listen(0, "127.0.0.1");
  const origin = `http://127.0.0.1:${port}`;
  await createApplication({ config, log, shutdown, gateway, ownOrigin: origin });
  shutdown.onStop("HTTP", () => gateway.close(1000));
  return { origin, shutdown };
}
