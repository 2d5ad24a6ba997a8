"use client";

import { Bell, X } from "lucide-react";
import Link from "next/link";
import { createPortal } from "react-dom";
import { jobKey } from "../../lib/api/merge.ts";
import { formatQuantity } from "../../lib/jobs/format.ts";
import { jobLink } from "../jobs/filter-link.ts";
import { StateBadge } from "../jobs/state-badge.tsx";
import { useInBrowser } from "../live/use-now.ts";
import { IconButton } from "../ui/button.tsx";
import { Popover } from "../ui/popover.tsx";
import { stopWatching, useWatchedJobs, type WatchedJob } from "./watched-jobs.ts";

/** The id of the place in the top bar where the bell appears. */
const BELL_PLACE = "watched-jobs";

/** What is watched, in the top bar; there is no bell while nothing is. */
export function WatchBell() {
  const watched = useWatchedJobs();
  const inBrowser = useInBrowser();
  const place = inBrowser ? document.getElementById(BELL_PLACE) : null;
  if (place === null || watched.length === 0) return null;
  const ended = watched.filter((job) => job.ended !== null).length;
  const label =
    ended === 0 ? `${formatQuantity(watched.length, "watched job")}` : `${formatQuantity(ended, "watched job")} ended`;
  return createPortal(
    <Popover
      label="Watched jobs"
      width={352}
      align="end"
      tip={label}
      buttonLabel={label}
      buttonClassName="relative inline-flex size-8 items-center justify-center rounded-md text-ink-2 transition-colors hover:bg-sunken hover:text-ink coarse:size-9"
      button={
        <>
          <Bell aria-hidden="true" className="size-4" />
          <span
            aria-hidden="true"
            className={`absolute -top-0.5 -right-0.5 min-w-4 rounded-full px-1 text-center font-medium text-[0.625rem] leading-4 ${ended > 0 ? "bg-inverse text-on-inverse" : "border border-line-strong bg-surface text-ink-2"}`}
          >
            {ended > 0 ? ended : watched.length}
          </span>
        </>
      }
    >
      {(close) => (
        <>
          <p className="border-b px-4 py-2.5 font-medium text-sm">You will be told when these end</p>
          <ul className="min-h-0 overflow-y-auto p-1">
            {watched.map((job) => (
              <WatchedRow key={jobKey(job)} job={job} close={close} />
            ))}
          </ul>
        </>
      )}
    </Popover>,
    place,
  );
}

function WatchedRow({ job, close }: { job: WatchedJob; close: () => void }) {
  const { source, id, name, ended } = job;
  return (
    <li className="flex items-center gap-2 rounded-sm py-1 pr-1 pl-3 hover:bg-sunken">
      <Link href={jobLink(job)} onClick={close} className="min-w-0 flex-1 rounded-sm text-sm">
        <bdi className="block truncate font-medium">{name}</bdi>
        <span className="block truncate text-ink-3 text-xs">
          <bdi>{source}</bdi> <span className="font-mono">#{id}</span>
        </span>
      </Link>
      {ended === null ? (
        <span className="text-ink-3 text-xs">not ended yet</span>
      ) : ended === "Gone" ? (
        <span className="text-ink-2 text-xs">no longer there</span>
      ) : (
        <StateBadge state={ended} plain />
      )}
      <IconButton
        label={ended === null ? `Stop watching ${name} #${id}` : `Dismiss ${name} #${id}`}
        tip={ended === null ? "Stop watching" : "Dismiss"}
        onClick={() => stopWatching(jobKey(job))}
      >
        <X aria-hidden="true" className="size-3.5" />
      </IconButton>
    </li>
  );
}
