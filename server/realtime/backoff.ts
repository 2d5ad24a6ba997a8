/** Milliseconds to wait before the next try: doubling from `base` up to `cap`, half of it left to chance. */
export function backoff(failures: number, base: number, cap: number): number {
  const full = Math.min(cap, base * 2 ** Math.min(failures - 1, 20));
  return full / 2 + (Math.random() * full) / 2;
}
