import { sql } from "kysely";
import { SCOPES } from "../../lib/api/scopes.ts";
import type { BulkAction, BulkVerb } from "../../lib/jobs/bulk.ts";
import type { JobState } from "../../lib/jobs/state.ts";
import type { Principal } from "../auth/principal.ts";
import { BulkActionsService } from "../services/bulk-actions-service.ts";
import type { JobKey } from "../store/jobs.ts";
import { eventually } from "../testing/eventually.ts";
import type { Harness } from "./engine-harness.ts";

/** Somebody who asks for bulk actions in tests. */
export const BELA: Principal = { kind: "person", id: "bela", name: "Béla", org: "default", scopes: SCOPES };

/** Bulk actions on the jobs of one agent, with what tests ask of them. */
export interface BulkHarness {
  bulk: BulkActionsService;
  agentId: string;
  /** Stores so many jobs of the agent that nobody runs. `config` stands in place of the agent's definition. */
  jobs(state: JobState, amount: number, config?: string): Promise<JobKey[]>;
  /** Begins an action; all of the jobs are expected to be eligible, unless `expected` says how many. */
  start(verb: BulkVerb, which: { jobs: JobKey[] } | { q: string }, expected?: number): Promise<BulkAction>;
  action(id: string): Promise<BulkAction>;
  reaches(id: string, what: string, test: (action: BulkAction) => boolean, withinMs?: number): Promise<BulkAction>;
  ends(id: string): Promise<BulkAction>;
  /** How often each job was retried, and commanded by the action, by its id. */
  retries(): Promise<Map<string, number>>;
  commands(bulkId: string): Promise<Map<string, number>>;
}

/** Makes the database take its time over bulk actions, so that they can be met in the middle on any machine. */
export async function slowDown({ store: { db } }: Harness): Promise<void> {
  await sql`create or replace function take_time() returns trigger language plpgsql as $$
    begin perform pg_sleep(0.004); return new; end $$`.execute(db);
  await sql`drop trigger if exists slow on command`.execute(db);
  await sql`create trigger slow before insert on command for each row when (new.bulk_id is not null)
    execute function take_time()`.execute(db);
}

export async function createBulkHarness(harness: Harness, agentId: string): Promise<BulkHarness> {
  const { db } = harness.store;
  const bulk = new BulkActionsService(harness.store, harness.engine);
  const definition = JSON.stringify(await harness.definition(agentId));
  const action = async (id: string) => (await bulk.get(BELA, id)).action;
  const reaches: BulkHarness["reaches"] = (id, what, test, withinMs = 60_000) =>
    eventually(`the bulk action to ${what}`, async () => action(id).then((now) => test(now) && now), withinMs);
  const tally = (rows: { id: string; times: number }[]) => new Map(rows.map(({ id, times }) => [id, times]));

  return {
    bulk,
    agentId,
    async jobs(state, amount, config = definition) {
      const { rows } = await sql<{ id: string }>`
        insert into job (source, id, org, agent_id, agent_name, name, type, state, raw_status, trigger, created_at,
          queued_at, started_at, ended_at, updated_at)
        select 'local', nextval('local_job_id')::text, 'default', ${agentId}, 'bulk', 'bulk', 'scraping', ${state}, ${state},
          'manual', now(), now(), case when ${state} = 'Queued' then null else now() end,
          case when ${state} in ('Completed', 'Failed', 'Cancelled') then now() end, now()
        from generate_series(1, ${amount}::int)
        returning id`.execute(db);
      const ids = rows.map(({ id }) => id);
      await sql`insert into job_detail (source, job_id, config) select 'local', unnest(${ids}::text[]), ${config}`.execute(
        db,
      );
      return ids.map((id) => ({ source: "local", id }));
    },
    async start(verb, which, expected) {
      const eligible =
        expected ?? ("jobs" in which ? which.jobs.length : (await bulk.preview(BELA, { verb, ...which })).eligible);
      return await bulk.start(BELA, { verb, ...which, reason: "the site was down", expected: eligible });
    },
    action,
    reaches,
    ends: (id) => reaches(id, "end", ({ finishedAt }) => finishedAt !== null),
    async retries() {
      const { rows } = await sql<{ id: string; times: number }>`
        select retry_of as id, count(*) as times from job where agent_id = ${agentId} and retry_of is not null group by 1
      `.execute(db);
      return tally(rows);
    },
    async commands(bulkId) {
      const { rows } = await sql<{ id: string; times: number }>`
        select job_id as id, count(*) as times from command where bulk_id = ${bulkId} group by 1`.execute(db);
      return tally(rows);
    },
  };
}
