import type { PgBoss } from "pg-boss";
import { z } from "zod";
import { UNDO_WINDOW_MS } from "../../lib/jobs/bulk.ts";
import { type BulkRunnerParts, runBulkAction } from "./bulk-runner.ts";
import { BULK_QUEUE } from "./ticket-queue.ts";

/** Bulk actions that a process runs at a time, so that a long one does not keep a short one waiting. */
const ACTIONS_AT_A_TIME = 3;
/** How often each looks for what it was not told of: actions of a worker that died. */
const POLL_SECONDS = 5;

const ticketSchema = z.object({ bulkId: z.string() });

/** What runs the bulk actions of a process. */
export interface BulkWorker {
  /** To be called when an action was made: looks for it now, and when it can no longer be undone. */
  wake(): void;
  /** Lets the jobs in hand be acted on, and gives the rest to whoever runs next. */
  stop(): Promise<void>;
}

/** Takes tickets of bulk actions and runs them. pg-boss hands those of a worker that falls silent to another one. */
export async function workOnBulkActions(boss: PgBoss, parts: BulkRunnerParts): Promise<BulkWorker> {
  const stopping = new AbortController();
  const timers = new Set<NodeJS.Timeout>();
  const workers: string[] = [];
  for (let place = 0; place < ACTIONS_AT_A_TIME; place++) {
    const id = await boss.work(BULK_QUEUE, { pollingIntervalSeconds: POLL_SECONDS }, async ([ticket]) => {
      if (ticket === undefined) return;
      const { bulkId } = ticketSchema.parse(ticket.data);
      await runBulkAction(parts, bulkId, AbortSignal.any([ticket.signal, stopping.signal]));
    });
    workers.push(id);
  }
  const look = () => {
    for (const id of workers) boss.notifyWorker(id);
  };
  return {
    wake() {
      look();
      const timer = setTimeout(() => {
        timers.delete(timer);
        look();
      }, UNDO_WINDOW_MS + 1);
      timers.add(timer);
    },
    async stop() {
      for (const timer of timers) clearTimeout(timer);
      stopping.abort(new Error("its worker is shutting down"));
      await boss.offWork(BULK_QUEUE, { wait: true });
    },
  };
}
