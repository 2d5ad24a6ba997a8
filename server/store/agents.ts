import { type Kysely, sql } from "kysely";
import type { AgentDefinition } from "../../lib/api/agent-schema.ts";
import type { Agent } from "../../lib/api/types.ts";
import type { Database } from "../db/schema.ts";
import type { WriteTransaction } from "./write.ts";

/** An agent as it is stored, its definition parsed. */
export interface StoredAgent {
  id: string;
  org: string;
  source: string;
  name: string;
  type: string;
  enabled: boolean;
  definition: AgentDefinition;
  createdAt: string;
  updatedAt: string;
}

const AGENT_COLUMNS = [
  "id",
  "org",
  "source",
  "name",
  "type",
  "enabled",
  "definition",
  "createdAt",
  "updatedAt",
] as const;

/** Stores a new agent with its schedule, if it has one, and records it in the feed. */
export async function insertAgent(
  tx: WriteTransaction,
  agent: { id: string; org: string; source: string; definition: AgentDefinition },
): Promise<StoredAgent> {
  const row = await tx.db
    .insertInto("agent")
    .values({ id: agent.id, org: agent.org, source: agent.source, ...columns(agent.definition) })
    .returning(AGENT_COLUMNS)
    .executeTakeFirstOrThrow();
  await putSchedule(tx, agent.org, agent.id, agent.definition);
  recordAgent(tx, agent.org, agent.id);
  return parse(row);
}

/** Replaces an agent's definition; undefined when the organisation has no such agent. */
export async function updateAgent(
  tx: WriteTransaction,
  org: string,
  id: string,
  definition: AgentDefinition,
): Promise<StoredAgent | undefined> {
  const row = await tx.db
    .updateTable("agent")
    .set({ ...columns(definition), updatedAt: new Date().toISOString() })
    .where("org", "=", org)
    .where("id", "=", id)
    .where("deletedAt", "is", null)
    .returning(AGENT_COLUMNS)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  await putSchedule(tx, org, id, definition);
  recordAgent(tx, org, id);
  return parse(row);
}

/** Takes an agent out of every list; its jobs stay. False when the organisation has no such agent. */
export async function deleteAgent(tx: WriteTransaction, org: string, id: string): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable("agent")
    .set({ deletedAt: new Date().toISOString(), enabled: false })
    .where("org", "=", org)
    .where("id", "=", id)
    .where("deletedAt", "is", null)
    .executeTakeFirst();
  await tx.db.deleteFrom("schedule").where("agentId", "=", id).where("org", "=", org).execute();
  if (numUpdatedRows > 0n) recordAgent(tx, org, id);
  return numUpdatedRows > 0n;
}

/** The agent, if the organisation has it and it is not deleted. */
export async function getAgent(db: Kysely<Database>, org: string, id: string): Promise<StoredAgent | undefined> {
  const row = await db
    .selectFrom("agent")
    .select(AGENT_COLUMNS)
    .where("org", "=", org)
    .where("id", "=", id)
    .where("deletedAt", "is", null)
    .executeTakeFirst();
  return row && parse(row);
}

/** Makes others that lock the agent wait until the transaction ends. */
export async function lockAgent(tx: WriteTransaction, id: string): Promise<void> {
  await tx.db.selectFrom("agent").select("id").where("id", "=", id).forUpdate().execute();
}

/** The agent that programs call so: by its slug, or else by its id. */
export async function findAgent(db: Kysely<Database>, org: string, ref: string): Promise<StoredAgent | undefined> {
  const row = await db
    .selectFrom("agent")
    .select(AGENT_COLUMNS)
    .where("org", "=", org)
    .where("deletedAt", "is", null)
    .where(({ or, eb }) => or([eb("slug", "=", ref), eb("id", "=", ref)]))
    .orderBy(sql`slug is not distinct from ${ref}`, "desc")
    .limit(1)
    .executeTakeFirst();
  return row && parse(row);
}

/** The id of the agent that programs call so, or called so before it was deleted. */
export async function findAgentId(db: Kysely<Database>, org: string, ref: string): Promise<string | undefined> {
  const row = await db
    .selectFrom("agent")
    .select("id")
    .where("org", "=", org)
    .where(({ or, eb }) => or([eb("slug", "=", ref), eb("id", "=", ref)]))
    .orderBy(sql`deleted_at is null`, "desc")
    .orderBy(sql`slug is not distinct from ${ref}`, "desc")
    .orderBy("createdAt", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.id;
}

/** What programs call these agents by, by agent id; those that are deleted, too. Agents that have no slug are absent. */
export async function slugsOf(db: Kysely<Database>, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom("agent").select(["id", "slug"]).where("id", "in", ids).execute();
  return new Map(rows.flatMap(({ id, slug }) => (slug === null ? [] : [[id, slug] as const])));
}

/** All agents of the organisation by name. */
export async function listAgents(db: Kysely<Database>, org: string): Promise<StoredAgent[]> {
  const rows = await db
    .selectFrom("agent")
    .select(AGENT_COLUMNS)
    .where("org", "=", org)
    .where("deletedAt", "is", null)
    .orderBy("name")
    .execute();
  return rows.map(parse);
}

export type LastJob = NonNullable<Agent["lastJob"]>;

/** The newest job of each of these agents, by agent id. Agents without a job are absent. */
export async function lastJobs(
  db: Kysely<Database>,
  org: string,
  agentIds: readonly string[],
): Promise<Map<string, LastJob>> {
  const { rows } = await sql<LastJob & { agentId: string }>`
    select a.id as agent_id, j.id, j.state, j.created_at, j.ended_at
    from unnest(${agentIds}::text[]) as a (id) cross join lateral (
      select id, state, created_at, ended_at from job
      where org = ${org} and agent_id = a.id
      order by created_at desc, source desc, id desc limit 1
    ) as j`.execute(db);
  return new Map(rows.map(({ agentId, ...job }) => [agentId, job]));
}

/** Every schedule of every organisation, for the scheduler. */
export async function listSchedules(db: Kysely<Database>) {
  return await db.selectFrom("schedule").selectAll().orderBy("id").execute();
}

function columns(definition: AgentDefinition) {
  return {
    name: definition.name,
    slug: definition.slug ?? null,
    type: definition.type,
    enabled: definition.enabled,
    definition: JSON.stringify(definition),
  };
}

async function putSchedule(
  tx: WriteTransaction,
  org: string,
  agentId: string,
  definition: AgentDefinition,
): Promise<void> {
  if (definition.schedule === null || !definition.enabled) {
    await tx.db.deleteFrom("schedule").where("agentId", "=", agentId).execute();
    return;
  }
  const { cron, timezone } = definition.schedule;
  await tx.db
    .insertInto("schedule")
    .values({ id: agentId, org, agentId, cron, timezone })
    .onConflict((conflict) =>
      conflict.column("id").doUpdateSet({ cron, timezone, updatedAt: new Date().toISOString() }),
    )
    .execute();
}

function parse(row: Omit<StoredAgent, "definition"> & { definition: string }): StoredAgent {
  return { ...row, definition: JSON.parse(row.definition) };
}

function recordAgent(tx: WriteTransaction, org: string, agentId: string): void {
  tx.record({ org, kind: "agent", source: null, jobId: null, data: { agentId } });
}
