import { sql } from "kysely";
import type pg from "pg";
import { type OpenDatabase, openDatabase } from "../server/db/open-database.ts";
import { insertJob } from "../server/store/jobs.ts";
import { Store } from "../server/store/write.ts";
import { hasServer, makeOnServer } from "../server/testing/temporary-database.ts";
import type { Measurement, Scenario } from "./scenario.ts";

const SECONDS = 1.5;
/** The ways take turns, and the best of each counts: what else the machine does meanwhile is left out so. */
const ROUNDS = 4;
const WRITERS = [1, 4, 8, 16];

/** Ways to append to the feed, as the name of a function with the arguments of `append_changes`. */
const WAYS: readonly { name: string; what: string }[] = [
  { name: "append_changes", what: "numbered under the feed's lock, with NOTIFY" },
  { name: "bench_locked_silent", what: "numbered under the feed's lock, no NOTIFY" },
  { name: "bench_sequence", what: "numbered by a sequence, with NOTIFY" },
  { name: "bench_sequence_silent", what: "numbered by a sequence, no NOTIFY" },
  { name: "bench_nothing", what: "no feed at all" },
];

const FUNCTIONS = [
  "create sequence bench_revision start 1000000000",
  ...["bench_sequence", "bench_sequence_silent"].map(
    (name) => `create function ${name}(changes jsonb) returns bigint language plpgsql as $$
      declare last bigint;
      begin
        insert into change (revision, org, kind, source, job_id, data)
        select nextval('bench_revision'), c->>'org', c->>'kind', c->>'source', c->>'jobId', c->>'data'
        from jsonb_array_elements(changes) as c returning revision into last;
        ${name.endsWith("silent") ? "" : "perform pg_notify('watchfloor_change', last::text);"}
        return last;
      end $$`,
  ),
  `create function bench_locked_silent(changes jsonb) returns bigint language plpgsql as $$
    declare last bigint;
    begin
      update feed set revision = revision + 1 returning revision into last;
      insert into change (revision, org, kind, source, job_id, data)
      select last, c->>'org', c->>'kind', c->>'source', c->>'jobId', c->>'data' from jsonb_array_elements(changes) as c;
      return last;
    end $$`,
  "create function bench_nothing(changes jsonb) returns bigint language sql as 'select 0::bigint'",
];

/** What it costs that revisions appear in the order of commits: writers queue at one row until each has committed. */
export const feedCost: Scenario = {
  name: "feed-cost",
  about: "commits a second with concurrent writers on PostgreSQL, by how the change feed is numbered",
  async run(say) {
    if (!hasServer) {
      say("left out: no server at TEST_DATABASE_URL");
      return [];
    }
    const made = await makeOnServer();
    const database = await openDatabase(made.settings);
    try {
      for (const statement of FUNCTIONS) await sql.raw(statement).execute(database.db);
      await makeJobs(new Store(database.db), Math.max(...WRITERS));
      const best = new Map<string, number>();
      for (let round = 1; round <= ROUNDS; round++) {
        say(`round ${round} of ${ROUNDS}`);
        for (const writers of WRITERS) {
          for (const { name } of WAYS) {
            const key = `${name} ${writers}`;
            best.set(key, Math.max(best.get(key) ?? 0, await measure(database, name, writers)));
          }
        }
      }
      const measurements = WAYS.map(({ name, what }): Measurement => {
        const figures = WRITERS.map((writers) => [`${writers} writers`, String(best.get(`${name} ${writers}`))]);
        return { what: "commits/s", under: what, figures: Object.fromEntries(figures) };
      });
      return measurements;
    } finally {
      await database.close();
      await made.remove();
    }
  },
};

async function makeJobs(store: Store, count: number): Promise<void> {
  await store.write(async (tx) => {
    for (let place = 0; place < count; place++) {
      const createdAt = new Date().toISOString();
      await insertJob(tx, {
        org: "default",
        source: "local",
        id: String(place),
        name: "bench",
        type: "scraping",
        state: "Executing",
        rawStatus: "Executing",
        trigger: "manual",
        createdAt,
      });
    }
  });
}

async function measure(database: OpenDatabase, append: string, writers: number): Promise<number> {
  const clients = Array.from({ length: writers }, () => database.connect());
  await Promise.all(clients.map((client) => client.connect()));
  const end = performance.now() + SECONDS * 1000;
  const counts = await Promise.all(clients.map((client, writer) => writeUntil(client, String(writer), append, end)));
  await Promise.all(clients.map((client) => client.end()));
  return Math.round(counts.reduce((sum, count) => sum + count, 0) / SECONDS);
}

async function writeUntil(client: pg.Client, id: string, append: string, end: number): Promise<number> {
  const data = JSON.stringify({ source: "local", id, version: 2, percent: 50, activity: "page 12 of 34" });
  const changes = JSON.stringify([{ org: "default", kind: "job", source: "local", jobId: id, data }]);
  let commits = 0;
  while (performance.now() < end) {
    await client.query("begin");
    await client.query("update job set percent = $2, version = version + 1 where source = 'local' and id = $1", [
      id,
      commits % 100,
    ]);
    await client.query(`select ${append}($1::jsonb)`, [changes]);
    await client.query("commit");
    commits++;
  }
  return commits;
}
