import { type Kysely, sql } from "kysely";
import type { DocumentName } from "../../lib/jobs/shown-text.ts";
import type { Database } from "../db/schema.ts";
import type { JobKey } from "./jobs.ts";

/** The beginning of a text, and how long the whole is, in bytes. */
export interface Beginning {
  text: string;
  bytes: number;
}

/** The first characters of what a job was started with; the rest is not read. */
export async function getBeginnings(
  db: Kysely<Database>,
  key: JobKey,
  characters: number,
): Promise<Record<"params" | "config" | "result", Beginning | null>> {
  const row = await db
    .selectFrom("jobDetail")
    .select([
      sql<string | null>`left(params, ${characters})`.as("params"),
      sql<number | null>`octet_length(params)`.as("paramsBytes"),
      sql<string | null>`left(config, ${characters})`.as("config"),
      sql<number | null>`octet_length(config)`.as("configBytes"),
      sql<string | null>`left(result, ${characters})`.as("result"),
      sql<number | null>`octet_length(result)`.as("resultBytes"),
    ])
    .where("source", "=", key.source)
    .where("jobId", "=", key.id)
    .executeTakeFirst();
  const beginning = (text: string | null | undefined, bytes: number | null | undefined) =>
    text == null ? null : { text, bytes: bytes ?? text.length };
  return {
    params: beginning(row?.params, row?.paramsBytes),
    config: beginning(row?.config, row?.configBytes),
    result: beginning(row?.result, row?.resultBytes),
  };
}

/**
 * A text of a job whole: its parameters, configuration or result; its row or that of an attempt, as JSON that the database
 * writes, with the columns' own names and exact numbers; its agent's definition as it is now; or what its backend answered. Null when there is none.
 */
export async function readDocument(
  db: Kysely<Database>,
  org: string,
  key: JobKey,
  name: DocumentName,
  attempt: number | null,
): Promise<string | null> {
  switch (name) {
    case "params":
    case "config":
    case "result": {
      const row = await db
        .selectFrom("jobDetail")
        .select(sql<string | null>`${sql.ref(name)}`.as("text"))
        .where("source", "=", key.source)
        .where("jobId", "=", key.id)
        .executeTakeFirst();
      return row?.text ?? null;
    }
    case "job": {
      // Without what the database makes of other columns to search and sort by.
      const { rows } = await sql<{ text: string }>`
        select (to_jsonb(job) - '{search,duration_ms,queue_ms}'::text[])::text as text
        from job where source = ${key.source} and id = ${key.id}`.execute(db);
      return rows[0]?.text ?? null;
    }
    case "run": {
      const which = attempt === null ? sql`` : sql`and attempt = ${attempt}`;
      const { rows } = await sql<{ text: string }>`
        select row_to_json(job_run)::text as text from job_run
        where source = ${key.source} and job_id = ${key.id} ${which} order by attempt desc limit 1`.execute(db);
      return rows[0]?.text ?? null;
    }
    case "answer": {
      const row = await db
        .selectFrom("jobMirror")
        .select("raw")
        .where("source", "=", key.source)
        .where("jobId", "=", key.id)
        .executeTakeFirst();
      return row?.raw ?? null;
    }
    case "agent": {
      const row = await db
        .selectFrom("job")
        .innerJoin("agent", (join) => join.onRef("agent.id", "=", "job.agentId").on("agent.org", "=", org))
        .select("agent.definition")
        .where("job.source", "=", key.source)
        .where("job.id", "=", key.id)
        .where("agent.deletedAt", "is", null)
        .executeTakeFirst();
      return row?.definition ?? null;
    }
  }
}

/** How large a text is that is kept with the job, without reading it, and what changes whenever it does; undefined for other texts. */
export async function describeDocument(
  db: Kysely<Database>,
  key: JobKey,
  name: DocumentName,
): Promise<{ bytes: number; version: string } | undefined> {
  if (name !== "params" && name !== "config" && name !== "result") return undefined;
  return await db
    .selectFrom("jobDetail")
    .select([sql<number>`octet_length(${sql.ref(name)})`.as("bytes"), sql<string>`xmin::text`.as("version")])
    .where("source", "=", key.source)
    .where("jobId", "=", key.id)
    .where(name, "is not", null)
    .executeTakeFirst();
}

/** Whether the job's agent is defined otherwise now; null when it is gone, or not known what the job was made with. */
export async function hasAgentChanged(db: Kysely<Database>, org: string, key: JobKey): Promise<boolean | null> {
  const { rows } = await sql<{ changed: boolean | null }>`
    select agent.definition <> job_detail.config as changed
    from job
    join job_detail on job_detail.source = job.source and job_detail.job_id = job.id
    join agent on agent.id = job.agent_id and agent.org = ${org} and agent.deleted_at is null
    where job.source = ${key.source} and job.id = ${key.id}`.execute(db);
  return rows[0]?.changed ?? null;
}
