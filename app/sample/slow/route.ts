import { setTimeout as delay } from "node:timers/promises";
import { boundedParam, shopPage } from "../shop-page.ts";

export const dynamic = "force-dynamic";

const MOST_WAITING = 50;
let waiting = 0;

/** A page that takes its time: 8 seconds, or `?ms=` of them, at most 20 seconds. */
export async function GET(request: Request): Promise<Response> {
  const ms = boundedParam(request, "ms", { fallback: 8000, max: 20_000 });
  if (waiting >= MOST_WAITING) return shopPage("Too many are waiting", "", { status: 503 });
  waiting++;
  try {
    await delay(ms, undefined, { signal: request.signal });
  } catch {
    // Whoever asked has gone; there is nobody left to answer.
  } finally {
    waiting--;
  }
  return shopPage("The Slow Road Home", `<p class="note">This page took ${ms} ms to answer.</p>`);
}
