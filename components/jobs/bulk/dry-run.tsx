"use client";

import { useQuery } from "@tanstack/react-query";
import { bulkQueries } from "../../../lib/api/bulk-queries.ts";
import { type BulkPreview, MAX_BULK_JOBS } from "../../../lib/jobs/bulk.ts";
import { formatCount, formatRoughDuration } from "../../../lib/jobs/format.ts";
import { consequenceInWords, eligibleInWords, expectedLength, refusalInWords } from "./bulk-words.ts";

/** What would happen: how many can be acted on, why the others cannot, and what comes of it. */
export function DryRun({ preview }: { preview: BulkPreview }) {
  const { refused, eligible, tooMany } = preview;
  return (
    <div role="status" className="rounded-md bg-sunken px-3.5 py-3">
      <p className="font-medium">{eligibleInWords(preview)}</p>
      {tooMany && (
        <p className="mt-0.5 text-ink-2 text-sm">
          One bulk action takes at most {formatCount(MAX_BULK_JOBS)}. Narrow the filter, by time for example, and do it
          in parts.
        </p>
      )}
      {!tooMany && refused.length > 0 && (
        <ul aria-label="Left out" className="mt-1 flex flex-col gap-0.5 text-ink-2 text-sm">
          {refused.map((each) => (
            <li key={each.why} className="flex gap-2">
              <span aria-hidden="true" className="text-ink-3">
                –
              </span>
              {refusalInWords(each)}
            </li>
          ))}
        </ul>
      )}
      {!tooMany && eligible > 0 && (
        <p className="mt-2 border-t pt-2 text-ink-2 text-sm">
          {consequenceInWords(preview)}
          <ExpectedLength preview={preview} />
        </p>
      )}
    </div>
  );
}

/** Not worth a word below. */
const LONG_MS = 3000;

function ExpectedLength({ preview: { verb, eligible } }: { preview: BulkPreview }) {
  const { data } = useQuery(bulkQueries.page(null));
  const length = data && expectedLength(data.items, verb, eligible);
  if (length === undefined || length === null || length < LONG_MS) return null;
  return ` At the pace of the last one it takes about ${formatRoughDuration(length)}.`;
}
