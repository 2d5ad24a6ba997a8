import { BackendError } from "../backend-error.ts";

/** How many to ask for when an answer with so many was too large; null when the error is another, or one alone is. */
export function fewerAfter(error: unknown, asked: number): number | null {
  const isTooLarge = error instanceof BackendError && error.fault === "too-large";
  return isTooLarge && asked > 1 ? Math.max(1, Math.floor(asked / 8)) : null;
}

/** Asks for fewer while the answer is too large: what is found on pages, and what jobs are made with, may be of any size. */
export async function orFewer<Value>(limit: number, read: (limit: number) => Promise<Value>): Promise<Value> {
  for (let asked = limit; ; ) {
    try {
      return await read(asked);
    } catch (error) {
      const fewer = fewerAfter(error, asked);
      if (fewer === null) throw error;
      asked = fewer;
    }
  }
}
