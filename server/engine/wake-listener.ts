import type { Logger } from "pino";
import type { OpenDatabase } from "../db/open-database.ts";
import { BULK_WAKE, WAKE_CHANNEL } from "./ticket-queue.ts";

const RECONNECT_MS = 1000;

/**
 * Hears on this node what other nodes sent: `onWake` for a new ticket, `onBulk` for a new bulk action, `onCancel` for a
 * cancel with the job's id. While the connection is broken, polling finds the same, a little later. Returns how to stop.
 */
export function listenForWork(
  database: OpenDatabase,
  log: Logger,
  { onWake, onBulk, onCancel }: { onWake: () => void; onBulk: () => void; onCancel: (jobId: string) => void },
): () => Promise<void> {
  let stopped = false;
  let client: ReturnType<OpenDatabase["connect"]> | undefined;
  let timer: NodeJS.Timeout | undefined;

  async function connect(): Promise<void> {
    const mine = database.connect();
    client = mine;
    let lost = false;
    const lose = (error?: Error) => {
      if (lost || stopped) return;
      lost = true;
      log.warn({ err: error }, "Not listening for work on other nodes; trying again");
      mine.end().catch(() => undefined);
      timer = setTimeout(connect, RECONNECT_MS);
    };
    mine.on("error", lose);
    mine.on("end", () => lose());
    mine.on("notification", ({ payload }) => {
      if (!payload) onWake();
      else if (payload === BULK_WAKE) onBulk();
      else onCancel(payload);
    });
    try {
      await mine.connect();
      await mine.query(`listen ${WAKE_CHANNEL}`);
      onWake();
    } catch (error) {
      lose(error instanceof Error ? error : new Error(String(error)));
    }
  }

  const connecting = connect();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await connecting;
    await client?.end().catch(() => undefined);
  };
}
