import { BackendError } from "../backend-error.ts";

/** What the work answers, or null when the backend has no such thing. */
export async function orNull<Value>(work: () => Promise<Value>): Promise<Value | null> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof BackendError && error.fault === "not-found") return null;
    throw error;
  }
}
