"use client";

import { useQuery } from "@tanstack/react-query";
import { RotateCcw, X } from "lucide-react";
import Link from "next/link";
import { queries } from "../../../lib/api/queries.ts";
import type { BulkVerb } from "../../../lib/jobs/bulk.ts";
import { parseFilter } from "../../../lib/jobs/filter/parse.ts";
import type { JobSort } from "../../../lib/jobs/sort.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { ExportMenu } from "../export/export-menu.tsx";
import { useFacets } from "../facets/use-facets.ts";
import { listLink } from "../filter-link.ts";
import { chooseAllThatMatch, clearSelection, isOfAnotherFilter, type JobSelection } from "../selection.ts";
import { askForBulk } from "./ask-for-bulk.ts";
import { QueryTerms } from "./query-terms.tsx";
import { allInWords, type MatchTotal, selectedInWords, verbsFor } from "./selection-words.ts";

/**
 * What is selected and what can be done to it, at the foot of the list and of the window. `q` is the list's filter, `pinned`
 * the same as it is sent to the server.
 */
export function SelectionBar({
  selection,
  q,
  pinned,
  sort,
}: {
  selection: JobSelection;
  q: string;
  pinned: string | null;
  sort: JobSort;
}) {
  const total = useMatchTotal(q);
  const all = allInWords(selection, q, total);
  if (selection.kind === "none") return null;
  return (
    <section
      aria-label="Selection"
      data-selection-bar
      className="sticky bottom-[calc(3.5rem+env(safe-area-inset-bottom))] z-20 flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1.5 rounded-b-lg border-t bg-surface px-4 py-2 shadow-[0_-6px_16px_-10px_oklch(0.1_0.02_265/0.3)] md:bottom-0"
    >
      <div className="flex min-w-0 flex-1 basis-64 flex-wrap items-center gap-x-2.5 gap-y-0.5 text-sm">
        <p role="status" className="font-medium">
          {selectedInWords(selection, q, total)}
        </p>
        {all !== null && pinned !== null && (
          <button
            type="button"
            className="rounded-sm text-accent hover:underline"
            onClick={() => chooseAllThatMatch(q, pinned)}
          >
            {all}
          </button>
        )}
        {isOfAnotherFilter(selection, q) && (
          <Link
            href={listLink(selection.of)}
            className="flex min-w-0 items-center gap-1.5 rounded-sm text-accent hover:underline"
          >
            Show them
            <QueryTerms q={selection.of} />
          </Link>
        )}
      </div>
      <div className="flex flex-wrap items-center gap-2 max-sm:w-full">
        {verbsFor(selection).map(({ verb, label }) => (
          <Button key={verb} aria-keyshortcuts={KEYS[verb]} onClick={() => ask(verb, selection)}>
            <VerbIcon verb={verb} />
            {label}
          </Button>
        ))}
        <ExportMenu
          what={selection.kind === "query" ? { q: selection.q, sort } : { jobs: [...selection.jobs.values()] }}
        />
        <IconButton
          label="Clear the selection"
          tip="Clear the selection (Esc)"
          className="max-sm:ml-auto"
          onClick={clearSelection}
        >
          <X aria-hidden="true" className="size-4" />
        </IconButton>
      </div>
    </section>
  );
}

const KEYS: Record<BulkVerb, string> = { cancel: "c", retry: "r" };

function VerbIcon({ verb }: { verb: BulkVerb }) {
  const Icon = verb === "retry" ? RotateCcw : X;
  return <Icon aria-hidden="true" className="size-3.5" />;
}

function ask(verb: BulkVerb, selection: JobSelection): void {
  const onStarted = clearSelection;
  if (selection.kind === "query") askForBulk({ verb, q: selection.q, onStarted });
  else if (selection.kind === "jobs") askForBulk({ verb, jobs: [...selection.jobs.values()], onStarted });
}

/** As the count beside the filter has it, which asks for nothing more. */
function useMatchTotal(q: string): MatchTotal | null {
  const isAll = parseFilter(q).filter.terms.length === 0;
  const { data: summary } = useQuery(queries.summary());
  const { data: facets, isPlaceholderData } = useFacets(q, { enabled: !isAll });
  if (isAll) {
    return summary === undefined
      ? null
      : { count: Object.values(summary.counts).reduce((sum, count) => sum + count, 0), capped: false };
  }
  return facets === undefined || isPlaceholderData ? null : { count: facets.total, capped: facets.counted.capped };
}
