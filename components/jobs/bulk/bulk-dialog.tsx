"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type BulkTarget, bulkQueries } from "../../../lib/api/bulk-queries.ts";
import type { BulkPreview } from "../../../lib/jobs/bulk.ts";
import { formatQuantity } from "../../../lib/jobs/format.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { QueryError } from "../../ui/query-error.tsx";
import { LoadingLabel, Skeleton } from "../../ui/skeleton.tsx";
import { type BulkRequest, whereBulkWasAsked } from "./ask-for-bulk.ts";
import { BulkForm } from "./bulk-form.tsx";
import { VERB_WORDS } from "./bulk-words.ts";
import { DryRun } from "./dry-run.tsx";
import { WhichJobs } from "./which-jobs.tsx";

/** Says what would happen before anything does, and has it confirmed as the harm demands. */
export function BulkDialog({ request, onClose }: { request: BulkRequest; onClose: () => void }) {
  const [target] = useState(() => targetOf(request));
  const { data: preview, error, refetch, isFetching } = useQuery(bulkQueries.preview(target));

  return (
    <Dialog
      title={titleOf(request, preview)}
      description={<WhichJobs request={request} />}
      onClose={onClose}
      returnFocus={() => whereBulkWasAsked() ?? document.getElementById("main")}
      startsQuiet
      className="max-w-lg"
    >
      {preview !== undefined ? (
        <>
          <DryRun preview={preview} />
          <BulkForm
            target={target}
            preview={preview}
            isCounting={isFetching}
            countAgain={() => void refetch()}
            onStarted={() => {
              request.onStarted?.();
              onClose();
            }}
            onClose={onClose}
          />
        </>
      ) : error !== null && !isFetching ? (
        <QueryError what="what would happen" error={error} retry={() => void refetch()} />
      ) : (
        <Counting onClose={onClose} />
      )}
    </Dialog>
  );
}

function titleOf({ verb }: BulkRequest, preview: BulkPreview | undefined): string {
  const { word } = VERB_WORDS[verb];
  if (preview === undefined || preview.tooMany) return `${word} jobs`;
  if (preview.eligible === 0) return `Nothing to ${word.toLowerCase()}`;
  return `${word} ${formatQuantity(preview.eligible, "job")}?`;
}

function targetOf(request: BulkRequest): BulkTarget {
  const { verb } = request;
  return "q" in request
    ? { verb, q: request.q }
    : { verb, jobs: request.jobs.map(({ source, id }) => ({ source, id })) };
}

/** Of the height of a short answer, so that the dialog does not jump when it comes. */
function Counting({ onClose }: { onClose: () => void }) {
  return (
    <div className="flex min-h-44 flex-col">
      <LoadingLabel what="what would happen" />
      <div aria-hidden="true" className="flex flex-1 flex-col gap-2.5 pt-1">
        <Skeleton className="h-4 w-3/5" />
        <Skeleton className="h-3 w-2/5" />
        <Skeleton className="h-3 w-4/5" />
      </div>
      <div className="flex items-center justify-between gap-2">
        <p className="text-ink-3 text-sm">Counting the jobs…</p>
        <Button onClick={onClose}>Not now</Button>
      </div>
    </div>
  );
}
