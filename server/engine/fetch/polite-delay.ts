import { setTimeout as delay } from "node:timers/promises";

/** Waits between two requests. Resolves at once, never rejects, when the signal aborts: the caller looks at it anyway. */
export async function politeDelay(ms: number, signal?: AbortSignal): Promise<void> {
  if (ms <= 0 || signal?.aborted) return;
  try {
    await delay(ms, undefined, signal === undefined ? undefined : { signal });
  } catch (error) {
    if (!signal?.aborted) throw error;
  }
}
