import { randomUUID } from "node:crypto";
import { type BulkAction, UNDO_WINDOW_MS } from "../../lib/jobs/bulk.ts";
import { conflict } from "../errors.ts";
import { insertBulkAction, type NewBulkAction } from "../store/bulk-actions.ts";
import type { Store } from "../store/write.ts";
import type { TicketQueue } from "./ticket-queue.ts";

/** By how much more jobs than were confirmed it may be: lists live while they are looked at. */
const MAY_GROW = 1.1;
const count = new Intl.NumberFormat("en-US");
const DONE_TO = { cancel: "cancelled", retry: "retried" } as const;

/**
 * Stores a bulk action with its targets and sends its ticket, in one transaction.
 * @throws AppError CONFLICT when there is nothing to do, or clearly more than was confirmed
 */
export async function startBulkAction(
  { store, tickets }: { store: Store; tickets: TicketQueue },
  request: NewBulkAction,
): Promise<BulkAction> {
  await tickets.open();
  return await store.write(async (tx) => {
    const now = Date.now();
    const startsAt = new Date(request.verb === "cancel" ? now + UNDO_WINDOW_MS : now);
    const action = await insertBulkAction(tx, {
      ...request,
      id: randomUUID(),
      createdAt: new Date(now).toISOString(),
      startsAt: startsAt.toISOString(),
    });
    refuseUnlessConfirmed(action, request.expected);
    await tickets.sendBulk(tx, action.id, startsAt);
    return action;
  });
}

function refuseUnlessConfirmed({ verb, eligible }: BulkAction, expected: number): void {
  if (eligible === 0) throw conflict(`None of these jobs can be ${DONE_TO[verb]} any more.`);
  if (eligible <= expected * MAY_GROW) return;
  const jobs = eligible === 1 ? "1 job" : `${count.format(eligible)} jobs`;
  throw conflict(
    `Now ${jobs} can be ${DONE_TO[verb]}; you confirmed ${count.format(expected)}. Look at them again and confirm anew.`,
  );
}
