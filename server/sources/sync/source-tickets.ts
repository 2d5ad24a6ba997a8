import type { PgBoss } from "pg-boss";
import { z } from "zod";
import type { OpenDatabase } from "../../db/open-database.ts";
import { SOURCE_QUEUE } from "../../engine/ticket-queue.ts";

const ticketSchema = z.object({ id: z.string(), retryCount: z.number(), data: z.object({ source: z.string() }) });
const touchedSchema = z.object({ settled: z.array(z.string()) });

/** The right to read one source. pg-boss hands it to one node at a time, and to another when that one falls silent. */
export type SourceTicket = z.infer<typeof ticketSchema>;

/** What the reading of sources needs of pg-boss. */
export class SourceTickets {
  readonly #boss: PgBoss;
  readonly #database: OpenDatabase;

  constructor(boss: PgBoss, database: OpenDatabase) {
    this.#boss = boss;
    this.#database = database;
  }

  /** Makes a ticket for each of these sources that has none. */
  async offer(sources: readonly string[]): Promise<void> {
    const { rows } = await this.#database.plainPool.query<{ key: string }>(
      "select singleton_key as key from pgboss.job where name = $1 and state in ('created', 'retry', 'active')",
      [SOURCE_QUEUE],
    );
    const there = new Set(rows.map(({ key }) => key));
    for (const source of sources) {
      // Another node may have made it meanwhile: then this makes none.
      if (!there.has(source)) await this.#boss.send(SOURCE_QUEUE, { source }, { singletonKey: source });
    }
  }

  /** Up to so many tickets that nobody has. */
  async take(most: number): Promise<SourceTicket[]> {
    if (most <= 0) return [];
    const taken = await this.#boss.fetch(SOURCE_QUEUE, { batchSize: most });
    return taken.map((ticket) => ticketSchema.parse(ticket));
  }

  /** Says that this node is alive. Returns the ids of the tickets that are no longer ours. */
  async beat(tickets: readonly SourceTicket[]): Promise<Set<string>> {
    if (tickets.length === 0) return new Set();
    const { settled } = touchedSchema.parse(await this.#boss.touch(SOURCE_QUEUE, tickets.map(claim)));
    const ours = new Set(settled);
    return new Set(tickets.map(({ id }) => id).filter((id) => !ours.has(id)));
  }

  /** Gives a ticket up: whoever looks next makes another one. */
  async giveUp(ticket: SourceTicket): Promise<void> {
    await this.#boss.complete(SOURCE_QUEUE, claim(ticket));
  }
}

function claim({ id, retryCount }: SourceTicket): { id: string; retryCount: number } {
  return { id, retryCount };
}
