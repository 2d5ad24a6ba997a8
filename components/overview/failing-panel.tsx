"use client";

import { useQuery } from "@tanstack/react-query";
import { RotateCcw, ShieldCheck } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { queries } from "../../lib/api/queries.ts";
import type { FailureGroup, FailureGroups } from "../../lib/api/types.ts";
import { noFilter } from "../../lib/jobs/filter/edit.ts";
import { formatCount, formatQuantity } from "../../lib/jobs/format.ts";
import { failuresLink, groupFilter } from "../failures/failure-links.ts";
import { FailureRun } from "../failures/failure-run.tsx";
import { FingerprintText } from "../failures/fingerprint-text.tsx";
import { askForBulk } from "../jobs/bulk/ask-for-bulk.ts";
import { countLink, jobLink, listLink } from "../jobs/filter-link.ts";
import { FreshnessNote } from "../live/freshness-note.tsx";
import { ButtonLink, IconButton } from "../ui/button.tsx";
import { Glow } from "../ui/glow.tsx";
import { Panel } from "../ui/panel.tsx";
import { QueryError, RefreshError } from "../ui/query-error.tsx";
import { LoadingLabel, Skeleton } from "../ui/skeleton.tsx";
import { Ago } from "../ui/time.tsx";
import { useFailingFeed } from "./use-failing-feed.ts";

const SHOWN = 6;

/** The kinds of failure of the last day, the most frequent first: what is wrong, rather than which job was last. */
export function FailingPanel() {
  const { data, error, refetch } = useQuery(queries.failureGroups("", "24h"));
  const [held, setHeld] = useState(false);
  useFailingFeed(held);
  return (
    <Panel
      id="failing"
      title="Failing now"
      note={<FreshnessNote>last 24 h</FreshnessNote>}
      className="flex-1"
      bodyClassName="flex flex-col"
      actions={
        <ButtonLink href="/failures" look="ghost" size="sm">
          See all
        </ButtonLink>
      }
    >
      {data === undefined ? (
        error ? (
          <QueryError what="the failures" error={error} retry={() => void refetch()} />
        ) : (
          <FailingSkeleton />
        )
      ) : (
        <>
          {error && <RefreshError what="the failures" error={error} retry={() => void refetch()} />}
          {data.groups.length === 0 ? (
            <NothingFails />
          ) : (
            <ol
              onPointerEnter={() => setHeld(true)}
              onPointerLeave={() => setHeld(false)}
              onFocus={() => setHeld(true)}
              onBlur={() => setHeld(false)}
            >
              {data.groups.slice(0, SHOWN).map((group) => (
                <GroupRow key={group.fingerprint ?? ""} group={group} groups={data} />
              ))}
            </ol>
          )}
          <More groups={data} />
        </>
      )}
    </Panel>
  );
}

function GroupRow({ group, groups }: { group: FailureGroup; groups: FailureGroups }) {
  const filter = groupFilter(noFilter(), "24h", group);
  return (
    <li className="grid min-h-14 grid-cols-[2.75rem_minmax(0,1fr)_4.5rem_1.75rem] items-center gap-x-3 border-b py-2 pr-2 pl-3 last:border-b-0 hover:bg-hover coarse:grid-cols-[2.75rem_minmax(0,1fr)_4.5rem_2.25rem]">
      <p className="text-right font-semibold text-failed">
        <Glow value={group.count}>{formatCount(group.count)}×</Glow>
      </p>
      <div className="min-w-0">
        <Link
          href={filter === null ? jobLink(group.latest) : listLink(filter)}
          className="line-clamp-2 break-words rounded-sm text-sm hover:underline"
        >
          <FingerprintText fingerprint={group.fingerprint} />
        </Link>
        <p className="mt-0.5 truncate text-ink-3 text-xs">
          <Ago at={group.lastSeenAt} said="Last seen" />
          {group.agents[0] !== undefined && ` · ${group.agents[0].value}`}
          {group.agents.length + group.otherAgents > 1 &&
            ` and ${formatQuantity(group.agents.length + group.otherAgents - 1, "other agent")}`}
        </p>
      </div>
      <FailureRun buckets={group.buckets} from={groups.from} bucketMs={groups.bucketMs} />
      {filter !== null && (
        <IconButton
          label={`Retry ${formatQuantity(group.count, "job")}: ${group.fingerprint}`}
          tip={`Retry ${group.count === 1 ? "it" : `all ${formatCount(group.count)}`}`}
          aria-haspopup="dialog"
          onClick={() => askForBulk({ verb: "retry", q: filter })}
        >
          <RotateCcw aria-hidden="true" className="size-3.5" />
        </IconButton>
      )}
    </li>
  );
}

function More({ groups }: { groups: FailureGroups }) {
  const more = Math.max(0, groups.groups.length - SHOWN) + groups.otherGroups;
  return (
    <p className="mt-auto flex flex-wrap items-center gap-x-4 border-t px-4 py-2 text-ink-2 text-sm">
      {more > 0 && (
        <Link href={failuresLink("", "24h")} className="rounded-sm hover:underline">
          {formatQuantity(more, "more kind")}…
        </Link>
      )}
      <Link href={countLink("failed")} className="rounded-sm hover:underline">
        Latest failed jobs
      </Link>
    </p>
  );
}

function NothingFails() {
  return (
    <div className="flex flex-1 flex-col items-center justify-center gap-2 px-6 py-10 text-center">
      <span className="flex size-9 items-center justify-center rounded-full bg-completed-tint text-completed">
        <ShieldCheck aria-hidden="true" className="size-4.5" strokeWidth={1.75} />
      </span>
      <p className="font-medium text-base">Nothing has failed in the last 24 h</p>
    </div>
  );
}

function FailingSkeleton() {
  return (
    <>
      <LoadingLabel what="failures" />
      {["w-4/5", "w-3/5", "w-2/3", "w-1/2"].map((width) => (
        <div key={width} className="flex h-14 items-center gap-3 border-b px-4 last:border-b-0">
          <Skeleton className="h-4 w-8" />
          <div className="min-w-0 flex-1">
            <Skeleton className={`h-3.5 ${width}`} />
            <Skeleton className="mt-2 h-3 w-24" />
          </div>
          <Skeleton className="h-6 w-18" />
        </div>
      ))}
    </>
  );
}
