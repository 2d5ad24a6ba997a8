import type { PgBoss } from "pg-boss";
import type { Logger } from "pino";
import { trimChanges } from "../store/changes.ts";
import type { Store } from "../store/write.ts";
import { MAINTENANCE_QUEUE } from "./ticket-queue.ts";

/** Clients that were away for longer fetch afresh. */
const KEEP_CHANGES_MS = 3_600_000;
const EVERY = "*/10 * * * *";

/** Deletes what nobody needs any more, every ten minutes, on one node at a time. */
export async function workOnMaintenance(boss: PgBoss, store: Store, log: Logger): Promise<void> {
  await boss.schedule(MAINTENANCE_QUEUE, EVERY, {}, { singletonKey: "trim" });
  await boss.work(MAINTENANCE_QUEUE, { pollingIntervalSeconds: 30 }, async () => {
    const trimmed = await trimChanges(store.db, new Date(Date.now() - KEEP_CHANGES_MS));
    if (trimmed > 0) log.debug({ trimmed }, "Trimmed the change feed");
  });
}
