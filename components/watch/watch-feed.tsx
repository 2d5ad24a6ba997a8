"use client";

import { useEffect } from "react";
import { jobKey } from "../../lib/api/merge.ts";
import { readJobRows } from "../../lib/api/queries.ts";
import { hasEnded } from "../../lib/jobs/state.ts";
import type { LiveClient } from "../../lib/realtime/live-client.ts";
import { jobLink } from "../jobs/filter-link.ts";
import { useLiveClient } from "../live/live-provider.tsx";
import { joinRoom } from "../live/use-room.ts";
import { showToast } from "../ui/toast.ts";
import { notify } from "./notifications.ts";
import { endInWords } from "./watch-words.ts";
import {
  noteEnd,
  onWatchedEnd,
  stopWatching,
  useWatchedJobs,
  type WatchedEnd,
  type WatchedJob,
} from "./watched-jobs.ts";

const READ_AGAIN_MS = 3000;

/** Follows the watched jobs, also while the tab is hidden, and tells when one has ended. */
export function WatchFeed() {
  const client = useLiveClient();
  const open = useWatchedJobs().filter(({ ended }) => ended === null);
  const keys = JSON.stringify(open.map(({ source, id, name }) => [source, id, name]));

  useEffect(() => {
    if (client === null || keys === "[]") return;
    const jobs = (JSON.parse(keys) as [string, string, string][]).map(([source, id, name]) => ({ source, id, name }));
    return follow(client, jobs);
  }, [client, keys]);

  const waits = open.length > 0;
  useEffect(() => (client === null || !waits ? undefined : client.keepAwake()), [client, waits]);

  useEffect(() => onWatchedEnd(tellInPage), []);
  return null;
}

type Followed = Pick<WatchedJob, "source" | "id" | "name">;

function follow(client: LiveClient, jobs: readonly Followed[]): () => void {
  const leaves: (() => void)[] = [];
  let left = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const end = async (job: Followed, state: WatchedEnd) => {
    if (!(await noteEnd(jobKey(job), state))) return;
    const body = state === "Gone" ? "It was removed before it ended." : "Open it to see what came of it.";
    notify(endInWords(job, state), { body, tag: `watchfloor ${jobKey(job)}`, href: jobLink(job) });
  };
  const read = async (which: readonly Followed[]) => {
    const { items, revision } = await readJobRows(which);
    const rows = new Map(items.map((row) => [jobKey(row), row]));
    for (const job of which) {
      const row = rows.get(jobKey(job));
      if (row === undefined) void end(job, "Gone");
      else if (hasEnded(row.state)) void end(job, row.state);
    }
    return revision;
  };
  const begin = async () => {
    try {
      const revision = await read(jobs);
      if (left) return;
      for (const job of jobs) {
        const leave = joinRoom(client, `job:${job.source}/${job.id}`, revision, {
          onEvents: (events) => {
            for (const event of events) {
              if (event.type === "job-deleted") void end(job, "Gone");
              if (event.type !== "job" || event.patch.state === undefined) continue;
              if (hasEnded(event.patch.state)) void end(job, event.patch.state);
            }
          },
          refetch: () => read([job]),
        });
        leaves.push(leave);
      }
    } catch {
      if (!left) timer = setTimeout(begin, READ_AGAIN_MS);
    }
  };
  void begin();
  return () => {
    left = true;
    clearTimeout(timer);
    for (const leave of leaves) leave();
  };
}

/** In each tab that is being looked at, whichever of them heard of it. */
function tellInPage(job: WatchedJob, state: WatchedEnd): void {
  if (document.visibilityState !== "visible") return;
  showToast({
    tone: state === "Completed" ? "done" : "failed",
    title: endInWords(job, state),
    link: state === "Gone" ? null : { href: jobLink(job), text: `Open job #${job.id}` },
    action: { text: "Seen", run: () => stopWatching(jobKey(job)) },
  });
}
