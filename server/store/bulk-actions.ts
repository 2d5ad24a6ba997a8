import { type Kysely, type Selectable, sql } from "kysely";
import type { BulkItem } from "../../lib/api/types.ts";
import type { BulkAction, BulkVerb } from "../../lib/jobs/bulk.ts";
import type { Database } from "../db/schema.ts";
import { insertTargets, type JobCondition } from "./bulk-targets.ts";
import type { Actor } from "./commands.ts";
import type { JobKey } from "./jobs.ts";
import type { WriteTransaction } from "./write.ts";

/** An action as it is asked for. */
export interface NewBulkAction {
  org: string;
  verb: BulkVerb;
  actor: Actor;
  reason: string | null;
  /** The jobs that match, and the filter that says so, as text with its times resolved; null for chosen jobs. */
  which: JobCondition;
  query: string | null;
  chosen: number | null;
  matched: number;
  /** How many eligible jobs the operator confirmed. */
  expected: number;
}

/** A bulk action with what its runner needs besides. */
export type StoredBulkAction = BulkAction & { org: string; by: Actor; position: number; failureGroups: FailureGroup[] };

/** One reason why commands failed. */
export type FailureGroup = BulkAction["failures"][number];

/** What became of the targets up to a place. */
export interface BulkProgress {
  position: number;
  done: number;
  failed: number;
  skipped: number;
  failureGroups: FailureGroup[];
  /** Those that failed since the last time. */
  failures: (JobKey & { reason: string; at: string })[];
}

const SHOWN_FAILURES = 10;

type Row = Selectable<Database["bulkAction"]>;

/** The action, if it belongs to the organisation. */
export async function getBulkAction(db: Kysely<Database>, org: string, id: string): Promise<BulkAction | undefined> {
  const row = await db
    .selectFrom("bulkAction")
    .selectAll()
    .where("org", "=", org)
    .where("id", "=", id)
    .executeTakeFirst();
  return row && toWire(row);
}

/** Actions, the newest first, after (older than) another; at most `limit`. */
export async function listBulkActions(
  db: Kysely<Database>,
  org: string,
  page: { after: { createdAt: string; id: string } | null; limit: number },
): Promise<BulkAction[]> {
  let query = db.selectFrom("bulkAction").selectAll().where("org", "=", org);
  if (page.after !== null) {
    const { createdAt, id } = page.after;
    query = query.where(sql<boolean>`(created_at, id) < (${createdAt}::timestamptz, ${id})`);
  }
  const rows = await query.orderBy("createdAt", "desc").orderBy("id", "desc").limit(page.limit).execute();
  return rows.map(toWire);
}

/** What became of the action's jobs, by source and id, after another one; at most `limit`. */
export async function listBulkItems(
  db: Kysely<Database>,
  bulkId: string,
  page: { outcome: BulkItem["outcome"]; after: JobKey | null; limit: number },
): Promise<BulkItem[]> {
  const after =
    page.after === null
      ? sql<boolean>`true`
      : sql<boolean>`(source, job_id) > (${page.after.source}, ${page.after.id})`;
  if (page.outcome === "failed") {
    const rows = await db
      .selectFrom("bulkFailure")
      .select(["source", "jobId", "reason", "at"])
      .where("bulkId", "=", bulkId)
      .where(after)
      .orderBy("source")
      .orderBy("jobId")
      .limit(page.limit)
      .execute();
    return rows.map((row) => ({ ...row, outcome: "failed", resultJobId: null }));
  }
  const rows = await db
    .selectFrom("command")
    .select(["source", "jobId", "resultJobId", "requestedAt as at"])
    .where("bulkId", "=", bulkId)
    .where("jobId", "is not", null)
    .where(after)
    .orderBy("source")
    .orderBy("jobId")
    .limit(page.limit)
    .$narrowType<{ jobId: string }>()
    .execute();
  return rows.map((row) => ({ ...row, outcome: "done", reason: null }));
}

/**
 * Stores the action as waiting, with the jobs that it is about, and records it in the feed. `eligible` of the answer is
 * how many they are.
 */
export async function insertBulkAction(
  tx: WriteTransaction,
  action: NewBulkAction & { id: string; createdAt: string; startsAt: string },
): Promise<BulkAction> {
  const { actor, which, expected: _, ...row } = action;
  const whose = { actorKind: actor.kind, actorId: actor.id, actor: actor.name };
  await tx.db
    .insertInto("bulkAction")
    .values({ ...row, ...whose, state: "waiting", eligible: 0 })
    .execute();
  const eligible = await insertTargets(tx, action, which);
  const stored = await tx.db
    .updateTable("bulkAction")
    .set({ eligible })
    .where("id", "=", action.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return record(tx, stored);
}

/** The action, locked until the transaction ends; undefined when there is none. */
export async function lockBulkAction(tx: WriteTransaction, id: string): Promise<StoredBulkAction | undefined> {
  const row = await tx.db.selectFrom("bulkAction").selectAll().where("id", "=", id).forUpdate().executeTakeFirst();
  if (row === undefined) return undefined;
  const by: Actor = { kind: row.actorKind, id: row.actorId, name: row.actor };
  const { org, position } = row;
  return { ...toWire(row), org, position, by, failureGroups: readFailures(row.failures) };
}

/** Changes an action, counts its version up and records it in the feed. */
export async function updateBulkAction(
  tx: WriteTransaction,
  id: string,
  update: Partial<Pick<Row, "state" | "startedAt" | "finishedAt" | "abortRequestedAt" | "abortedBy">> & {
    progress?: BulkProgress;
  },
): Promise<BulkAction> {
  const { progress, ...columns } = update;
  const counts = progress && {
    position: progress.position,
    done: progress.done,
    failed: progress.failed,
    skipped: progress.skipped,
    failures: JSON.stringify(progress.failureGroups),
  };
  if (progress !== undefined && progress.failures.length > 0) {
    const rows = progress.failures.map(({ source, id: jobId, reason, at }) => ({
      bulkId: id,
      source,
      jobId,
      reason,
      at,
    }));
    await tx.db
      .insertInto("bulkFailure")
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  const stored = await tx.db
    .updateTable("bulkAction")
    .set({ ...columns, ...counts })
    .set(({ eb }) => ({ version: eb("version", "+", 1) }))
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return record(tx, stored);
}

function record(tx: WriteTransaction, row: Row): BulkAction {
  const action = toWire(row);
  tx.record({ org: row.org, kind: "bulk-action", source: null, jobId: null, data: action });
  return action;
}

function toWire(row: Row): BulkAction {
  const { org, actorKind, actorId, position, abortRequestedAt, failures, ...wire } = row;
  return { ...wire, failures: readFailures(failures).slice(0, SHOWN_FAILURES) };
}

/** What this module wrote itself. */
function readFailures(text: string): FailureGroup[] {
  return JSON.parse(text);
}
