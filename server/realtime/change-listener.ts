import type pg from "pg";
import type { Logger } from "pino";
import { backoff } from "./backoff.ts";

const CHANNEL = "watchfloor_change";
const PING_EVERY_MS = 20_000;
const PING_TIMEOUT_MS = 5_000;
const CONNECT_TIMEOUT_MS = 10_000;

export interface ChangeListener {
  close(): Promise<void>;
}

/**
 * Hears of commits by other processes through LISTEN, on a connection of its own that is made again whenever it
 * breaks. `onCommitted` gets the revision, or null after a connection was made: something may have been missed.
 */
export function listenForChanges(options: {
  connect: () => pg.Client;
  onCommitted: (revision: number | null) => void;
  log: Logger;
}): ChangeListener {
  const { connect, onCommitted, log } = options;
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let failures = 0;
  let closed = false;

  async function open(): Promise<void> {
    const opened = connect();
    client = opened;
    // pg reports a broken connection as `error`, `end` or both.
    opened.on("error", (error) => lost(opened, error));
    opened.on("end", () => lost(opened, new Error("The connection ended.")));
    opened.on("notification", ({ payload }) => onCommitted(Number(payload)));
    try {
      await within(CONNECT_TIMEOUT_MS, opened.connect());
      await within(PING_TIMEOUT_MS, opened.query(`listen ${CHANNEL}`));
    } catch (error) {
      lost(opened, error);
      return;
    }
    if (client !== opened) return;
    if (failures > 0) log.info("Hearing of changes by other processes again");
    failures = 0;
    onCommitted(null);
    ping(opened);
  }

  /** A peer that vanished sends no error: only asking tells. */
  function ping(opened: pg.Client): void {
    timer = setTimeout(async () => {
      try {
        await within(PING_TIMEOUT_MS, opened.query("select 1"));
        if (client === opened) ping(opened);
      } catch (error) {
        lost(opened, error);
      }
    }, PING_EVERY_MS).unref();
  }

  function lost(which: pg.Client, error: unknown): void {
    if (client !== which) return;
    client = undefined;
    clearTimeout(timer);
    drop(which);
    if (closed) return;
    failures++;
    const retryInMs = Math.round(backoff(failures, 200, 10_000));
    log.warn({ err: error, retryInMs }, "Lost the connection that hears of changes by other processes");
    timer = setTimeout(open, retryInMs).unref();
  }

  void open();
  return {
    async close() {
      closed = true;
      clearTimeout(timer);
      const last = client;
      client = undefined;
      if (last !== undefined) await within(2000, last.end()).catch(() => drop(last));
    },
  };
}

/** Ends a connection that may no longer answer, without waiting. */
function drop(client: pg.Client): void {
  client.removeAllListeners();
  client.on("error", () => {});
  client.end().catch(() => {});
}

async function within<Value>(ms: number, work: Promise<Value>): Promise<Value> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`The database did not answer within ${ms} ms.`)), ms);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
