import { loadavg } from "node:os";
import type { JobPage } from "../lib/api/types.ts";
import { JOB_SORTS, type JobSort } from "../lib/jobs/sort.ts";
import { DEFAULT_ORG, type Principal } from "../server/auth/principal.ts";
import { type OpenDatabase, openDatabase } from "../server/db/open-database.ts";
import { seedStore } from "../server/seed/seed-store.ts";
import type { JobEngine } from "../server/services/job-engine.ts";
import { createServices, type Services } from "../server/services/services.ts";
import type { SourceParts } from "../server/services/sources-service.ts";
import { SourceSecrets } from "../server/sources/secrets.ts";
import { readFilterValues, VALUE_KEYS } from "../server/store/filter-values.ts";
import { Store } from "../server/store/write.ts";
import { hasServer, makeEmbedded, makeOnServer, type TestDatabase } from "../server/testing/temporary-database.ts";
import { writeChanges } from "./job-list/write-changes.ts";
import { distribution, type Measurement, type Scenario } from "./scenario.ts";

/** How many jobs there are on each store; BENCH_JOBS and BENCH_EMBEDDED_JOBS say otherwise, 0 leaves a store out. */
const JOBS_ON_SERVER = Number(process.env.BENCH_JOBS ?? 1_000_000);
const JOBS_EMBEDDED = Number(process.env.BENCH_EMBEDDED_JOBS ?? 200_000);
/** A seeded PostgreSQL database that is used instead of a new one, and kept: seeding takes minutes. */
const DATABASE_URL = process.env.BENCH_DATABASE_URL;
const TIMES = Number(process.env.BENCH_TIMES ?? 30);
const PAGES = 1000;
const LONGEST_TURNING_MS = 30_000;
const CHANGES_PER_SECOND = 500;
const READER: Principal = {
  kind: "token",
  id: "seed-mei",
  name: "Mei Tanaka",
  org: DEFAULT_ORG,
  scopes: ["services:read"],
};

/** What operators ask for, and what is hard to find. */
const FILTERS = [
  "",
  "state:failed",
  "state:unknown",
  "state:executing,queued",
  "-state:completed",
  "agent:books-catalogue",
  "agent:books-catalogue state:failed created:>-7d",
  "source:agenty state:cancelled",
  "by:me",
  "books",
  "timed out",
  "Größe",
  "nothing-like-this",
  'error:"timed out"',
  "error:captcha state:failed",
  'fingerprint:"captcha shown at <url>"',
  "duration:>1h",
  "queued:>10m",
  "tag:nightly",
  "tag:release-17",
  "priority:>=5",
  "priority:>=60",
  "created:<-14d state:failed",
  "ended:-15d..-14d",
  "state:failed ended:>-1h",
] as const;
const FACET_FILTERS = [
  "",
  "state:failed agent:books-catalogue",
  "created:>-24h",
  "created:>-7d",
  "timed out",
  "duration:>1h",
];
const LONG_RUNS = "state:completed,failed created:>-7d";

/** First pages, deep pages, orders, facets, counts and values of a long list, at rest and while it changes. */
export const jobList: Scenario = {
  name: "job-list",
  about: "the job list at a million jobs: filters, orders, deep pages, facets, counts; at rest and under 500 changes/s",
  async run(say) {
    const measurements: Measurement[] = [];
    if (JOBS_ON_SERVER > 0 && hasServer) {
      const made = DATABASE_URL === undefined ? await makeOnServer() : given(DATABASE_URL);
      measurements.push(...(await measureStore("PostgreSQL", made, JOBS_ON_SERVER, say)));
    }
    if (JOBS_EMBEDDED > 0)
      measurements.push(...(await measureStore("embedded", await makeEmbedded(), JOBS_EMBEDDED, say)));
    return measurements;
  },
};

function given(databaseUrl: string): TestDatabase {
  return { settings: { databaseUrl, dataDir: "." }, remove: async () => undefined };
}

async function measureStore(
  name: string,
  made: TestDatabase,
  jobs: number,
  say: (line: string) => void,
): Promise<Measurement[]> {
  const database = await openDatabase(made.settings);
  try {
    const present = await countJobs(database);
    if (present < jobs) {
      const began = performance.now();
      say(`${name}: making ${jobs - present} jobs`);
      const now = Date.now();
      await seedStore(database.db, { jobs: jobs - present, days: 30, seed: "bench", now });
      say(`${name}: ${Math.round(((jobs - present) / (performance.now() - began)) * 1000)} jobs a second`);
    }
    const store = new Store(database.db);
    const services = createServices(
      store,
      NO_ENGINE,
      { freshen: () => Promise.resolve(), readWhole: () => Promise.resolve() },
      NO_BACKENDS,
    );
    const under = `${name}, ${Math.max(present, jobs).toLocaleString("en-US")} jobs`;
    say(`${name}: at rest; load ${loadavg()[0]?.toFixed(1)}`);
    const atRest = await measureAll(database, services, `${under}, at rest`);
    const writing = await writeChanges(store, CHANGES_PER_SECOND);
    say(`${name}: under ${CHANGES_PER_SECOND} changes a second; load ${loadavg()[0]?.toFixed(1)}`);
    const busy = await measureAll(database, services, `${under}, ${CHANGES_PER_SECOND} changes/s`);
    const reached = await writing.stop();
    say(`${name}: ${Math.round(reached)} changes a second were reached; load ${loadavg()[0]?.toFixed(1)}`);
    return [...atRest, ...busy];
  } finally {
    await database.close();
    await made.remove();
  }
}

async function countJobs({ db }: OpenDatabase): Promise<number> {
  const { jobs } = await db
    .selectFrom("job")
    .select(({ fn }) => fn.countAll<number>().as("jobs"))
    .executeTakeFirstOrThrow();
  return jobs;
}

async function measureAll({ db }: OpenDatabase, { jobs, overview }: Services, under: string): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  const note = (what: string, times: readonly number[]) =>
    measurements.push({ what, under, figures: distribution(times) });
  const list = (q: string, sort: JobSort = "-created", cursor: string | null = null) =>
    jobs.list(READER, { q, sort, cursor, limit: 50 });

  for (const q of FILTERS) {
    const { result, times } = await measure(() => list(q));
    note(`list  ${q === "" ? "(all)" : q}${shownAs(result)}`, times);
  }
  for (const sort of JOB_SORTS.filter((each) => each !== "-created")) {
    for (const q of ["", LONG_RUNS]) {
      const { result, times } = await measure(() => list(q, sort));
      note(`list by ${sort}  ${q === "" ? "(all)" : q}${shownAs(result)}`, times);
    }
  }
  for (const q of ["", "state:failed"]) {
    note(`pages in a row, up to ${PAGES}  ${q === "" ? "(all)" : q}`, await turnPages(list, q));
  }
  for (const q of FACET_FILTERS) {
    const { result, times } = await measure(() => jobs.facets(READER, q));
    const { total, counted } = result;
    note(`facets and histogram  ${q === "" ? "(all)" : q}: ${total}${counted.capped ? "+" : ""}`, times);
  }
  note("counts", (await measure(() => overview.summary(READER))).times);
  for (const key of VALUE_KEYS.filter((each) => each === "agent" || each === "tag" || each === "fingerprint")) {
    note(`values of ${key}, not cached`, (await measure(() => readFilterValues(db, DEFAULT_ORG, key))).times);
  }
  return measurements;
}

function shownAs({ items, stopped }: JobPage): string {
  return stopped === null ? `: ${items.length}` : `: ${items.length}, stopped`;
}

/** Asks again and again; the first time, which may find caches cold, does not count. */
async function measure<Result>(ask: () => Promise<Result>): Promise<{ result: Result; times: number[] }> {
  let result = await ask();
  const times: number[] = [];
  for (let turn = 0; turn < TIMES; turn++) {
    const began = performance.now();
    result = await ask();
    times.push(performance.now() - began);
  }
  return { result, times };
}

async function turnPages(
  list: (q: string, sort: JobSort, cursor: string | null) => Promise<JobPage>,
  q: string,
): Promise<number[]> {
  const times: number[] = [];
  let cursor: string | null = null;
  const end = performance.now() + LONGEST_TURNING_MS;
  for (let page = 0; page < PAGES && performance.now() < end; page++) {
    const began = performance.now();
    const { nextCursor }: JobPage = await list(q, "-created", cursor);
    times.push(performance.now() - began);
    cursor = nextCursor;
    if (cursor === null) break;
  }
  return times;
}

const notHere = () => Promise.reject(new Error("there is no engine here"));
const NO_ENGINE: JobEngine = {
  start: notHere,
  cancel: notHere,
  retry: notHere,
  startAgain: notHere,
  startBulk: notHere,
  agentsChanged: notHere,
  nextScheduledAt: () => null,
  scheduleProblem: () => null,
};

const NO_BACKENDS: SourceParts = {
  secrets: new SourceSecrets("keys of no source"),
  connect: () => {
    throw new Error("there are no backends here");
  },
};
