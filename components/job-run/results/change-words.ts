import type { ResultChange, ResultChanges } from "../../../lib/api/job-types.ts";
import { formatCount } from "../../../lib/jobs/format.ts";
import type { JobRow } from "../../../lib/jobs/model.ts";
import { STATE_PRESENTATION } from "../../../lib/jobs/presentation.ts";

/** Differences of a page. */
export const PAGE = 200;

/** The kinds of differences with how many there are. What is not known yet has no number. */
export function changeChoices(
  counts: NonNullable<ResultChanges["counts"]>,
): readonly (readonly ["all" | ResultChange, string])[] {
  return [
    ["all", "All"],
    ["changed", `Changed ${formatCount(counts.changed)}`],
    ["added", `Added ${formatCount(counts.added)}`],
    ["removed", counts.removed === null ? "Removed: not yet known" : `Removed ${formatCount(counts.removed)}`],
  ];
}

/** What a reader has to know before believing the differences. */
export function cautions({ why, counts, previous }: ResultChanges, job: Pick<JobRow, "state">): string[] {
  const said: string[] = [];
  if (why === "no-key") {
    said.push(
      "The agent names no key fields: rows are matched by their whole content, so one that changed counts as removed and added.",
    );
  } else if (why === "key-changed") {
    said.push("The agent's key fields are not those of the earlier run: rows are matched by their whole content.");
  } else if (why === "no-hashes") {
    said.push("Some rows were stored without a key: rows are matched by their whole content.");
  }
  if (counts !== null && counts.removed === null) {
    said.push("The run has not ended: what is missing may still come. Removed rows are known at its end.");
  } else if (job.state === "Failed" || job.state === "Cancelled") {
    said.push(`This run was not finished (${word(job.state)}): rows may be missing because it did not get to them.`);
  }
  if (previous?.state === "Failed" || previous?.state === "Cancelled") {
    said.push(
      `The earlier run was not finished (${word(previous.state)}): rows may be new because it did not get to them.`,
    );
  }
  return said;
}

function word(state: JobRow["state"]): string {
  return STATE_PRESENTATION[state].word.toLowerCase();
}

/** Columns of differences: first what tells rows apart, then what differs, then the rest in the order met. */
export function columnOrder(
  key: readonly string[],
  differing: ReadonlySet<string>,
  rows: readonly ReadonlyMap<string, unknown>[],
): string[] {
  const met = new Set(rows.flatMap((cells) => [...cells.keys()]));
  return [...new Set([...key.filter((name) => met.has(name)), ...differing, ...met])];
}
