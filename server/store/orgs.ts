import type { Kysely } from "kysely";
import type { Database } from "../db/schema.ts";
import type { JobKey } from "./jobs.ts";

/** The number of an organisation. */
export async function getOrgNumber(db: Kysely<Database>, org: string): Promise<number> {
  return (await db.selectFrom("org").select("number").where("id", "=", org).executeTakeFirstOrThrow()).number;
}

/** The organisation that a job belongs to; undefined when there is no such job. */
export async function orgOfJob(db: Kysely<Database>, { source, id }: JobKey): Promise<string | undefined> {
  const row = await db
    .selectFrom("job")
    .select("org")
    .where("source", "=", source)
    .where("id", "=", id)
    .executeTakeFirst();
  return row?.org;
}
