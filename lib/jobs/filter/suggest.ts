/** The candidate that differs from what was written by a slip of the fingers, or undefined. */
export function nearest<Candidate extends string>(
  written: string,
  candidates: readonly Candidate[],
): Candidate | undefined {
  const lower = written.toLowerCase();
  if (lower.length < 2 || lower.length > 20) return undefined;
  const allowed = lower.length < 5 ? 1 : 2;
  let best: Candidate | undefined;
  let least = allowed + 1;
  for (const candidate of candidates) {
    const distance = distanceBetween(lower, candidate.toLowerCase());
    if (distance < least) {
      best = candidate;
      least = distance;
    }
  }
  return best ?? (lower.length > 2 ? candidates.find((each) => each.toLowerCase().startsWith(lower)) : undefined);
}

/** How many letters must be put in, left out, changed or swapped to make one of the other. */
function distanceBetween(one: string, other: string): number {
  let before: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i++) {
    const row = [i];
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1];
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1])
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    before = last;
    last = row;
  }
  return last[other.length] ?? 0;
}
