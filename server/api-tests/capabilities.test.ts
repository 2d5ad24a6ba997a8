import { describe, expect, it } from "vitest";
import type { JobDetail } from "../../lib/api/job-types.ts";
import { startApiServer } from "./api-server.ts";
import { storeJob, storeRun } from "./seed.ts";

const server = startApiServer();

/** The path of a job, with a run that has one of everything, of a new source with this configuration. */
async function jobOf(id: string, config: string): Promise<string> {
  const { store } = server().app;
  await store.db.insertInto("source").values({ id, org: "default", kind: "far", name: id, config }).execute();
  const job = await storeJob(store, "Failed", { source: id });
  await storeRun(store, job, { tasks: 1, lines: 1, results: 1 });
  return `/api/jobs/${id}/${job.id}`;
}

const PARTS = {
  tasks: ["tasks", "tasks/order", "tasks/rows?seq=1", "tasks/outline"],
  logs: ["logs", "logs?tail=true", "logs/1", "logs/matches?q=line", "logs/export?format=text"],
  results: ["results", "results/1/1", "results/1/1/file", "results/changes", "results/export?format=csv"],
};
const WORDS = { tasks: "tasks", logs: "log lines", results: "results" };

describe("what the configuration of a source says that it lacks", () => {
  it.each(["tasks", "logs", "results"] as const)("is no part of a run: %s", async (lacking) => {
    const path = await jobOf(`no-${lacking}`, JSON.stringify({ lacks: [lacking], jobUrl: "https://far.example/{id}" }));
    const { body } = await server().call<JobDetail>(path);
    const { tasks, logs, results } = body.capabilities;
    expect({ tasks, logs, results }).toEqual({ tasks: true, logs: true, results: true, [lacking]: false });
    expect(body.backendUrl).toMatch(/^https:\/\/far\.example\//);
    for (const part of ["tasks", "logs", "results"] as const) {
      for (const at of PARTS[part]) {
        const { status, body: answer } = await server().call(`${path}/${at}`);
        expect(status, at).toBe(part === lacking ? 409 : 200);
        if (part !== lacking) continue;
        const message = `The source no-${lacking} gives no ${WORDS[lacking]}.`;
        expect(answer.error).toMatchObject({ code: "CONFLICT", message });
      }
    }
  });

  it.each([
    ["no-json", "{lacks"],
    ["a-list", '["logs"]'],
    ["a-word", '{"lacks": "logs"}'],
    ["strange", '{"lacks": ["cancel", 3, null, {"logs": true}], "__proto__": {"lacks": ["logs"]}}'],
    ["nothing", "null"],
    ["empty", ""],
  ])("is read with care: %s", async (id, config) => {
    const path = await jobOf(id, config);
    expect((await server().call<JobDetail>(path)).body.capabilities).toMatchObject({
      ...{ tasks: true, logs: true, results: true, cancel: false },
    });
    expect((await server().call(`${path}/logs`)).status).toBe(200);
  });

  it("means nothing to the built-in engine", async () => {
    const { store } = server().app;
    await store.db.updateTable("source").set({ config: '{"lacks": ["logs"]}' }).where("id", "=", "local").execute();
    const job = await storeJob(store, "Failed");
    expect((await server().call(`/api/jobs/local/${job.id}/logs`)).status).toBe(200);
  });
});
