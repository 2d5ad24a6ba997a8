import type { JobFacets } from "../../../lib/api/types.ts";
import { formatClock, formatMoment } from "../../../lib/jobs/format.ts";

/** How old counts are and what they leave out, for their tip: `Counted at 14:02:11, of jobs created since 3 Nov, 14:02`. */
export function countedWhen({ counted, asOf }: Pick<JobFacets, "counted" | "asOf">, timeZone?: string): string {
  const when = `Counted at ${formatClock(asOf, timeZone)}`;
  if (counted.since !== null) {
    return `${when}, of jobs created since ${formatMoment(counted.since, Date.parse(asOf), timeZone)} only`;
  }
  return counted.capped ? `${when}, up to a limit: there may be more` : when;
}
