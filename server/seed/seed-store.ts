import { type Kysely, sql } from "kysely";
import { DEFAULT_ORG } from "../auth/principal.ts";
import type { Database } from "../db/schema.ts";
import { insertAgent } from "../store/agents.ts";
import { Store } from "../store/write.ts";
import { FOREIGN, makeAgents, type SeedAgent } from "./cast.ts";
import { ERRORS } from "./errors.ts";
import { makeHistory, type SeedJob } from "./history.ts";
import { Random } from "./random.ts";

const BATCH = 4000;

export interface SeedSettings {
  jobs: number;
  days: number;
  seed: string;
  now: number;
}

/**
 * Adds a made-up history to a database: backends, agents, and jobs that ended before `now` or, of foreign backends, are
 * under way. What is there stays. Nothing is told through the change feed: open pages learn of it when they are
 * loaded again. `progress` hears after each batch how many jobs are stored.
 */
export async function seedStore(
  db: Kysely<Database>,
  settings: SeedSettings,
  progress: (stored: number) => void = () => undefined,
): Promise<void> {
  const { rows } = await sql<{ jobs: number; local: number }>`
    select (select count(*) from job)::int8 as jobs,
      greatest((select last_value from local_job_id), 1000)::int8 as local`.execute(db);
  const { jobs: present = 0, local = 1000 } = rows[0] ?? {};
  const seed = `${settings.seed} ${present}`;
  const agents = await insertCast(db, new Random(settings.seed));
  const people = (await sql<{ id: string; name: string }>`select id, name from "user"`.execute(db)).rows;
  const firstLocalId = local + 1;
  const history = makeHistory({
    ...settings,
    seed,
    agents,
    people,
    firstLocalId,
    firstForeignPlace: present,
  });
  let stored = 0;
  let lastLocalId = local;
  for (let batch = take(history, BATCH); batch.length > 0; batch = take(history, BATCH)) {
    for (const job of batch) if (job.source === "local") lastLocalId = Math.max(lastLocalId, Number(job.id));
    await insertBatch(db, batch, lastLocalId);
    stored += batch.length;
    progress(stored);
  }
  await sql`vacuum (analyze) job`.execute(db);
}

function take(jobs: Generator<SeedJob>, count: number): SeedJob[] {
  const taken: SeedJob[] = [];
  while (taken.length < count) {
    const { value, done } = jobs.next();
    if (done) break;
    taken.push(value);
  }
  return taken;
}

/** Stores the backends and the agents with a definition. Those that are there from an earlier time are used again. */
async function insertCast(db: Kysely<Database>, random: Random): Promise<SeedAgent[]> {
  const sources = FOREIGN.map(({ id, kind, name, lacks = [] }) => ({
    ...{ id, kind, name, org: DEFAULT_ORG },
    config: JSON.stringify({ lacks }),
  }));
  await db
    .insertInto("source")
    .values(sources)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const agents = makeAgents(random, ERRORS.length);
  const local = await db
    .selectFrom("agent")
    .select(["id", "name"])
    .where("org", "=", DEFAULT_ORG)
    .where("source", "=", "local")
    .where("deletedAt", "is", null)
    .execute();
  const store = new Store(db);
  for (const agent of agents) {
    if (agent.definition === null) continue;
    const there = local.find(({ name }) => name.toLowerCase() === agent.name.toLowerCase());
    if (there !== undefined) agent.id = there.id;
    else {
      const { definition } = agent;
      // The id of one that was deleted stays taken.
      const taken = await db.selectFrom("agent").select("id").where("id", "=", agent.id).executeTakeFirst();
      if (taken !== undefined) agent.id = random.uuid();
      await store.write((tx) => insertAgent(tx, { id: agent.id, org: DEFAULT_ORG, source: "local", definition }));
    }
  }
  return agents;
}

const COLUMNS = [
  "source",
  "id",
  "agent_id",
  "agent_name",
  "name",
  "type",
  "state",
  "raw_status",
  "trigger",
  "priority",
  "percent",
  "activity",
  "tasks_expected",
  "tasks_total",
  "tasks_completed",
  "tasks_failed",
  "clues_total",
  "results_total",
  "created_at",
  "queued_at",
  "started_at",
  "ended_at",
  "updated_at",
  "expected_end_at",
  "error",
  "error_fingerprint",
  "warning",
  "retry_of",
  "started_by",
  "started_by_id",
  "tags",
  "attempt",
  "max_attempts",
];

async function insertBatch(db: Kysely<Database>, jobs: readonly SeedJob[], lastLocalId: number): Promise<void> {
  const columns = sql.raw(COLUMNS.join(", "));
  const rows = JSON.stringify(jobs.map(snakeCased));
  await db.transaction().execute(async (tx) => {
    await sql`set local synchronous_commit = off`.execute(tx);
    await sql`
      insert into job (org, ${columns})
      select ${DEFAULT_ORG}, ${columns} from json_populate_recordset(null::job, ${rows}::json)`.execute(tx);
    await sql`
      insert into job_detail (source, job_id, config)
      select j.source, j.id, a.definition
      from json_to_recordset(${rows}::json) as j(source text, id text, agent_id text)
      join agent a on a.id = j.agent_id where j.source = 'local'`.execute(tx);
    await sql`select setval('local_job_id', greatest(${lastLocalId}, last_value)) from local_job_id`.execute(tx);
  });
}

function snakeCased(job: SeedJob): Record<string, unknown> {
  const renamed = Object.entries(job).map(([name, value]) => [
    name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    value,
  ]);
  return Object.fromEntries(renamed);
}
