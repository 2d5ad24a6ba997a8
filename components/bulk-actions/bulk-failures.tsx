"use client";

import Link from "next/link";
import type { BulkAction } from "../../lib/jobs/bulk.ts";
import { formatCount, formatQuantity } from "../../lib/jobs/format.ts";
import { jobLink } from "../jobs/filter-link.ts";
import { StateIcon } from "../jobs/state-icon.tsx";
import { Panel } from "../ui/panel.tsx";

/** Why jobs could not be acted on, by reason. */
export function BulkFailures({ action: { failures, failed } }: { action: BulkAction }) {
  const others = failed - failures.reduce((sum, { count }) => sum + count, 0);
  return (
    <Panel id="failures" title="Why some could not be" className="border-failed-mark/45">
      <ul>
        {failures.map(({ reason, count, example }) => (
          <li key={reason} className="flex items-start gap-2.5 border-b px-4 py-2.5 last:border-b-0">
            <StateIcon name="cross" tone="failed" className="mt-0.75" />
            <div className="min-w-0 flex-1">
              <p className="break-words text-sm">{reason}</p>
              <p className="text-ink-3 text-xs">
                {formatQuantity(count, "job")}
                {count === 1 ? ": " : ", for example "}
                <Link href={jobLink(example)} className="rounded-sm font-mono text-ink-2 hover:underline">
                  #{example.id}
                </Link>
              </p>
            </div>
          </li>
        ))}
        {others > 0 && <li className="px-4 py-2 text-ink-3 text-sm">{formatCount(others)} for other reasons</li>}
      </ul>
    </Panel>
  );
}
