/** Whether an order only has more at its end: then it can take the place of the other under a reader. */
function goesOn(held: readonly number[], fresh: readonly number[]): boolean {
  if (fresh.length < held.length) return false;
  for (let at = 0; at < held.length; at++) if (held[at] !== fresh[at]) return false;
  return true;
}

/** An order as it is shown, and what it was asked for with. */
export interface HeldOrder {
  key: string;
  seqs: readonly number[];
}

/**
 * What is to be shown now that `fresh` is known: the order that is held, as long as it answers the same and showing the fresh one
 * would move rows under the reader. `waiting` says that there is a fresh one to be shown on demand.
 */
export function settleOrder(held: HeldOrder | null, fresh: HeldOrder): { shown: HeldOrder; waiting: boolean } {
  if (held === null || held.key !== fresh.key || held.seqs === fresh.seqs) return { shown: fresh, waiting: false };
  if (goesOn(held.seqs, fresh.seqs)) {
    return { shown: held.seqs.length === fresh.seqs.length ? held : fresh, waiting: false };
  }
  return { shown: held, waiting: true };
}
