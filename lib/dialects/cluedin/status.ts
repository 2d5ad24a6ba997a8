import { JOB_STATES, type JobState } from "../../jobs/state.ts";

/** What CluedIn's enumeration counts in. */
const STEP = 10;

/**
 * The state that CluedIn's name or number means, the name in any case; null when it means none. Its states are ours, in the
 * same order.
 */
export function readState(given: unknown): JobState | null {
  if (typeof given === "number" || (typeof given === "string" && /^\d{1,3}$/.test(given.trim()))) {
    const place = Number(given) / STEP;
    return JOB_STATES[place] ?? null;
  }
  if (typeof given !== "string") return null;
  const name = given.trim().toLowerCase();
  return JOB_STATES.find((state) => state.toLowerCase() === name) ?? null;
}
