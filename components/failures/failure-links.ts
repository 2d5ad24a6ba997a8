import type { FailureGroup } from "../../lib/api/types.ts";
import { DEFAULT_FAILURE_WINDOW, FAILURE_WINDOWS, type FailureWindow } from "../../lib/jobs/failure-window.ts";
import { withChoices } from "../../lib/jobs/filter/edit.ts";
import type { JobFilter } from "../../lib/jobs/filter/model.ts";
import { serializeFilter } from "../../lib/jobs/filter/serialize.ts";

/** The address of the failures of a filter and a window. */
export function failuresLink(q: string, window: FailureWindow): string {
  const search = new URLSearchParams();
  if (q !== "") search.set("q", q);
  if (window !== DEFAULT_FAILURE_WINDOW) search.set("window", window);
  return search.size === 0 ? "/failures" : `/failures?${search}`;
}

/** The filter narrowed to the jobs of one agent. */
export function ofAgent(filter: JobFilter, agent: string): string {
  return serializeFilter(withChoices(filter, "agent", [agent]));
}

/** The filter narrowed to failed jobs, whenever they failed. */
export function failedOnly(filter: JobFilter): string {
  return serializeFilter(withChoices(filter, "state", ["Failed"]));
}

/** The filter narrowed to the jobs of a group; null where it has no words for them: failures that gave no reason. */
export function groupFilter(
  filter: JobFilter,
  window: FailureWindow,
  { fingerprint }: Pick<FailureGroup, "fingerprint">,
): string | null {
  if (fingerprint === null) return null;
  const { terms } = withChoices(withChoices(filter, "state", ["Failed"]), "fingerprint", [fingerprint]);
  const { bucketMs, buckets } = FAILURE_WINDOWS[window];
  const ms = bucketMs * buckets;
  return serializeFilter({
    terms: [...terms, { kind: "time", key: "ended", range: { op: ">", at: { kind: "ago", ms } } }],
  });
}
