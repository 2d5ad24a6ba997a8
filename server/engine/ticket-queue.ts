import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { fromKysely, PgBoss } from "pg-boss";
import type { Logger } from "pino";
import { z } from "zod";
import type { OpenDatabase } from "../db/open-database.ts";
import type { WriteTransaction } from "../store/write.ts";
import { RunStopped } from "./run-control.ts";

const RUN_QUEUE = "run";
export const SCHEDULE_QUEUE = "schedule";
export const BULK_QUEUE = "bulk";
export const MAINTENANCE_QUEUE = "maintenance";
/** The right to read a connected source. */
export const SOURCE_QUEUE = "source";
const QUEUES = [RUN_QUEUE, SCHEDULE_QUEUE, BULK_QUEUE, MAINTENANCE_QUEUE, SOURCE_QUEUE];

/** How long a worker may be silent before its tickets go to another one; pg-boss takes no less than 10. */
const HEARTBEAT_SECONDS = 15;
/** How often pg-boss looks for silent workers. */
const MONITOR_SECONDS = 5;
const DAY = 86_400;

const ticketSchema = z.object({
  id: z.string(),
  retryCount: z.number(),
  data: z.object({ jobId: z.string(), attempt: z.int() }),
});

/**
 * The right to run one attempt of a job. pg-boss hands it to one worker at a time; `retryCount` grows each time that
 * it is handed out again, and is part of the claim.
 */
export type Ticket = z.infer<typeof ticketSchema>;

/** What a ticket is sent with. */
export interface NewTicket {
  jobId: string;
  attempt: number;
  agentId: string;
  /** Jobs of this agent that may run at a time, over all nodes. */
  concurrency: number;
  priority: number;
  /** Not before this. */
  startAfter?: Date;
}

/** What the engine needs of pg-boss. Opens on first use. */
export interface TicketQueue {
  /** For what needs no database. */
  readonly boss: PgBoss;
  open(): Promise<PgBoss>;
  /** Sends tickets in the transaction that makes their jobs ready. */
  send(tx: WriteTransaction, ...tickets: NewTicket[]): Promise<void>;
  /** Sends the ticket of a bulk action in the transaction that makes it: it may begin then, and no sooner. */
  sendBulk(tx: WriteTransaction, bulkId: string, startAfter: Date): Promise<void>;
  /** Makes the tickets of these jobs due now, if they wait for a time to come. */
  hasten(tx: WriteTransaction, jobIds: readonly string[]): Promise<void>;
  /** The next ticket by priority and age whose agent has room; null when there is none. */
  take(): Promise<Ticket | null>;
  /** Throws RunStopped `claim-lost` unless the ticket is still ours, and keeps it so until the transaction ends. */
  hold(tx: WriteTransaction, ticket: Ticket): Promise<void>;
  /** Uses the ticket up, in the transaction that ends the attempt. Throws like `hold`. */
  settle(tx: WriteTransaction, ticket: Ticket): Promise<void>;
  /** Says that this worker is alive. Returns the tickets that are no longer ours. */
  beat(tickets: readonly Ticket[]): Promise<Ticket[]>;
  /** Gives a ticket back after a run that could not be written down. */
  release(ticket: Ticket): Promise<void>;
  /** Takes back at once what a dead process held. Only right where no other process can hold any. */
  releaseOrphans(): Promise<number>;
  close(): Promise<void>;
}

const TIERS = Object.fromEntries(Array.from({ length: 16 }, (_, place) => [`c${place + 1}`, place + 1]));
/** Taking is one at a time over all nodes: two at once would each see the same room in a group. */
const TAKE_LOCK = 7_305_841_001;

/** pg-boss on the plain pool of the database, in its own schema. */
export function createTicketQueue(database: OpenDatabase, log: Logger): TicketQueue {
  const onServer = database.kind === "server";
  const boss = new PgBoss({
    db: { executeSql: (text, values) => database.plainPool.query(text, values) },
    schema: "pgboss",
    // Nobody else can hold a ticket of the embedded store, so there is no silent worker to look for often.
    superviseIntervalSeconds: onServer ? MONITOR_SECONDS : 30,
    monitorIntervalSeconds: onServer ? MONITOR_SECONDS : 30,
    maintenanceIntervalSeconds: 3600,
    cronMonitorIntervalSeconds: 5,
    cronWorkerIntervalSeconds: 2,
    monitorVacuum: onServer,
    reindex: onServer,
  });
  boss.on("error", (error) => log.error({ err: error }, "Queue error"));
  boss.on("warning", (warning) => log.warn({ data: warning.data }, warning.message));

  async function start(): Promise<PgBoss> {
    await boss.start();
    const work = {
      heartbeatSeconds: HEARTBEAT_SECONDS,
      expireInSeconds: DAY,
      // A ticket comes back only when its worker died; how often that may happen is the engine's rule.
      retryLimit: 1_000_000,
      retentionSeconds: 3650 * DAY,
      deleteAfterSeconds: 3600,
    };
    // A bulk action also comes back when the database failed it: not to be tried again without pause.
    for (const [queue, options] of [
      [RUN_QUEUE, work],
      [BULK_QUEUE, { ...work, retryDelay: 1 }],
    ] as const) {
      await boss.createQueue(queue, options);
      await boss.updateQueue(queue, options);
    }
    // One ticket a source, whether it waits or somebody has it.
    await boss.createQueue(SOURCE_QUEUE, { policy: "exclusive", ...work });
    // `short`: one waiting at most, by key, so that ticks do not pile up while no worker runs.
    const tick = { expireInSeconds: 60, retryLimit: 3, retentionSeconds: 3600, deleteAfterSeconds: 3600 };
    await boss.createQueue(SCHEDULE_QUEUE, { policy: "short", ...tick });
    await boss.createQueue(MAINTENANCE_QUEUE, { policy: "short", ...tick });
    // pg-boss looks a queue up when it first needs it. Inside a transaction of ours that would wait for ever on the
    // embedded store, which runs one transaction at a time: so let it look now.
    for (const queue of QUEUES) await boss.touch(queue, randomUUID());
    return boss;
  }

  let opening: Promise<PgBoss> | undefined;
  const open = () => {
    opening ??= start().catch((error) => {
      opening = undefined;
      throw error;
    });
    return opening;
  };

  return {
    boss,
    open,

    async send(tx, ...tickets) {
      if (tickets.length === 0) return;
      await open();
      const jobs = tickets.map(({ jobId, attempt, agentId, concurrency, priority, startAfter }) => ({
        data: { source: "local", jobId, attempt },
        priority,
        group: { id: agentId, tier: `c${concurrency}` },
        ...(startAfter === undefined ? {} : { startAfter }),
      }));
      await boss.insert(RUN_QUEUE, jobs, { db: inTransaction(tx) });
      await sql`select pg_notify(${WAKE_CHANNEL}, '')`.execute(tx.db);
    },

    async sendBulk(tx, bulkId, startAfter) {
      await open();
      await boss.send(BULK_QUEUE, { bulkId }, { db: inTransaction(tx), startAfter });
      await sql`select pg_notify(${WAKE_CHANNEL}, ${BULK_WAKE})`.execute(tx.db);
    },

    async hasten(tx, jobIds) {
      if (jobIds.length === 0) return;
      await sql`update pgboss.job set start_after = now()
        where name = ${RUN_QUEUE} and state in ('created', 'retry') and start_after > now()
          and data->>'jobId' = any(${jobIds})`.execute(tx.db);
    },

    async take() {
      await open();
      const [taken] = await database.db.transaction().execute(async (db) => {
        await sql`select pg_advisory_xact_lock(${TAKE_LOCK})`.execute(db);
        return await boss.fetch(RUN_QUEUE, {
          db: fromKysely(db.withoutPlugins()),
          groupConcurrency: { default: 1, tiers: TIERS },
        });
      });
      return taken === undefined ? null : ticketSchema.parse(taken);
    },

    async hold(tx, ticket) {
      const answer = await boss.touch(RUN_QUEUE, claim(ticket), { db: inTransaction(tx) });
      if (affected(answer) !== 1) throw new RunStopped("claim-lost");
    },

    async settle(tx, ticket) {
      const answer = await boss.complete(RUN_QUEUE, claim(ticket), null, { db: inTransaction(tx) });
      if (affected(answer) !== 1) throw new RunStopped("claim-lost");
    },

    async beat(tickets) {
      if (tickets.length === 0) return [];
      const { settled } = touchedSchema.parse(await boss.touch(RUN_QUEUE, tickets.map(claim)));
      return tickets.filter((ticket) => !settled.includes(ticket.id));
    },

    async release(ticket) {
      await boss.fail(RUN_QUEUE, claim(ticket), { message: "its run could not be written down" });
    },

    async releaseOrphans() {
      await open();
      let released = 0;
      for (const queue of QUEUES) {
        const { rows } = await database.plainPool.query<{ id: string }>(
          "select id from pgboss.job where name = $1 and state = 'active'",
          [queue],
        );
        if (rows.length > 0) {
          await boss.fail(
            queue,
            rows.map((row) => row.id),
            { message: "its worker is gone" },
          );
        }
        released += rows.length;
      }
      return released;
    },

    async close() {
      if (opening === undefined) return;
      await opening.catch(() => undefined);
      await boss.stop({ graceful: false, close: false });
    },
  };
}

/** Notified when a ticket is sent or a cancel is asked (then with the job's id), for the other nodes. */
export const WAKE_CHANNEL = "watchfloor_engine";
/** What is notified, instead of a job's id, when a bulk action was made; ids of local jobs are numbers. */
export const BULK_WAKE = "bulk";

/** pg-boss statements inside a transaction of ours, with the column names that pg-boss expects. */
export function inTransaction(tx: WriteTransaction): ReturnType<typeof fromKysely> {
  return fromKysely(tx.db.withoutPlugins());
}

/** How many pg-boss jobs a command changed. */
export function affected(answer: object): number {
  return affectedSchema.parse(answer).affected;
}

const affectedSchema = z.object({ affected: z.number() });
const touchedSchema = z.object({ settled: z.array(z.string()) });

function claim({ id, retryCount }: Ticket): { id: string; retryCount: number } {
  return { id, retryCount };
}
