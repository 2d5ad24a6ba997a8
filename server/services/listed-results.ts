import { type ListedResult, previewOf } from "../../lib/jobs/result-preview.ts";
import type { ReadResult } from "../store/result-reads.ts";

/** So long the texts of a page may be together: a browser takes them in at once. */
const PAGE_CHARACTERS = 1024 * 1024;

/** A result as lists have it. */
export function listed({ data, more, ...row }: ReadResult): ListedResult {
  return { ...row, ...previewOf(data, more) };
}

/** What room a page of results has left. */
export class PageRoom {
  #left = PAGE_CHARACTERS;
  #rows = 0;

  /** Whether a row with these results still fits; the first always does. */
  takes(...results: readonly (ListedResult | null)[]): boolean {
    for (const each of results) this.#left -= each?.data.length ?? 0;
    if (this.#left < 0 && this.#rows > 0) return false;
    this.#rows++;
    return true;
  }
}
