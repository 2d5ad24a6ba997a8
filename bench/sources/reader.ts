import { monitorEventLoopDelay } from "node:perf_hooks";
import { reportedJob } from "../../lib/dialects/reported-job.ts";
import { type Application, registerApp } from "../../server/app.ts";
import { DEFAULT_ORG, type Principal } from "../../server/auth/principal.ts";
import { loadConfig } from "../../server/config.ts";
import { createApplication } from "../../server/create-application.ts";
import { createGateway } from "../../server/http/gateway.ts";
import { createLog } from "../../server/log.ts";
import { createShutdown } from "../../server/shutdown.ts";
import { ingest } from "../../server/sources/sync/ingest.ts";
import { readRevision } from "../../server/store/changes.ts";
import { readCounts } from "../../server/store/job-counts.ts";
import { getSyncState } from "../../server/store/source-sync.ts";
import type { FromReader, ToReader } from "./messages.ts";

// The console's server, which reads sources; in place of pages it answers `/bench/jobs` with the first page of the list.

/** How often the event loop is looked at; how late that is, is its delay. */
const RESOLUTION_MS = 2;
const OPERATOR: Principal = {
  ...{ kind: "person", id: "bench", name: "Bench", org: DEFAULT_ORG },
  scopes: ["services:read", "services:write"],
};

const tell = (message: FromReader) => process.send?.(message);
let made = 0;
const loop = monitorEventLoopDelay({ resolution: RESOLUTION_MS });

function loopDelay(): Record<string, string> {
  const ms = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS).toFixed(1);
  return {
    ...{ n: String(loop.count), "p50 ms": ms(loop.percentile(50)), "p95 ms": ms(loop.percentile(95)) },
    ...{ "p99 ms": ms(loop.percentile(99)), "max ms": ms(loop.max) },
  };
}

/** Rows a second: of jobs that are new, that changed, and that did not. */
async function measureIngest({ store, services }: Application, rows: number): Promise<Record<string, number>> {
  const settings = { address: "http://127.0.0.1:9" };
  const { source } = await services.sources.create(OPERATOR, { kind: "agenty", name: "ingest", settings, key: null });
  await services.sources.pause(OPERATOR, source.id, true);
  const at = new Date().toISOString();
  const jobs = (percent: number) =>
    Array.from({ length: rows }, (_, place) => ({
      ...reportedJob(String(place), "Executing", "running"),
      ...{ name: `Job ${place}`, agentId: `a${place % 20}`, type: "scraping", createdAt: at, startedAt: at, percent },
    }));
  const rate = async (percent: number) => {
    const began = performance.now();
    const told = { id: source.id, org: DEFAULT_ORG };
    await ingest(store, told, jobs(percent), { askedAt: new Date(), certain: true });
    return Math.round((rows / (performance.now() - began)) * 1000);
  };
  return { "new rows": await rate(1), "changed rows": await rate(2), "unchanged rows": await rate(2) };
}

async function main(): Promise<void> {
  const config = loadConfig(process.env);
  const log = createLog(config.logLevel);
  const shutdown = createShutdown(log, 10_000);
  const gateway = createGateway();
  const { port } = await gateway.listen(0, "127.0.0.1");
  const origin = `http://127.0.0.1:${port}`;
  const app = await createApplication({ config, log, shutdown, gateway, ownOrigin: origin });
  registerApp(app);
  shutdown.onStop("HTTP", () => gateway.close(500));
  gateway.mount("/bench/jobs").on("request", async (_, response) => {
    const page = await app.services.jobs.list(OPERATOR, { q: "", cursor: null, limit: 50 });
    response.setHeader("content-type", "application/json").end(JSON.stringify(page));
  });
  await app.work();

  async function answer(message: ToReader): Promise<void> {
    switch (message.type) {
      case "connect": {
        const { kind, settings, key } = message;
        const { source } = await app.services.sources.create(OPERATOR, {
          kind,
          name: `${kind} ${++made}`,
          settings,
          key,
        });
        return void tell({ type: "connected", source: source.id });
      }
      case "pause":
        await app.services.sources.pause(OPERATOR, message.source, true);
        return void tell({ type: "paused" });
      case "measure":
        loop.reset();
        loop.enable();
        return void tell({ type: "measuring" });
      case "look": {
        const { health } = await getSyncState(app.store.db, message.source);
        const counts = (await readCounts(app.store.db, DEFAULT_ORG)).filter(({ source }) => source === message.source);
        const jobs = counts.reduce((sum, count) => sum + count.jobs, 0);
        const isFilled = health.backfill?.finishedAt != null;
        return void tell({ type: "seen", jobs, isFilled, error: health.error, loop: loopDelay() });
      }
      case "ingest":
        return void tell({ type: "ingested", perSecond: await measureIngest(app, message.rows) });
    }
  }
  process.on("message", (message: ToReader) => answer(message).catch(failed));
  process.once("disconnect", async () => process.exit(await shutdown.stop("the bench is done")));
  tell({ type: "ready", origin, revision: await readRevision(app.store.db) });
}

function failed(error: unknown): void {
  console.error(error);
  tell({ type: "failed", message: String(error) });
  process.exit(1);
}

main().catch(failed);
