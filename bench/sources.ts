import { setTimeout as sleep } from "node:timers/promises";
import { createLiveClient } from "../lib/realtime/live-client.ts";
import { BACKEND_KINDS, BACKENDS, type BackendKind } from "../lib/sources/kinds.ts";
import { hasServer, makeEmbedded, makeOnServer } from "../server/testing/temporary-database.ts";
import { type Child, startChild } from "./live/processes.ts";
import { distribution, type Measurement, type Scenario, wallClock } from "./scenario.ts";
import type { FromReader, FromUpstream, ToReader, ToUpstream } from "./sources/messages.ts";

/** How many jobs the backend has whose history is read; BENCH_SOURCE_JOBS and BENCH_EMBEDDED_JOBS say otherwise. */
const JOBS_ON_SERVER = Number(process.env.BENCH_SOURCE_JOBS ?? 100_000);
const JOBS_EMBEDDED = Number(process.env.BENCH_EMBEDDED_JOBS ?? 30_000);
const INGESTED = 20_000;
const TOKEN = "token-of-the-sources-bench";
const WINDOW_MS = 2000;
const PROBE_EVERY_MS = 50;
/** Jobs that run at a time, and how often so many are ended one after the other. */
const RUNNING = 20;
const ROUNDS = 3;
const STEADY_MS = 65_000;
const INTERVAL_SECONDS = 1;

type Reader = Child<ToReader, FromReader>;
type Backend = Child<ToUpstream, FromUpstream>;

/** What the reading of backends costs, and how soon it tells. */
export const sources: Scenario = {
  name: "sources",
  about:
    "back-fill of a backend's history with the console at work, a change upstream → a socket, calls a minute, ingest",
  async run(say) {
    const measurements: Measurement[] = [];
    if (hasServer) measurements.push(...(await measureStore("PostgreSQL", makeOnServer, JOBS_ON_SERVER, say)));
    else say("PostgreSQL is left out: no server at TEST_DATABASE_URL");
    measurements.push(...(await measureStore("embedded", makeEmbedded, JOBS_EMBEDDED, say)));
    return measurements;
  },
};

async function measureStore(
  store: string,
  make: typeof makeEmbedded,
  jobs: number,
  say: (line: string) => void,
): Promise<Measurement[]> {
  const made = await make();
  const reader: Reader = startChild(new URL("./sources/reader.ts", import.meta.url), {
    ...{ NODE_ENV: "production", DATA_DIR: made.settings.dataDir, DATABASE_URL: made.settings.databaseUrl ?? "" },
    ...{ WATCHFLOOR_TOKEN: TOKEN, WATCHFLOOR_SAMPLES: "off", LOG_LEVEL: "warn" },
  });
  try {
    const { origin, revision } = await reader.receive("ready");
    const measurements: Measurement[] = [];
    const note = (...made: Measurement[]) => {
      measurements.push(...made);
      for (const { what, figures } of made) say(`${what}: ${JSON.stringify(figures)}`);
    };
    const filling = await backfill(reader, origin, `${store}, ${jobs.toLocaleString("en-US")} jobs`, jobs, say);
    note(...filling);
    say(`${store}: a change upstream → a socket`);
    for (const kind of ["agenty", "sentimatrix"] as const)
      note(await changes(reader, { origin, revision }, kind, store));
    if (store === "PostgreSQL") {
      say(`calls in ${STEADY_MS / 1000} s with the usual settings`);
      note(...(await steady(reader)));
    }
    say(`${store}: ingest`);
    const { perSecond } = await ask(reader, { type: "ingest", rows: INGESTED }, "ingested");
    for (const [what, rate] of Object.entries(perSecond))
      note({
        what: `ingest, ${what}`,
        under: store,
        figures: { "a second": rate.toLocaleString("en-US") },
      });
    return measurements;
  } finally {
    await reader.stop();
    await made.remove();
  }
}

async function ask<Type extends FromReader["type"]>(reader: Reader, message: ToReader, type: Type) {
  const answer = reader.receive(type);
  reader.send(message);
  return await answer;
}

/** A backend in a process of its own, and its source, for as long as `work` takes. */
async function withBackend<Result>(
  reader: Reader,
  { kind, jobs, ...settings }: { kind: BackendKind; jobs: number } & Record<string, unknown>,
  work: (backend: Backend, source: string) => Promise<Result>,
): Promise<Result> {
  const env = { BENCH_UPSTREAM: kind, BENCH_JOBS: String(jobs) };
  const backend: Backend = startChild(new URL("./sources/upstream.ts", import.meta.url), env);
  try {
    const ready = await backend.receive("ready");
    const all = { ...ready.settings, ...settings };
    const { source } = await ask(reader, { type: "connect", kind, settings: all, key: ready.key }, "connected");
    const result = await work(backend, source);
    await ask(reader, { type: "pause", source }, "paused");
    return result;
  } finally {
    await backend.stop();
  }
}

const look = (reader: Reader, source: string) => ask(reader, { type: "look", source }, "seen");

async function filled(reader: Reader, source: string): Promise<void> {
  while (!(await look(reader, source)).isFilled) await sleep(200);
}

async function backfill(
  reader: Reader,
  origin: string,
  under: string,
  jobs: number,
  say: (line: string) => void,
): Promise<Measurement[]> {
  const probing = new AbortController();
  say(`${under}: at rest`);
  await ask(reader, { type: "measure" }, "measuring");
  const atRest = await probe(`${origin}/bench/jobs`, AbortSignal.timeout(10_000));
  const { loop: loopAtRest } = await look(reader, "local");
  return await withBackend(reader, { kind: "agenty", jobs, requestsPerMinute: 60_000 }, async (_, source) => {
    say(`${under}: back-fill`);
    await ask(reader, { type: "measure" }, "measuring");
    const probes = probe(`${origin}/bench/jobs`, probing.signal);
    const rates: number[] = [];
    const began = performance.now();
    let seen = await look(reader, source);
    for (let at = performance.now(); !seen.isFilled; ) {
      await sleep(WINDOW_MS);
      const before = seen.jobs;
      seen = await look(reader, source);
      const now = performance.now();
      if (seen.jobs < jobs) rates.push(((seen.jobs - before) / (now - at)) * 1000);
      at = now;
    }
    const overall = Math.round((jobs / (performance.now() - began)) * 1000);
    probing.abort();
    if (seen.jobs !== jobs) throw new Error(`the index has ${seen.jobs} of ${jobs} jobs`);
    const median = rates.toSorted((one, other) => one - other)[Math.floor(rates.length / 2)] ?? overall;
    const text = (rate: number) => Math.round(rate).toLocaleString("en-US");
    return [
      { what: "back-fill, median of 2 s", under, figures: { "a second": text(median) } },
      { what: "back-fill, all of it", under, figures: { "a second": text(overall) } },
      { what: "event-loop delay at rest", under, figures: loopAtRest },
      { what: "event-loop delay meanwhile", under, figures: seen.loop },
      { what: "list over HTTP, at rest", under, figures: distribution(atRest) },
      { what: "list over HTTP, meanwhile", under, figures: distribution(await probes) },
    ];
  });
}

/** How long an address takes to answer, again and again. */
async function probe(address: string, signal: AbortSignal): Promise<number[]> {
  const times: number[] = [];
  while (!signal.aborted) {
    const began = performance.now();
    const response = await fetch(address);
    await response.arrayBuffer();
    times.push(performance.now() - began);
    await sleep(PROBE_EVERY_MS);
  }
  return times;
}

/** From the end of a job at its backend to the socket of somebody who sees it. */
async function changes(
  reader: Reader,
  { origin: url, revision }: { origin: string; revision: number },
  kind: BackendKind,
  store: string,
): Promise<Measurement> {
  const settings = { requestsPerMinute: 60_000, executingEvery: INTERVAL_SECONDS, newestEvery: INTERVAL_SECONDS };
  return await withBackend(reader, { kind, jobs: 100, ...settings }, async (backend, source) => {
    await filled(reader, source);
    const client = createLiveClient({ url, headers: { authorization: `Bearer ${TOKEN}` } });
    await new Promise<void>((live) => client.onStatus(({ phase }) => phase === "live" && live()));
    const delays: number[] = [];
    try {
      for (let round = 0; round < ROUNDS; round++) delays.push(...(await endAll(backend, source, client, revision)));
    } finally {
      client.close();
    }
    const how = kind === "sentimatrix" ? "told by WebSocket" : `asked every ${INTERVAL_SECONDS} s`;
    return { what: `end upstream → socket, ${how}`, under: `${store}, ${kind}`, figures: distribution(delays) };
  });
}

async function endAll(
  backend: Backend,
  source: string,
  client: ReturnType<typeof createLiveClient>,
  revision: number,
): Promise<number[]> {
  const running = backend.receive("running");
  backend.send({ type: "run", jobs: RUNNING });
  const { ids } = await running;
  const seen = new Map<string, { begun: PromiseWithResolvers<void>; over: PromiseWithResolvers<number> }>();
  for (const id of ids) {
    const told = { begun: Promise.withResolvers<void>(), over: Promise.withResolvers<number>() };
    seen.set(id, told);
    client.join(`job:${source}/${id}`, revision, {
      onEvents(events) {
        for (const event of events) {
          const state =
            event.type === "job" ? event.patch.state : event.type === "job-created" ? event.job.state : null;
          if (state === "Executing") told.begun.resolve();
          if (state === "Completed") told.over.resolve(wallClock());
        }
      },
      onResync: () => told.begun.resolve(),
    });
  }
  await sleep(4000);
  const delays: number[] = [];
  for (const id of ids) {
    const ended = backend.receive("ended");
    backend.send({ type: "end", id });
    const { at } = await ended;
    void seen.get(id)?.over.promise.then((then) => delays.push(then - at));
    await sleep(100 + Math.random() * 400);
  }
  await Promise.all([...seen.values()].map(({ over }) => over.promise));
  return delays;
}

/** What backends are asked while nothing happens but that some jobs run. */
async function steady(reader: Reader): Promise<Measurement[]> {
  return await Promise.all(
    BACKEND_KINDS.map((kind) =>
      withBackend(reader, { kind, jobs: 300 }, async (backend, source): Promise<Measurement> => {
        const running = backend.receive("running");
        backend.send({ type: "run", jobs: RUNNING });
        await running;
        await filled(reader, source);
        await sleep(STEADY_MS);
        const counted = backend.receive("counted");
        backend.send({ type: "count" });
        const { mostInMinute } = await counted;
        const { requestsPerMinute } = BACKENDS[kind];
        return {
          what: `calls, the most in a minute, ${RUNNING} jobs running`,
          under: `${kind}, ${requestsPerMinute} allowed`,
          figures: { "a minute": String(mostInMinute) },
        };
      }),
    ),
  );
}
