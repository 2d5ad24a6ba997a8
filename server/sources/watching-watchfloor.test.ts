import { describe, expect, it } from "vitest";
import { agentDefinitionSchema } from "../../lib/api/agent-schema.ts";
import { BACKEND_KINDS, type BackendKind } from "../../lib/sources/kinds.ts";
import { startApiServer } from "../api-tests/api-server.ts";
import type { Application } from "../app.ts";
import { DEFAULT_ORG } from "../auth/principal.ts";
import { insertAgent } from "../store/agents.ts";
import { insertJobs, type NewJob, updateJob } from "../store/jobs.ts";
import { eventually } from "../testing/eventually.ts";
import { makeToken } from "../testing/make-token.ts";
import { makeEmbedded, makeOnServer } from "../testing/temporary-database.ts";
import { useWatcher, WATCHING } from "./testing/watcher.ts";

const FIRST = 7000;

function jobs(from: number, many: number): NewJob[] {
  return Array.from({ length: many }, (_, place): NewJob => {
    const id = String(from + place);
    const createdAt = new Date(Date.UTC(2026, 0, 1) + (from + place) * 1000).toISOString();
    const ended = place % 5 !== 0;
    return {
      ...{ org: DEFAULT_ORG, source: "local", id, name: `Job ${id}`, type: "scraping", trigger: "api", createdAt },
      ...{ agentId: "shop", agentName: "Shop", queuedAt: createdAt, startedAt: createdAt, attempt: 1 },
      ...(ended
        ? { state: "Completed", rawStatus: "Completed", endedAt: createdAt }
        : { state: "Executing", rawStatus: "Executing" }),
    };
  });
}

/** What Sentimatrix calls a project: the agent that the jobs are of. */
async function addAgent({ store }: Application): Promise<void> {
  const there = await store.db.selectFrom("agent").select("id").where("id", "=", "shop").executeTakeFirst();
  if (there !== undefined) return;
  const definition = agentDefinitionSchema.parse({
    name: "Shop",
    type: "scraping",
    urls: ["/sample/index.html"],
    fields: [{ name: "title", selector: "h1" }],
  });
  await store.write((tx) => insertAgent(tx, { id: "shop", org: DEFAULT_ORG, source: "local", definition }));
}

describe.each([
  ["embedded", makeEmbedded],
  ["PostgreSQL", makeOnServer],
] as const)("Watchfloor watching Watchfloor (%s)", (_, make) => {
  const upstream = startApiServer();
  const watcher = useWatcher(make);

  it.each(BACKEND_KINDS)("reads all jobs of %s, new ones, and how they go on", async (kind: BackendKind) => {
    const { app, origin } = upstream();
    const { store, connect, health } = watcher();
    const base = FIRST + BACKEND_KINDS.indexOf(kind) * 10_000;
    await app.store.write((tx) => insertJobs(tx, jobs(base, 450)));
    await addAgent(app);
    const key = await makeToken(app.store);
    const partitions = kind === "sentimatrix" ? ["shop"] : [];
    const source = await connect(kind, { address: origin, partitions }, key);
    const here = async () =>
      await store.db.selectFrom("job").select(["id", "state"]).where("source", "=", source).execute();

    await eventually("the history", async () => (await health(source)).backfill?.finishedAt, 60_000);
    const there = await app.store.db.selectFrom("job").select("id").execute();
    expect((await here()).length).toBe(there.length);

    await app.store.write((tx) => insertJobs(tx, jobs(base + 5000, 3)));
    await eventually("new jobs", async () => (await here()).length === there.length + 3);

    const ended = { state: "Failed", rawStatus: "Failed", endedAt: new Date().toISOString(), error: "no way" } as const;
    await app.store.write((tx) => updateJob(tx, { source: "local", id: String(base + 5000) }, ended));
    await eventually("the end of a job", async () =>
      (await here()).some(({ id, state }) => id.endsWith(String(base + 5000)) && state === "Failed"),
    );
    const { failures, error, drift } = await health(source);
    expect({ failures, error }).toEqual({ failures: 0, error: null });
    expect(drift ?? []).toEqual([]);
    expect(
      (await watcher().services.jobs.list(WATCHING, { q: `source:${source}`, cursor: null, limit: 5 })).items,
    ).toHaveLength(5);
    await store.db.updateTable("source").set({ paused: true }).where("id", "=", source).execute();
  });
});
