import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { agentDefinitionSchema } from "../../../lib/api/agent-schema.ts";
import {
  type CanceledJob,
  type CreatedJob,
  canceledJobSchema,
  createdJobSchema,
  errorSchema,
  type JobList,
  jobListSchema,
  type OneJob,
} from "../../../lib/dialects/ai-connect/wire.ts";
import { listCommands } from "../../store/commands.ts";
import { getJobDetail } from "../../store/job-details.ts";
import { eventually } from "../../testing/eventually.ts";
import { makeToken } from "../../testing/make-token.ts";
import { storeJob } from "../seed.ts";
import { ALL_TASKS, inFuture, ORG, order, PATH, PRINCIPAL, startAiConnectServer } from "./ai-connect-server.ts";

const { server, known, ask, problem, create, ends } = startAiConnectServer();
const DOCUMENT = readFileSync(new URL("../../../lib/dialects/ai-connect/document.txt", import.meta.url), "utf8");
/** The JSON of a section of the document, by the label before it. */
function example(section: string, label: string): unknown {
  const from = DOCUMENT.indexOf(`### ${section}\n`);
  const [, json = ""] = /```json\n([\s\S]*?)```/.exec(DOCUMENT.slice(DOCUMENT.indexOf(label, from))) ?? [];
  return JSON.parse(json.replace(/\s*\/\/.*$/gm, ""));
}

/** The document's own curl commands, taken apart. */
function curlExamples() {
  return [...DOCUMENT.matchAll(/```bash\n([\s\S]*?)```/g)].map(([, command = ""]) => {
    const [, method = "GET"] = /-X (\w+)/.exec(command) ?? [];
    const [, path = ""] = /https:\/\/api\.example\.com([^\s"]+)/.exec(command) ?? [];
    const headers = [...command.matchAll(/-H "([^:]+): ([^"]+)"/g)].map(([, name = "", value = ""]) => [name, value]);
    const body = /-d '([\s\S]*?)'/.exec(command)?.[1];
    return { method, path, headers: Object.fromEntries(headers) as Record<string, string>, body };
  });
}

/** Whether an answer has the example's fields, and values of the kinds that it names. What it has beyond them is allowed. */
function expectLike(value: unknown, like: unknown, place: string, nullable: readonly string[]): void {
  if (value === null && nullable.includes(place.replace(/.*\./, ""))) return;
  if (like === null) return;
  if (Array.isArray(like)) {
    expect(Array.isArray(value), place).toBe(true);
    for (const [at, item] of z.array(z.unknown()).parse(value).entries()) {
      if (like[0] !== undefined) expectLike(item, like[0], `${place}[${at}]`, nullable);
    }
  } else if (typeof like === "object") {
    expect(typeof value, place).toBe("object");
    for (const [name, each] of Object.entries(like)) {
      expect(value, place).toHaveProperty([name]);
      expectLike(z.record(z.string(), z.unknown()).parse(value)[name], each, `${place}.${name}`, nullable);
    }
  } else if (like === "number") expect(typeof value, place).toBe("number");
  else expect(typeof value, place).toBe("string");
}

describe("AI Connect's agent jobs", () => {
  it("does what the document's curl commands ask", async () => {
    const { store } = server().app;
    await storeJob(store, "Queued", { org: ORG, id: "job123", trigger: "api" });
    const examples = curlExamples();
    expect(examples.map(({ method }) => method)).toEqual(["POST", "POST", "GET", "DELETE"]);
    const answers: { status: number; body: unknown }[] = [];
    for (const { method, path, headers, body } of examples) {
      const response = await fetch(`${server().origin}${path}`, {
        method,
        headers: Object.fromEntries(
          Object.entries(headers).map(([name, value]) => [
            name,
            value.replace("Bearer YOUR_TOKEN", known.bearer.authorization ?? ""),
          ]),
        ),
        ...(body === undefined ? {} : { body }),
      });
      answers.push({ status: response.status, body: await response.json() });
    }
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 200, 200]);
    const [now, scheduled, found, cancelled] = answers;
    const first = createdJobSchema.parse(now?.body).data;
    expect(first).toMatchObject({
      ...{
        org_id: ORG,
        channel_code: "C123456",
        job_type_id: "daily-report",
        job_status: expect.stringMatching(/^(WAITING|RUNNING)$/),
        tasks: expect.any(Array),
      },
      ...{ result: null, params: { report_type: "daily", include_metrics: true } },
      target_channel: { data: { channel_id: "C123456", team_id: "T123456" } },
    });
    const { config } = JSON.parse(examples[0]?.body ?? "{}");
    expect(first.config).toEqual(config);
    expect(createdJobSchema.parse(scheduled?.body).data.scheduled_at).toBe("2023-12-31T09:00:00.000Z");
    expect(jobListSchema.parse(found?.body).meta).toMatchObject({
      ...{ limit: 10, offset: 0, sort: [{ field: "created_at", direction: "desc" }] },
    });
    expect(canceledJobSchema.parse(cancelled?.body)).toEqual({
      meta: { org_id: ORG, job_id: "job123" },
      message: "Job with ID 'job123' successfully canceled",
    });
    const command = (await listCommands(store.db, { source: "local", id: "job123" })).at(-1);
    expect(command).toMatchObject({ action: "cancel", reason: "No longer needed", outcome: "done" });
    expect(await ends(first.job_id)).toMatchObject({ job_status: "COMPLETED", result: "1 page, 1 item found" });
  });

  it("answers with the document's fields, of the document's kinds", async () => {
    const made = (await ask<CreatedJob>("", "POST", order())).body;
    expectLike(made, example("Create a Job", "**Response:**"), "created", ["result"]);
    await ends(made.data.job_id);
    const one = (await ask<OneJob>(`/${made.data.job_id}`)).body;
    expectLike(one, example("Get Job by ID", "**Response:**"), "one", []);
    expect(one.data.tasks).toMatchObject([{ task_id: `${made.data.job_id}-1`, status: "COMPLETED", result: "1 item" }]);
    const page = (await ask<JobList>("?channel_code=C123456")).body;
    expectLike(page, example("Get Jobs", "**Response:**"), "list", ["result"]);
    const { job_id: id } = await create({ scheduled_at: inFuture(1) });
    const cancelled = (await ask<CanceledJob>(`/${id}`, "DELETE")).body;
    expectLike(cancelled, example("Cancel Job", "**Response:**"), "cancelled", []);
    for (const { data } of [made, one]) for (const at of [data.created_at, data.updated_at]) expect(at).toMatch(/Z$/);
  });

  it("takes the body that the document shows", async () => {
    const wanted = example("Create a Job", "**Request Body:**") as Record<string, Record<string, unknown>>;
    expect(Object.keys(order({ scheduled_at: "" })).toSorted()).toEqual(Object.keys(wanted).toSorted());
    for (const name of Object.keys(wanted.config ?? {})) {
      const wrong = await problem("", "POST", order({ config: { [name]: [] } }));
      expect(wrong).toMatchObject({ status: 400, message: expect.stringContaining(`config.${name}: must be`) });
    }
    for (const name of ["org_id", "platform", "type", "code"]) {
      const { [name]: _, ...channel } = order().target_channel as Record<string, unknown>;
      const wrong = await problem("", "POST", order({ target_channel: channel }));
      expect(wrong).toMatchObject({ status: 400, message: expect.stringContaining(`target_channel.${name}: must be`) });
    }
    for (const name of ["target_channel", "job_type_id", "config", "params"]) {
      const wrong = await problem("", "POST", order({ [name]: undefined }));
      expect(wrong).toMatchObject({ status: 400, message: expect.stringContaining(`${name}: `) });
    }
  });

  it("gives back what was sent letter by letter, and fills the agent's addresses", async () => {
    const body = JSON.stringify(order({ job_type_id: "by-params" }))
      .replace('"config":{}', '"config":{"start_prompt":"Grüß Gott","max_follow_ups":2.0,"own":12345678901234567890}')
      .replace('"params":{}', '"params":{"report_type":"a b/c","n":1.10}');
    const headers = { ...known.bearer, "content-type": "application/json" };
    const response = await fetch(`${server().origin}${PATH}`, { method: "POST", headers, body });
    const text = await response.text();
    expect(response.status).toBe(201);
    expect(text).toContain('"config":{"start_prompt":"Grüß Gott","max_follow_ups":2.0,"own":12345678901234567890}');
    expect(text).toContain('"params":{"report_type":"a b/c","n":1.10}');
    const { data } = createdJobSchema.parse(JSON.parse(text));
    expect((await ends(data.job_id)).job_status).toBe("COMPLETED");
    const { items } = await server().app.services.runs.tasks(
      PRINCIPAL,
      { source: "local", id: data.job_id },
      ALL_TASKS,
    );
    expect(items.map(({ target }) => target)).toEqual(["/sample/report?of=a%20b%2Fc"]);
    const lacking = await problem("", "POST", order({ job_type_id: "by-params" }));
    expect(lacking).toMatchObject({ status: 400, message: expect.stringContaining("report_type") });
  });

  it("lets the engine keep to the retries and times of the config", async () => {
    const config = { max_task_retries: 2, task_retry_interval: 0.5, max_time_to_complete: 90 };
    const waiting = await create({ scheduled_at: inFuture(1), config });
    const detail = await getJobDetail(server().app.store.db, { source: "local", id: waiting.job_id });
    expect(JSON.parse(detail?.config ?? "")).toMatchObject({
      ...{ taskRetries: 2, taskRetryDelaySeconds: 30, timeLimitSeconds: 5400 },
    });
    const again = await create({ job_type_id: "stumbling", config: { max_task_retries: 1, task_retry_interval: 0 } });
    expect(await ends(again.job_id)).toMatchObject({ job_status: "COMPLETED", tasks: [{ status: "COMPLETED" }] });
    const { items } = await server().app.services.runs.tasks(
      PRINCIPAL,
      { source: "local", id: again.job_id },
      ALL_TASKS,
    );
    expect(items).toMatchObject([{ attempt: 2, maxAttempts: 2 }]);
  });

  it("schedules, with a delay of up to so many minutes", async () => {
    const at = inFuture(2);
    const exact = await create({ scheduled_at: at });
    expect(exact).toMatchObject({ job_status: "SCHEDULED", scheduled_at: at });
    const spread = await create({ scheduled_at: at }, "?delay=30");
    const added = Date.parse(spread.scheduled_at ?? "") - Date.parse(at);
    expect(added).toBeGreaterThanOrEqual(0);
    expect(added).toBeLessThanOrEqual(30 * 60_000);
    const soon = await create({}, "?delay=0");
    expect(soon.job_status).toBe("WAITING");
    for (const delay of ["-1", "1.5", "x", "", "525601", "99999999999999999999"]) {
      expect(await problem(`?delay=${delay}`, "POST", order())).toMatchObject({
        ...{ status: 400, message: expect.stringContaining("delay: must be") },
      });
    }
    for (const scheduled of ["tomorrow", "2026-02-30T00:00:00Z", "", 7, {}, "0000-01-01T00:00:00Z", "9999-12-31"]) {
      expect(await problem("", "POST", order({ scheduled_at: scheduled }))).toMatchObject({
        ...{ status: 400, message: expect.stringContaining("scheduled_at: must be") },
      });
    }
    expect((await create({ scheduled_at: "2027-01-01" })).scheduled_at).toBe("2027-01-01T00:00:00.000Z");
    expect((await create({ scheduled_at: "2027-01-01T01:00:00+01:00" })).scheduled_at).toBe("2027-01-01T00:00:00.000Z");
  });

  it("knows no other organisation's channels, and no job types that there are not", async () => {
    const channel = { ...order().target_channel, org_id: "default" };
    expect(await problem("", "POST", order({ target_channel: channel }))).toMatchObject({
      ...{ status: 404, message: expect.stringContaining("Organization default") },
    });
    for (const type of ["none", "x'; drop table job; --", "\u202e", "9".repeat(200)]) {
      expect(await problem("", "POST", order({ job_type_id: type }))).toMatchObject({
        ...{ status: 404, message: expect.stringContaining("Job type") },
      });
    }
    expect(await problem("", "POST", order({ job_type_id: "off" }))).toMatchObject({
      ...{ status: 400, message: expect.stringContaining("disabled") },
    });
    expect((await create({ job_type_id: known.agentId })).job_type_id).toBe("daily-report");
  });

  it("refuses bodies that it cannot read as bad requests", async () => {
    const send = async (body: string, type = "application/json") => {
      const headers = { ...known.bearer, "content-type": type };
      const answer = await server().call<unknown>(PATH, { as: "nobody", method: "POST", headers, body });
      return { status: answer.status, ...errorSchema.parse(answer.body) };
    };
    const deep = `${'{"a":'.repeat(500)}1${"}".repeat(500)}`;
    for (const body of ["", "{", "null", "[]", "7", '"x"', JSON.stringify("x".repeat(2_000_000)), deep]) {
      expect((await send(body)).status).toBe(400);
    }
    expect((await send("a=b", "application/x-www-form-urlencoded")).status).toBe(400);
    for (const config of [
      { max_task_retries: 11 },
      { max_task_retries: 1.5 },
      { max_task_retries: -1 },
      { max_task_retries: "2" },
      { task_retry_interval: 1441 },
      { max_time_to_complete: 0 },
      { max_time_to_complete: 1e9 },
      { max_follow_ups: -1 },
    ]) {
      const [name = ""] = Object.keys(config);
      const wrong = await problem("", "POST", order({ config }));
      expect(wrong).toMatchObject({ status: 400, message: expect.stringContaining(`config.${name}: must be`) });
    }
    expect(await problem("", "POST", order({ params: { a: "\0" } }))).toMatchObject({ status: 400 });
    expect(await problem("", "POST", order({ params: [] }))).toMatchObject({ status: 400 });
  });

  it("cancels a job that runs, which then is canceled, once", async () => {
    const { serve } = server();
    const held = Promise.withResolvers<Response>();
    let asked = 0;
    serve("/sample/held", async () => {
      asked++;
      return await held.promise;
    });
    const definition = {
      type: "scraping",
      name: "held",
      slug: "held",
      urls: ["/sample/held"],
      fields: [{ name: "a" }],
    };
    await server().app.services.agents.create(PRINCIPAL, agentDefinitionSchema.parse(definition));
    const { job_id: id } = await create({ job_type_id: "held" });
    await eventually("the page to be asked for", () => asked > 0);
    expect((await ask<OneJob>(`/${id}`)).body.data).toMatchObject({ job_status: "RUNNING", result: null });
    for (const reason of [7, "x".repeat(501), {}]) {
      expect(await problem(`/${id}`, "DELETE", { reason })).toMatchObject({
        ...{ status: 400, message: expect.stringContaining("reason: ") },
      });
    }
    expect((await ask(`/${id}`, "DELETE", { reason: "" })).status).toBe(200);
    expect((await ask<OneJob>(`/${id}`)).body.data).toMatchObject({ job_status: "CANCELED", result: "Cancelled" });
    expect((await problem(`/${id}`, "DELETE")).status).toBe(409);
    held.resolve(new Response(""));
  });

  it("lets in tokens by their scope, as a bearer and nowhere else, and no session", async () => {
    const { store } = server().app;
    const { job_id: id } = await create({ scheduled_at: inFuture(3) });
    expect((await ask("", "GET", undefined, known.reader)).status).toBe(200);
    expect((await ask(`/${id}`, "GET", undefined, known.reader)).status).toBe(200);
    const writes = [["", "POST", order()] as const, [`/${id}`, "DELETE", undefined] as const];
    for (const [path, method, json] of writes) {
      expect((await problem(path, method, json, known.reader)).status).toBe(403);
    }
    const expired = await makeToken(store, { org: ORG, expiresAt: "2020-01-01T00:00:00.000Z" });
    for (const [path, method, json] of [...writes, ["", "GET"] as const, [`/${id}`, "GET"] as const]) {
      const bad = [
        {},
        { authorization: `Bearer ${expired}` },
        { authorization: "Basic eA==" },
        { "x-agenty-apikey": "x" },
      ];
      for (const headers of bad as Record<string, string>[]) {
        expect(await problem(path, method, json, headers)).toMatchObject({ status: 401, error: "UNAUTHENTICATED" });
      }
      const options = { method, as: "person", ...(json === undefined ? {} : { json }) } as const;
      expect((await server().call(`${PATH}${path}`, options)).status).toBe(401);
    }
    expect((await problem("", "PUT", order())).status).toBe(405);
    expect((await ask("", "PATCH")).headers.get("allow")).toBe("GET, HEAD, POST, OPTIONS");
  });
});
