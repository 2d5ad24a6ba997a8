"use client";

import type { ModifiedCollection } from "../../../lib/api/job-types.ts";
import { formatCount, formatQuantity } from "../../../lib/jobs/format.ts";
import { ToolbarChoice } from "../toolbar.tsx";

const FORMS = [
  ["found", "As found"],
  ["modified", "Post-processed"],
] as const;

/** Rows as they were found, or as the agent's steps left them. */
export function FormChoice({ modified, onChange }: { modified: boolean; onChange: (modified: boolean) => void }) {
  return (
    <ToolbarChoice
      label="Form of the rows"
      value={modified ? "modified" : "found"}
      choices={FORMS}
      onChange={(form) => onChange(form === "modified")}
    />
  );
}

/** What became of the rows that are not there, and of values; empty when all are as they should be. */
export function leftOutInWords({ filtered, duplicates, unread }: ModifiedCollection): string {
  return [
    filtered === 0 ? "" : `${formatCount(filtered)} filtered out`,
    duplicates === 0 ? "" : `${formatQuantity(duplicates, "duplicate")} dropped`,
    unread === 0 ? "" : `${formatQuantity(unread, "value")} left empty, see the log`,
  ]
    .filter((part) => part !== "")
    .join(", ");
}
