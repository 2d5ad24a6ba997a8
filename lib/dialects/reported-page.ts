import type { ReportedJob } from "./reported-job.ts";

/** A page of jobs as a backend answers it. */
export interface ReportedPage {
  jobs: ReportedJob[];
  /** How many there are on all pages; null when it does not say. */
  total: number | null;
  /** How many items the page had, those included that could not be read. */
  returned: number;
}

/** The page of these items; those that are no jobs, having no id, are only counted. */
export function reportedPage(
  items: readonly unknown[],
  readJob: (item: unknown) => ReportedJob | null,
  total: number | null,
): ReportedPage {
  return { jobs: items.map(readJob).filter((job) => job !== null), total, returned: items.length };
}
