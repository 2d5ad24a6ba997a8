import { type Kysely, sql } from "kysely";
import type { Command, CommandAction } from "../../lib/jobs/model.ts";
import type { Database } from "../db/schema.ts";
import { isOneOf, type JobKey, textOfKey } from "./jobs.ts";
import type { WriteTransaction } from "./write.ts";

const COMMAND_COLUMNS = [
  "id",
  "action",
  "actor",
  "reason",
  "requestedAt",
  "acknowledgedAt",
  "finishedAt",
  "outcome",
  "resultJobId",
  "bulkId",
  "edited",
] as const satisfies readonly (keyof Command)[];

/** Who asks: kept with the command, so that the record stays true when the person is gone. */
export interface Actor {
  kind: "person" | "token" | "schedule";
  id: string;
  name: string;
}

export interface NewCommand {
  org: string;
  source: string;
  jobId: string | null;
  agentId: string | null;
  action: CommandAction;
  actor: Actor;
  reason: string | null;
  /** The bulk action that it is part of. Of such there is one a job. */
  bulkId?: string | undefined;
  /** What a retry changed, as paths. */
  edited?: string[] | null | undefined;
}

/** What an update may set. */
export type CommandUpdate = Partial<Pick<Command, "acknowledgedAt" | "finishedAt" | "outcome" | "resultJobId">>;

/** Stores a command; when it is about a job, also records it in the feed. */
export async function insertCommand(
  tx: WriteTransaction,
  command: NewCommand,
  update: CommandUpdate = {},
): Promise<Command> {
  const [stored] = await insertCommands(tx, [{ ...command, ...update }]);
  if (stored === undefined) throw new Error("a command was not stored");
  return stored;
}

/** Stores commands on different jobs, each as `insertCommand` does. Answers in the order of `commands`. */
export async function insertCommands(
  tx: WriteTransaction,
  commands: readonly (NewCommand & CommandUpdate)[],
): Promise<Command[]> {
  if (commands.length === 0) return [];
  const requestedAt = new Date().toISOString();
  const rows = commands.map(({ actor, bulkId = null, edited = null, ...row }) => ({
    ...row,
    ...{ bulkId, edited, actorKind: actor.kind, actorId: actor.id, actor: actor.name, requestedAt },
  }));
  const stored = await tx.db
    .insertInto("command")
    .values(rows)
    .returning([...COMMAND_COLUMNS, "source", "jobId"])
    .execute();
  const ofJob = new Map(stored.map(({ source, jobId, ...command }) => [textOf(source, jobId), command]));
  return commands.flatMap((command) => {
    const made = ofJob.get(textOf(command.source, command.jobId));
    if (made === undefined) return [];
    recordCommand(tx, command, made);
    return [made];
  });
}

function textOf(source: string, jobId: string | null): string {
  return textOfKey({ source, id: jobId ?? "" });
}

/** Marks one command, and records it in the feed when it is about a job. */
export async function updateCommand(
  tx: WriteTransaction,
  where: { org: string; source: string; jobId: string | null },
  id: number,
  update: CommandUpdate,
): Promise<Command> {
  const command = await tx.db
    .updateTable("command")
    .set(update)
    .where("id", "=", id)
    .returning(COMMAND_COLUMNS)
    .executeTakeFirstOrThrow();
  recordCommand(tx, where, command);
  return command;
}

/** Marks the open commands of a job with this action, and records them in the feed. */
export async function updateOpenCommands(
  tx: WriteTransaction,
  org: string,
  key: JobKey,
  action: CommandAction,
  update: CommandUpdate,
): Promise<Command[]> {
  const stored = await tx.db
    .updateTable("command")
    .set(update)
    .where("source", "=", key.source)
    .where("jobId", "=", key.id)
    .where("action", "=", action)
    .where("finishedAt", "is", null)
    .returning(COMMAND_COLUMNS)
    .execute();
  for (const command of stored) recordCommand(tx, { org, source: key.source, jobId: key.id }, command);
  return stored;
}

/**
 * Marks as failed the commands on jobs of a source that were asked before a time and that nobody says anything of: whoever carried them
 * out is gone. What became of them is not known.
 */
export async function failForgotten(
  tx: WriteTransaction,
  source: { id: string; org: string },
  before: Date,
): Promise<void> {
  const forgotten = await tx.db
    .updateTable("command")
    .set({ finishedAt: new Date().toISOString(), outcome: "failed" })
    .where("source", "=", source.id)
    .where("finishedAt", "is", null)
    .where("acknowledgedAt", "is", null)
    .where("requestedAt", "<", before.toISOString())
    .returning([...COMMAND_COLUMNS, "jobId"])
    .execute();
  for (const { jobId, ...command } of forgotten)
    recordCommand(tx, { org: source.org, source: source.id, jobId }, command);
}

/** All commands on a job, the first asked first. */
export async function listCommands(db: Kysely<Database>, key: JobKey): Promise<Command[]> {
  return await db
    .selectFrom("command")
    .select(COMMAND_COLUMNS)
    .where("source", "=", key.source)
    .where("jobId", "=", key.id)
    .orderBy("id")
    .execute();
}

/** What the command that made `resultJobId` of this job changed, as paths; null when it changed nothing. */
export async function getRetryEdits(db: Kysely<Database>, key: JobKey, resultJobId: string): Promise<string[] | null> {
  const row = await db
    .selectFrom("command")
    .select("edited")
    .where("source", "=", key.source)
    .where("jobId", "=", key.id)
    .where("resultJobId", "=", resultJobId)
    .executeTakeFirst();
  return row?.edited ?? null;
}

/** What a bulk action has commanded of these jobs, by `textOfKey`; those that it has not come to are left out. */
export async function getBulkCommands(
  tx: WriteTransaction,
  bulkId: string,
  keys: readonly JobKey[],
): Promise<Map<string, Command>> {
  const rows = await tx.db
    .selectFrom("command as job")
    .select([...COMMAND_COLUMNS.map((column) => `job.${column}` as const), "job.source", "job.jobId"])
    .where("bulkId", "=", bulkId)
    .where(isOneOf(keys, sql`job.job_id`))
    .execute();
  return new Map(rows.map(({ source, jobId, ...command }) => [textOf(source, jobId), command]));
}

function recordCommand(
  tx: WriteTransaction,
  where: { org: string; source: string; jobId: string | null },
  command: Command,
): void {
  if (where.jobId === null) return;
  tx.record({ org: where.org, kind: "command", source: where.source, jobId: where.jobId, data: command });
}
