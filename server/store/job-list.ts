import { type Kysely, type SelectQueryBuilder, sql } from "kysely";
import type { JobFilter } from "../../lib/jobs/filter.ts";
import type { JobRow } from "../../lib/jobs/model.ts";
import type { Database } from "../db/schema.ts";
import { badRequest } from "../errors.ts";
import { JOB_COLUMNS } from "./jobs.ts";

/** Where a page of the newest-first list begins: after (older than) this job. */
interface Position {
  createdAt: string;
  source: string;
  id: string;
}

/**
 * A page of jobs that match, newest first, by `(created_at, source, id)`. `cursor` is the `nextCursor` of the page
 * before, for the same filter.
 * @throws AppError BAD_REQUEST when the cursor is not one that this function made.
 */
export async function listJobs(
  db: Kysely<Database>,
  org: string,
  filter: JobFilter,
  page: { cursor: string | null; limit: number },
): Promise<{ items: JobRow[]; nextCursor: string | null }> {
  let query = restrict(db.selectFrom("job").select(JOB_COLUMNS).where("org", "=", org), filter)
    .orderBy("createdAt", "desc")
    .orderBy("source", "desc")
    .orderBy("id", "desc")
    .limit(page.limit + 1);
  if (page.cursor !== null) {
    const after = readCursor(page.cursor);
    query = query.where(
      sql<boolean>`(created_at, source, id) < (${after.createdAt}::timestamptz, ${after.source}, ${after.id})`,
    );
  }
  const items = await query.execute();
  const more = items.length > page.limit;
  if (more) items.pop();
  const last = items.at(-1);
  return { items, nextCursor: more && last !== undefined ? writeCursor(last) : null };
}

function restrict<Row>(query: SelectQueryBuilder<Database, "job", Row>, filter: JobFilter): typeof query {
  let restricted = query;
  if (filter.states.length > 0) restricted = restricted.where("state", "in", filter.states);
  if (filter.notStates.length > 0) restricted = restricted.where("state", "not in", filter.notStates);
  if (filter.sources.length > 0) restricted = restricted.where("source", "in", filter.sources);
  if (filter.triggers.length > 0) restricted = restricted.where("trigger", "in", filter.triggers);
  if (filter.ids.length > 0) restricted = restricted.where("id", "in", filter.ids);
  if (filter.agents.length > 0) {
    const names = filter.agents.map((agent) => agent.toLowerCase());
    restricted = restricted.where((eb) =>
      eb.or([eb("agentId", "in", filter.agents), eb(eb.fn<string>("lower", ["agentName"]), "in", names)]),
    );
  }
  for (const word of filter.text) {
    restricted = restricted.where("search", "like", `%${word.toLowerCase().replace(/[\\%_]/g, "\\$&")}%`);
  }
  return restricted;
}

function writeCursor(job: JobRow): string {
  return Buffer.from(JSON.stringify([job.createdAt, job.source, job.id])).toString("base64url");
}

function readCursor(cursor: string): Position {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString());
    if (Array.isArray(parsed) && parsed.length === 3) {
      const [createdAt, source, id]: unknown[] = parsed;
      if (typeof createdAt === "string" && typeof source === "string" && typeof id === "string") {
        // Only a time that the store itself wrote comes back the same; JavaScript's years go beyond PostgreSQL's.
        const written = /^[1-9]\d{3}-/.test(createdAt) && new Date(createdAt).toISOString() === createdAt;
        if (written && !`${source}${id}`.includes("\0")) return { createdAt, source, id };
      }
    }
  } catch {
    // Not base64, not JSON or not a time: the same answer as below.
  }
  throw badRequest("cursor", "is not a cursor of this list; start again without it");
}
