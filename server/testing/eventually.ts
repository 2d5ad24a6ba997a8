import { setTimeout as delay } from "node:timers/promises";

/**
 * Reads again and again until the answer is not undefined, null or false, and returns it. Fails after `withinMs`,
 * saying what it waited for and what it saw last.
 */
export async function eventually<Value>(
  what: string,
  read: () => Promise<Value | undefined | null | false> | Value | undefined | null | false,
  withinMs = 20_000,
): Promise<Value> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const value = await read();
    if (value !== undefined && value !== null && value !== false) return value;
    if (performance.now() > deadline) throw new Error(`waited ${withinMs} ms in vain for ${what}`);
    await delay(20);
  }
}
