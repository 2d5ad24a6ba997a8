import type { ResultChanges } from "../../../lib/api/job-types.ts";
import { formatCount, formatQuantity } from "../../../lib/jobs/format.ts";
import type { JobRow, JobRun } from "../../../lib/jobs/model.ts";

/** What a completed job brought, in a sentence: `36 results: 4 are new, 2 changed, 30 are the same as before`. */
export function broughtWords(job: Pick<JobRow, "resultsTotal" | "cluesTotal">, run: JobRun | null): string {
  const fresh = run?.processingTasksCompletedCount ?? null;
  const changed = run?.processingTasksAlreadyExistsCount ?? null;
  const same = run?.processingTasksAlreadyUpToDateCount ?? null;
  const rows = job.resultsTotal;
  if (rows === null) return "It is done; its source does not say what it brought.";
  if (rows <= 0) {
    return (job.cluesTotal ?? 0) > 0
      ? `No result, although ${formatQuantity(job.cluesTotal ?? 0, "item was", "items were")} found.`
      : "No result: nothing was found.";
  }
  const results = formatQuantity(rows, "result");
  if (fresh === null && changed === null && same === null) return `${results}.`;
  if ((fresh ?? 0) === 0 && (changed ?? 0) === 0) return `${results}, all as they were before.`;
  if (fresh === rows) return `${results}, all new.`;
  const parts = [
    fresh !== null && fresh > 0 ? `${formatCount(fresh)} new` : null,
    changed !== null && changed > 0 ? `${formatCount(changed)} changed` : null,
    same !== null && same > 0 ? `${formatCount(same)} as before` : null,
  ].filter((part) => part !== null);
  return `${results}: ${parts.join(", ")}.`;
}

/** What is different from the run before: `4 added, 2 changed, 1 removed`; null when nothing is known of that, or nothing is. */
export function changedWords({ counts }: Pick<ResultChanges, "counts">): string | null {
  if (counts === null) return null;
  const { added, changed, removed } = counts;
  const parts = [
    added > 0 ? `${formatCount(added)} added` : null,
    changed > 0 ? `${formatCount(changed)} changed` : null,
    removed !== null && removed > 0 ? `${formatCount(removed)} removed` : null,
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(", ");
}
