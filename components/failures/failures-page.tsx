"use client";

import { useQuery } from "@tanstack/react-query";
import { RotateCw } from "lucide-react";
import type { ReactNode } from "react";
import { queries } from "../../lib/api/queries.ts";
import type { FailureGroups } from "../../lib/api/types.ts";
import { FAILURE_WINDOWS, type FailureWindow } from "../../lib/jobs/failure-window.ts";
import { parseFilter } from "../../lib/jobs/filter/parse.ts";
import { formatQuantity } from "../../lib/jobs/format.ts";
import { FilterBar } from "../jobs/filter/filter-bar.tsx";
import { SectionNav } from "../jobs/section-nav.tsx";
import { usePinnedFilter } from "../jobs/use-pinned-filter.ts";
import { FreshnessNote } from "../live/freshness-note.tsx";
import { Button } from "../ui/button.tsx";
import { QueryError, RefreshError } from "../ui/query-error.tsx";
import { Ago, Moment } from "../ui/time.tsx";
import { FailureList, FailureListSkeleton } from "./failure-list.tsx";
import { NothingFailed, NotUnderstood } from "./nothing-failed.tsx";
import { useFailuresPlace } from "./use-failures-place.ts";
import { useNewFailures } from "./use-new-failures.ts";
import { WindowChoice } from "./window-choice.tsx";

/** What has failed, by kind: which failures are many, which are new, and what can be done about all of one kind. */
export function FailuresPage() {
  const { q, window } = useFailuresPlace();
  const { filter, problems } = parseFilter(q);
  const problem = problems[0];
  const pinned = usePinnedFilter(q);
  const isReadable = pinned !== null && problem === undefined;
  const {
    data: read,
    error,
    refetch,
    isPlaceholderData: isOther,
    isFetching,
  } = useQuery({ ...queries.failureGroups(pinned ?? "", window), enabled: isReadable });

  const reload = async () => {
    const { data } = await refetch({ throwOnError: true });
    return data?.revision ?? 0;
  };
  const count = useNewFailures(isReadable ? pinned : null, isOther ? undefined : read?.revision, reload);

  return (
    <div className="flex flex-col gap-4">
      <div className="flex min-h-8 flex-wrap items-center gap-x-3 gap-y-2">
        <h1 className="sr-only">Failures</h1>
        <SectionNav />
        <div className="ml-auto flex items-center gap-2">
          <News count={count} busy={isFetching} show={() => void reload().catch(() => undefined)} />
          <WindowChoice q={q} window={window} />
        </div>
      </div>
      <FilterBar
        q={q}
        total={
          read !== undefined && problem === undefined ? <Total groups={read} window={window} old={isOther} /> : null
        }
      />
      <section
        aria-label="Failures by kind"
        aria-busy={read === undefined || isOther}
        className="@container rounded-lg border bg-surface shadow-raised"
      >
        {problem !== undefined ? (
          <Tall>
            <NotUnderstood q={q} problem={problem} window={window} />
          </Tall>
        ) : read === undefined ? (
          error ? (
            <Tall>
              <QueryError what="the failures" error={error} retry={() => void refetch()} />
            </Tall>
          ) : (
            <FailureListSkeleton />
          )
        ) : (
          <>
            {error && <RefreshError what="the failures" error={error} retry={() => void refetch()} />}
            <div className={isOther ? "opacity-60 transition-opacity delay-150" : ""}>
              {read.groups.length === 0 ? (
                <Tall>
                  <NothingFailed q={q} window={window} />
                </Tall>
              ) : (
                <FailureList about={{ filter, pinned: parseFilter(pinned ?? q).filter, window }} groups={read} />
              )}
            </div>
            <Foot read={read} busy={isFetching} reload={() => void reload().catch(() => undefined)} />
          </>
        )}
      </section>
    </div>
  );
}

function Tall({ children }: { children: ReactNode }) {
  return <div className="grid min-h-80">{children}</div>;
}

function Total({ groups, window, old }: { groups: FailureGroups; window: FailureWindow; old: boolean }) {
  const kinds = groups.groups.length + groups.otherGroups;
  if (kinds === 0) return null;
  return (
    <p className={old ? "text-ink-3 text-sm" : "text-ink-2 text-sm"}>
      <span className="font-medium text-ink">{formatQuantity(groups.failures, "failure")}</span> of{" "}
      {formatQuantity(kinds, "kind")} in the last {FAILURE_WINDOWS[window].word}
    </p>
  );
}

/** New failures wait behind a button, so that no group moves under the reader. */
function News({ count, busy, show }: { count: number; busy: boolean; show: () => void }) {
  return (
    <>
      {count > 0 && (
        <Button size="sm" className="animate-appear rounded-full" disabled={busy} onClick={show}>
          <RotateCw aria-hidden="true" className="size-3.5" />
          {count} new
        </Button>
      )}
      <span role="status" className="sr-only">
        {count > 0 ? `${formatQuantity(count, "new failure")} since these were counted` : ""}
      </span>
    </>
  );
}

/** How old the figures are and what they leave out. */
function Foot({ read, busy, reload }: { read: FailureGroups; busy: boolean; reload: () => void }) {
  return (
    <div className="flex min-h-11 flex-wrap items-center gap-x-4 gap-y-1 border-t px-4 py-1.5 text-ink-3 text-xs">
      <FreshnessNote>
        <span>
          Counted <Ago at={read.asOf} said="Counted" />
        </span>
      </FreshnessNote>
      {read.countedFrom !== null && (
        <span className="text-cancelling">
          Only back to <Moment at={read.countedFrom} />: there were too many to count. Choose a shorter period or narrow
          the filter.
        </span>
      )}
      {read.otherGroups > 0 && (
        <span>{formatQuantity(read.otherGroups, "smaller kind")} left out: narrow the filter to see them.</span>
      )}
      <Button look="ghost" size="sm" className="-mr-2 ml-auto" disabled={busy} onClick={reload}>
        <RotateCw aria-hidden="true" className="size-3.5" />
        Count again
      </Button>
    </div>
  );
}
