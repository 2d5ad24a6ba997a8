/**
 * Whole numbers as text, with stretches that count up or down by one written as their ends: `1-4,9,7-6`. What a hundred
 * thousand tasks in order take is then eight characters instead of 700 kB.
 */
export function writeSeqs(seqs: readonly number[]): string {
  const parts: string[] = [];
  for (let at = 0; at < seqs.length; ) {
    const first = seqs[at] ?? 0;
    const step = (seqs[at + 1] ?? first) - first;
    let last = at;
    if (step === 1 || step === -1) while (seqs[last + 1] === (seqs[last] ?? 0) + step) last++;
    parts.push(last === at ? String(first) : `${first}-${seqs[last]}`);
    at = last + 1;
  }
  return parts.join(",");
}

/** Reads what `writeSeqs` wrote, at most `most` numbers. Parts that are no whole numbers from 0 are left out. */
export function readSeqs(text: string, most: number): number[] {
  const seqs: number[] = [];
  if (text === "") return seqs;
  for (const part of text.split(",")) {
    const [first, last = first] = part.split("-", 2).map((digits) => (digits === "" ? Number.NaN : Number(digits)));
    if (!isSeq(first) || !isSeq(last)) continue;
    const step = last < first ? -1 : 1;
    for (let seq = first; seqs.length < most; seq += step) {
      seqs.push(seq);
      if (seq === last) break;
    }
    if (seqs.length >= most) break;
  }
  return seqs;
}

function isSeq(value: number | undefined): value is number {
  return Number.isSafeInteger(value) && (value ?? -1) >= 0;
}
