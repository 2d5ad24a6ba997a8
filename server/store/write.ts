import { EventEmitter } from "node:events";
import { type Kysely, sql, type Transaction } from "kysely";
import type { ChangeData, ChangeKind } from "../../lib/realtime/change.ts";
import type { Database } from "../db/schema.ts";

/** A change of the feed, before it has its revision. */
export interface NewChange {
  org: string;
  kind: ChangeKind;
  source: string | null;
  jobId: string | null;
  data: ChangeData[ChangeKind];
}

/** A transaction that writes what operators see. Every such write records what changed; `write` appends it. */
export interface WriteTransaction {
  db: Transaction<Database>;
  /** Adds a change to the feed, with a revision given at the end of the transaction. */
  record<Kind extends ChangeKind>(change: NewChange & { kind: Kind; data: ChangeData[Kind] }): void;
}

/** The database and the signal that something was committed to it. */
export class Store {
  readonly db: Kysely<Database>;
  /** Emits `committed` with the feed's revision after each write of this process. */
  readonly signal = new EventEmitter<{ committed: [revision: number] }>();

  constructor(db: Kysely<Database>) {
    this.db = db;
    this.signal.setMaxListeners(0);
  }

  /**
   * Runs `work` in one transaction, appends what it recorded to the change feed as the last statement, commits, and
   * signals. Deadlocks and serialisation failures are tried again: `work` may run more than once.
   */
  async write<Result>(work: (tx: WriteTransaction) => Promise<Result>): Promise<Result> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#writeOnce(work);
      } catch (error) {
        if (attempt >= 4 || !isTransient(error)) throw error;
      }
    }
  }

  async #writeOnce<Result>(work: (tx: WriteTransaction) => Promise<Result>): Promise<Result> {
    let revision: number | undefined;
    const result = await this.db.transaction().execute(async (db) => {
      const changes: unknown[] = [];
      const value = await work({
        db,
        record: ({ org, kind, source, jobId, data }) => {
          changes.push({ org, kind, source, jobId, data: JSON.stringify(data) });
        },
      });
      if (changes.length > 0) revision = await appendChanges(db, changes);
      return value;
    });
    if (revision !== undefined) this.signal.emit("committed", revision);
    return result;
  }
}

/** PostgreSQL's JSON and text cannot hold U+0000; untrusted text may. */
export function withoutNul(text: string): string {
  return text.includes("\0") ? text.replaceAll("\0", "\u2400") : text;
}

async function appendChanges(db: Transaction<Database>, changes: unknown[]): Promise<number> {
  const { rows } = await sql<{ revision: number }>`
    select append_changes(${JSON.stringify(changes)}::jsonb) as revision`.execute(db);
  const revision = rows[0]?.revision;
  if (revision === undefined) throw new Error("append_changes gave no revision");
  return revision;
}

const TRANSIENT = new Set(["40001", "40P01"]);

function isTransient(error: unknown): boolean {
  return error instanceof Error && "code" in error && TRANSIENT.has(String(error.code));
}
