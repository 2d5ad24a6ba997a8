"use client";

import { Hourglass } from "lucide-react";
import type { JobPage } from "../../lib/api/types.ts";
import { formatQuantity } from "../../lib/jobs/format.ts";
import type { JobSort } from "../../lib/jobs/sort.ts";
import { Button } from "../ui/button.tsx";
import { Moment } from "../ui/time.tsx";
import { SORT_WORDS } from "./sort-words.ts";
import { goToPage } from "./use-list-place.ts";

/** The search took too long and was stopped: how far it came, what would help, and a way on. */
export function ListStopped({
  stopped,
  page,
  sort,
}: {
  stopped: NonNullable<JobPage["stopped"]>;
  page: JobPage;
  sort: JobSort;
}) {
  const { looked, at, advice } = stopped;
  const { nextCursor } = page;
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-x-3 gap-y-2 border-t px-4 py-3 text-ink-2 text-sm first:border-t-0"
    >
      <Hourglass aria-hidden="true" className="size-4 shrink-0 text-ink-3" />
      <p className="min-w-60 flex-1">
        {page.items.length === 0 && "Nothing found yet. "}
        Looked through {formatQuantity(looked, "job")}
        {at !== null && (
          <>
            , {sort.startsWith("-") ? "back" : "up"} to <Moment at={at} said="The last job looked at" />
          </>
        )}
        , and stopped: {advice}.
      </p>
      {nextCursor !== null && (
        <Button size="sm" onClick={() => goToPage(nextCursor)}>
          Search {SORT_WORDS[sort].after.toLowerCase()}
        </Button>
      )}
    </div>
  );
}
