import type { ReportedPage } from "../../../lib/dialects/reported-page.ts";
import { fewerAfter } from "./fewer.ts";

/** A page by its number, from zero, and its size. */
export type PageAt = { page: number; size: number };

/**
 * Lists by offset what a backend gives in numbered pages. A backend that gives fewer on a page than it was asked for counts its pages by
 * its own size: it is asked by that one from then on, else jobs would be passed over.
 */
export function numberedPages<Page extends ReportedPage>(
  read: (at: PageAt, signal: AbortSignal) => Promise<Page & { perPage?: number | null }>,
): (range: { offset: number; limit: number }, signal: AbortSignal) => Promise<ReportedPage> {
  let most = Number.POSITIVE_INFINITY;
  return async ({ offset, limit }, signal) => {
    let asked = limit;
    for (;;) {
      const size = Math.min(asked, most);
      const page = Math.floor(offset / size);
      let answer: Page & { perPage?: number | null };
      try {
        answer = await read({ page, size }, signal);
      } catch (error) {
        const fewer = fewerAfter(error, size);
        if (fewer === null) throw error;
        asked = fewer;
        continue;
      }
      const own = ownSize(answer, { page, size });
      if (own < size) {
        most = own;
        // The first page begins where it begins, whatever its size.
        if (page > 0) continue;
      }
      const skipped = offset - page * size;
      // Where items are missing that were no jobs, nobody knows which of the jobs to skip: some are told twice then.
      const isWhole = answer.jobs.length === answer.returned;
      return {
        jobs: isWhole ? answer.jobs.slice(skipped) : answer.jobs,
        total: answer.total,
        returned: Math.max(0, answer.returned - skipped),
      };
    }
  };
}

/** The size of the backend's pages, told or seen from a page that is not full although more follow. */
function ownSize(
  { perPage, returned, total }: ReportedPage & { perPage?: number | null },
  { page, size }: PageAt,
): number {
  if (perPage != null && perPage > 0 && perPage < size) return perPage;
  const isShort = returned > 0 && returned < size && total !== null && total > page * size + returned;
  return isShort && perPage == null ? returned : size;
}
