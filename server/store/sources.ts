import { type Kysely, sql } from "kysely";
import type { Instant } from "../../lib/jobs/model.ts";
import { NEW_HEALTH, type SourceHealth } from "../../lib/sources/health.ts";
import type { Database } from "../db/schema.ts";
import type { WriteTransaction } from "./write.ts";

/** A source as it is stored; `config` is JSON text. */
export interface StoredSource {
  id: string;
  kind: string;
  config: string;
}

/** All that is stored of a source, with what the node that reads it knows of it. */
export interface WholeSource extends StoredSource {
  name: string;
  /** Its key, encrypted. */
  secret: Buffer | null;
  /** The name of the file that says what it is; null for those that people have connected. */
  declaredIn: string | null;
  paused: boolean;
  createdAt: Instant;
  updatedAt: Instant;
  removedAt: Instant | null;
  /** As nothing is known of it before it is read for the first time. */
  health: SourceHealth;
}

/** What may be changed of a source. */
export interface SourceContent {
  name: string;
  config: string;
  /** Left out, the key stays as it is. */
  secret?: Buffer | null;
}

/** What only a file that declares sources may change. */
interface Declaration {
  kind?: string;
  declaredIn?: string | null;
}

const SOURCE_COLUMNS = ["id", "kind", "config"] as const;
const WHOLE_COLUMNS = [
  ...[
    "source.id",
    "source.kind",
    "source.config",
    "source.name",
    "source.secret",
    "source.declaredIn",
    "source.paused",
  ],
  ...["source.createdAt", "source.updatedAt", "source.removedAt", "sourceSync.health"],
] as const;
const LOCAL = "local";

/** The source, if the organisation has it. The built-in engine is everybody's. */
export async function getSource(db: Kysely<Database>, org: string, id: string): Promise<StoredSource | undefined> {
  return await db
    .selectFrom("source")
    .select(SOURCE_COLUMNS)
    .where((eb) => eb.or([eb("org", "=", org), eb("kind", "=", LOCAL)]))
    .where("id", "=", id)
    .executeTakeFirst();
}

/** The organisation's sources, the built-in engine first, then by name. Those that are being removed are among them. */
export async function listSources(db: Kysely<Database>, org: string): Promise<WholeSource[]> {
  const rows = await selectWhole(db, org)
    .orderBy(sql`source.kind = ${LOCAL}`, "desc")
    .orderBy(sql`lower(source.name)`)
    .orderBy("source.id")
    .execute();
  return rows.map(toWhole);
}

/** All of one source, if the organisation has it. */
export async function readSource(db: Kysely<Database>, org: string, id: string): Promise<WholeSource | undefined> {
  const row = await selectWhole(db, org).where("source.id", "=", id).executeTakeFirst();
  return row && toWhole(row);
}

/** How many backends the organisation has connected. */
export async function countSources(db: Kysely<Database>, org: string): Promise<number> {
  const { count } = await db
    .selectFrom("source")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("org", "=", org)
    .where("kind", "<>", LOCAL)
    .executeTakeFirstOrThrow();
  return count;
}

/**
 * Stores a new source under an id made from its name, by which operators filter: `agenty-prod`, or `agenty-prod-2` where that is
 * taken. A second one of the organisation with this name breaks the index `source_name`.
 */
export async function insertSource(
  tx: WriteTransaction,
  source: { org: string; kind: string; name: string; config: string; secretFor: (id: string) => Buffer | null },
): Promise<string> {
  const { org, kind, name, config, secretFor } = source;
  const slug = slugOf(name) || kind;
  for (let place = 1; ; place++) {
    const id = place === 1 ? slug : `${slug}-${place}`;
    if (id === LOCAL) continue;
    const { numInsertedOrUpdatedRows } = await tx.db
      .insertInto("source")
      .values({ id, org, kind, name, config, secret: secretFor(id) })
      .onConflict((taken) => taken.column("id").doNothing())
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows === 0n) continue;
    recordDefinition(tx, org, id);
    return id;
  }
}

/** Replaces what a source is, and has it read at once. False when the organisation has no such source. */
export async function updateSource(
  tx: WriteTransaction,
  { org, id }: SourceKey,
  content: SourceContent & Declaration,
  { afresh }: { afresh: boolean },
): Promise<boolean> {
  if (!(await setSource(tx, { org, id }, content))) return false;
  await clearWaits(tx.db, id, afresh);
  return true;
}

/** What is compared with what a file declares. */
export interface HeldSource extends StoredSource, SourceKey {
  name: string;
  secret: Buffer | null;
  declaredIn: string | null;
  removedAt: Instant | null;
}

/** All sources of all organisations. Until the end of the transaction nobody else changes one: nodes that start together take turns. */
export async function holdSources({ db }: WriteTransaction): Promise<HeldSource[]> {
  await sql`lock table source in share row exclusive mode`.execute(db);
  return await db
    .selectFrom("source")
    .select(["id", "org", "kind", "name", "config", "secret", "declaredIn", "removedAt"])
    .execute();
}

/** Stores a new source that a file declares. */
export async function insertDeclared(
  tx: WriteTransaction,
  source: SourceKey & Required<SourceContent> & { kind: string; declaredIn: string },
): Promise<void> {
  await tx.db.insertInto("source").values(source).execute();
  recordDefinition(tx, source.org, source.id);
}

/** From now on a source is what people make of it. */
export async function releaseDeclared(tx: WriteTransaction, key: SourceKey): Promise<void> {
  await setSource(tx, key, { declaredIn: null });
}

/** Stops or resumes the reading of a source. False when the organisation has no such source. */
export async function pauseSource(tx: WriteTransaction, key: SourceKey, paused: boolean): Promise<boolean> {
  if (!(await setSource(tx, key, { paused }))) return false;
  if (!paused) await clearWaits(tx.db, key.id, false);
  return true;
}

/** Has a source read at once, though it was to be left alone for a while; `afresh` from its first job on. */
export async function readSourceNow(
  tx: WriteTransaction,
  { org, id }: SourceKey,
  { afresh }: { afresh: boolean },
): Promise<void> {
  if (await setSource(tx, { org, id }, {})) await clearWaits(tx.db, id, afresh);
}

/**
 * Marks a source as removed and forgets its key: it is read no more, and `removeSourceJobs` takes its jobs away. False when the
 * organisation has no such source.
 */
export async function markRemoved(tx: WriteTransaction, key: SourceKey): Promise<boolean> {
  return await setSource(tx, key, { removedAt: new Date().toISOString(), secret: null });
}

/** A source by its organisation and id. */
export interface SourceKey {
  org: string;
  id: string;
}

/**
 * Whoever reads the source begins anew when `updatedAt` is another, with what is stored of its reading. The built-in engine, and what
 * is being removed, nobody changes.
 */
async function setSource(
  tx: WriteTransaction,
  { org, id }: SourceKey,
  values: Partial<SourceContent> & Declaration & { paused?: boolean; removedAt?: Instant },
): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable("source")
    .set({ ...values, updatedAt: new Date().toISOString() })
    .where("org", "=", org)
    .where("id", "=", id)
    .where("kind", "<>", LOCAL)
    .where("removedAt", "is", null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return false;
  recordDefinition(tx, org, id);
  return true;
}

/** Health null says that it is another source than before: whoever reads it, or shows it, looks again. */
function recordDefinition(tx: WriteTransaction, org: string, id: string): void {
  tx.record({ org, kind: "source", source: id, jobId: null, data: { health: null, jobs: 0 } });
}

async function clearWaits(db: WriteTransaction["db"], id: string, afresh: boolean): Promise<void> {
  const row = await db
    .selectFrom("sourceSync")
    .select("health")
    .where("source", "=", id)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) return;
  const forgotten = { backfill: null, reconciledAt: null, drift: null, driftAt: null };
  const health: SourceHealth = { ...parseHealth(row.health), nextTryAt: null, ...(afresh ? forgotten : {}) };
  await db
    .updateTable("sourceSync")
    .set({ health: JSON.stringify(health), updatedAt: new Date().toISOString(), ...(afresh ? { cursor: null } : {}) })
    .where("source", "=", id)
    .execute();
}

function selectWhole(db: Kysely<Database>, org: string) {
  return db
    .selectFrom("source")
    .leftJoin("sourceSync", "sourceSync.source", "source.id")
    .select(WHOLE_COLUMNS)
    .where((eb) => eb.or([eb("source.org", "=", org), eb("source.kind", "=", LOCAL)]));
}

function toWhole<Row extends { health: string | null }>(row: Row): Omit<Row, "health"> & { health: SourceHealth } {
  return { ...row, health: parseHealth(row.health) };
}

/** The health of a source as it is stored; as of one that was never read where nothing is. */
export function parseHealth(text: string | null): SourceHealth {
  return text === null ? NEW_HEALTH : { ...NEW_HEALTH, ...JSON.parse(text) };
}

const LONGEST_SLUG = 40;

/** A name as it can be typed in a filter without quotes: `Agenty (Köln)` is `agenty-koln`. */
function slugOf(name: string): string {
  const plain = name.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
  return plain
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, LONGEST_SLUG)
    .replaceAll(/^-+|-+$/g, "");
}
