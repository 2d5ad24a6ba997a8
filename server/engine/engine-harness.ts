import { randomUUID } from "node:crypto";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { pino } from "pino";
import { type AgentDefinition, type AgentDefinitionInput, agentDefinitionSchema } from "../../lib/api/agent-schema.ts";
import type { JobRow, JobRun, LogLine, Task } from "../../lib/jobs/model.ts";
import { hasEnded, type JobState } from "../../lib/jobs/state.ts";
import type { OpenDatabase } from "../db/open-database.ts";
import { isDatabaseOutage } from "../db/outage.ts";
import { getAgent, insertAgent } from "../store/agents.ts";
import { listChanges } from "../store/changes.ts";
import type { Actor } from "../store/commands.ts";
import { getJob } from "../store/jobs.ts";
import { listLogLines } from "../store/logs.ts";
import { readResults } from "../store/result-reads.ts";
import { getRun, listRuns } from "../store/runs.ts";
import { listTasks } from "../store/tasks.ts";
import { Store } from "../store/write.ts";
import { eventually } from "../testing/eventually.ts";
import { createEngine, type Engine } from "./engine.ts";

/** Somebody who asks for things in tests. */
export const ANNA: Actor = { kind: "person", id: "anna", name: "Anna" };

/** A site made for one test: what each path answers, and requests held until the test lets them go. */
export interface TestSite {
  origin: string;
  /** Paths in the order that they were asked for. */
  seen: string[];
  pages: Map<string, string | ((response: ServerResponse) => void)>;
  /** Holds every request of a path until `release` is called. */
  hold(path: string): { asked: () => number; release: () => void };
  close(): Promise<void>;
}

/** A real HTTP server on a free port. */
export async function startSite(): Promise<TestSite> {
  const seen: string[] = [];
  const pages: TestSite["pages"] = new Map();
  const held = new Map<string, { waiting: (() => void)[]; open: boolean; asked: number }>();
  const server = createServer((request, response) => {
    const path = request.url ?? "/";
    seen.push(path);
    const answer = () => {
      const page = pages.get(path);
      if (page === undefined) response.writeHead(404, { "content-type": "text/html" }).end("missing");
      else if (typeof page === "function") page(response);
      else response.setHeader("content-type", "text/html").end(page);
    };
    const gate = held.get(path);
    if (gate !== undefined) gate.asked++;
    if (gate === undefined || gate.open) answer();
    else gate.waiting.push(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    seen,
    pages,
    hold(path) {
      const gate = { waiting: [] as (() => void)[], open: false, asked: 0 };
      held.set(path, gate);
      return {
        asked: () => gate.asked,
        release() {
          gate.open = true;
          for (const answer of gate.waiting.splice(0)) answer();
        },
      };
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A page of items, each `name` or `name=price`. */
export function listing(items: string[], links: string[] = []): string {
  const rows = items.map((item) => {
    const [name, price = "1"] = item.split("=");
    return `<li><b>${name}</b><i>${price}</i></li>`;
  });
  return `<!doctype html><ul>${rows.join("")}</ul>${links.map((link) => `<a href="${link}">next</a>`).join("")}`;
}

const READS_LISTINGS = {
  itemSelector: "li",
  fields: [
    { name: "name", selector: "b", required: true },
    { name: "price", selector: "i" },
  ],
  key: ["name"],
  request: { delayMs: 0, timeoutMs: 5000 },
} satisfies Partial<AgentDefinitionInput>;

type ScrapingInput = Extract<AgentDefinitionInput, { type: "scraping" }>;
type CrawlingInput = Extract<AgentDefinitionInput, { type: "crawling" }>;

/** An engine on a database, with what tests ask of it. */
export interface Harness {
  engine: Engine;
  store: Store;
  scraping(input: Partial<ScrapingInput>): Promise<string>;
  crawling(input: Partial<CrawlingInput>): Promise<string>;
  definition(agentId: string): Promise<AgentDefinition>;
  start(agentId: string, more?: { priority?: number; tags?: string[] }): Promise<JobRow>;
  job(id: string): Promise<JobRow>;
  run(id: string, attempt?: number): Promise<JobRun>;
  runs(id: string): Promise<JobRun[]>;
  tasks(id: string, attempt?: number): Promise<Task[]>;
  lines(id: string, attempt?: number): Promise<LogLine[]>;
  results(
    id: string,
    attempt?: number,
  ): Promise<{ seq: number; verdict: string | null; item: Record<string, string> }[]>;
  /** What post-processing made of the results, as text, each with the seq of the result that it was made of. */
  modified(id: string): Promise<{ seq: number; rawSeq: number | undefined; data: string }[]>;
  reaches(id: string, ...states: JobState[]): Promise<JobRow>;
  ends(id: string): Promise<JobRow>;
  /** The states that the feed has shown of a job, in order, without repetitions. */
  statesOf(id: string): Promise<JobState[]>;
}

/** Builds an engine; the caller lets it work and stops it. */
export function createHarness(database: OpenDatabase, origins: readonly string[], concurrency = 4): Harness {
  const store = new Store(database.db);
  const engine = createEngine({
    store,
    database,
    log: pino({ level: process.env.TEST_LOG_LEVEL ?? "silent" }),
    baseUrl: () => origins[0] ?? "http://127.0.0.1:1",
    allowedOrigins: () => origins,
    concurrency,
  });
  const key = (id: string) => ({ source: "local", id });

  async function agent(input: AgentDefinitionInput): Promise<string> {
    const id = randomUUID();
    const definition = agentDefinitionSchema.parse(input);
    await store.write((tx) => insertAgent(tx, { id, org: "default", source: "local", definition }));
    return id;
  }
  async function job(id: string): Promise<JobRow> {
    const row = await getJob(store.db, "default", key(id));
    if (row === undefined) throw new Error(`there is no job ${id}`);
    return row;
  }
  async function run(id: string, attempt?: number): Promise<JobRun> {
    const row = await getRun(store.db, key(id), attempt);
    if (row === undefined) throw new Error(`job ${id} has no run`);
    return row;
  }
  const reaches = (id: string, ...states: JobState[]) =>
    eventually(`job ${id} to be ${states.join(" or ")}`, async () => {
      // Tests that cut connections cut those of the test too.
      const row = await job(id).catch((error: unknown) =>
        isDatabaseOutage(error) ? undefined : Promise.reject(error),
      );
      if (row === undefined) return undefined;
      if (states.includes(row.state)) return row;
      if (hasEnded(row.state)) throw new Error(`job ${id} ended as ${row.state}: ${row.error}`);
      return undefined;
    });

  return {
    engine,
    store,
    scraping: (input) => agent({ ...READS_LISTINGS, type: "scraping", name: randomUUID(), ...input }),
    crawling: (input) => agent({ ...READS_LISTINGS, type: "crawling", name: randomUUID(), startUrl: "/", ...input }),
    async definition(agentId) {
      const stored = await getAgent(store.db, "default", agentId);
      if (stored === undefined) throw new Error(`there is no agent ${agentId}`);
      return stored.definition;
    },
    start: (agentId, more = {}) => engine.start("default", agentId, { trigger: "manual", actor: ANNA, ...more }),
    job,
    run,
    runs: (id) => listRuns(store.db, key(id)),
    tasks: async (id, attempt) =>
      listTasks(store.db, (await run(id, attempt)).id, { after: 0, limit: 1000, states: [] }),
    lines: async (id, attempt) =>
      listLogLines(store.db, (await run(id, attempt)).id, { after: 0, limit: 5000, levels: [] }),
    async results(id, attempt) {
      const limits = { after: 0, limit: 5000, itemBytes: 10_000_000, pageBytes: 100_000_000 };
      const { items } = await readResults(store.db, (await run(id, attempt)).id, { collection: 1 }, limits);
      return items.map(({ seq, verdict, data }) => ({ seq, verdict, item: JSON.parse(data) }));
    },
    async modified(id) {
      const limits = { after: 0, limit: 5000, itemBytes: 10_000_000, pageBytes: 100_000_000 };
      const { items } = await readResults(store.db, (await run(id)).id, { collection: 1, modified: true }, limits);
      return items.map(({ seq, rawSeq, data }) => ({ seq, rawSeq, data }));
    },
    reaches,
    ends: (id) => reaches(id, "Completed", "Failed", "Cancelled"),
    async statesOf(id) {
      const changes = await listChanges(store.db, { after: 0, limit: 10_000, job: key(id) });
      const states = changes.flatMap((change) => {
        if (change.kind === "job-created") return [change.data.state];
        return change.kind === "job" && change.data.state !== undefined ? [change.data.state] : [];
      });
      return states.filter((state, place) => state !== states[place - 1]);
    },
  };
}
