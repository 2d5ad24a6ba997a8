/** Buckets that somebody is choosing, by index: from where it began to where the pointer or the cursor is. */
export interface Choice {
  anchor: number;
  head: number;
}

/** First and last bucket of a choice, both included. */
export function endsOf({ anchor, head }: Choice): [number, number] {
  return anchor <= head ? [anchor, head] : [head, anchor];
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageUp: 10,
  PageDown: -10,
};

/**
 * The choice after a key: arrows, page keys, Home and End move, with shift they extend. Without a choice they begin at
 * the newest bucket. Null for other keys.
 */
export function afterKey(held: Choice | null, key: string, shift: boolean, count: number): Choice | null {
  const step = STEPS[key];
  if (step === undefined && key !== "Home" && key !== "End") return null;
  const last = count - 1;
  if (held === null) return key === "Home" ? { anchor: 0, head: 0 } : { anchor: last, head: last };
  const wanted = step === undefined ? (key === "Home" ? 0 : last) : held.head + step;
  const head = Math.min(last, Math.max(0, wanted));
  return { anchor: shift ? held.anchor : head, head };
}
