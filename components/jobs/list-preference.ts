import { JOBS_PER_PAGE } from "../../lib/api/queries.ts";
import type { JobColumnsPreference } from "../../lib/api/types.ts";
import { PAGE_SIZES } from "../../lib/jobs/sort.ts";
import type { PageSize } from "./list-place.ts";

/** How many rows somebody usually has on a page. */
export function pageSizeOf(preference: JobColumnsPreference | null): PageSize {
  return PAGE_SIZES.find((size) => size === preference?.pageSize) ?? JOBS_PER_PAGE;
}
