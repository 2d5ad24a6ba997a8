"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { jobKey } from "../../lib/api/merge.ts";
import { type JobListRead, keys, readJobList } from "../../lib/api/queries.ts";
import type { JobPage } from "../../lib/api/types.ts";
import type { JobSort } from "../../lib/jobs/sort.ts";
import type { Room } from "../../lib/realtime/protocol.ts";
import { createThrottle } from "../live/throttle.ts";
import { useRoom } from "../live/use-room.ts";

const SAID_EVERY_MS = 5000;

/** Lists that are not sorted by creation hold a job from when it has what they are sorted by. */
const COMES_WITH: Partial<Record<JobSort, string>> = {
  "-created": "",
  "-ended": "ended:>=2000-01-01T00:00:00Z",
  "-duration": "ended:>=2000-01-01T00:00:00Z",
  "-queued": "started:>=2000-01-01T00:00:00Z",
};

/** The room that tells of jobs that would stand on the first page; null where newcomers come last. */
function roomOf(read: JobListRead | null): Room | null {
  const comesWith = read === null ? undefined : COMES_WITH[read.sort];
  return read === null || comesWith === undefined ? null : `filter:${`${read.q} ${comesWith}`.trim()}`;
}

interface Heard {
  room: Room | null;
  news: readonly { revision: number; count: number }[];
}

/** How many jobs came to match after the first page, which is of `revision`, was read; none without a revision. */
export function useNewcomers(read: JobListRead | null, revision: number | undefined): number {
  const queryClient = useQueryClient();
  const room = roomOf(read);
  const [heard, setHeard] = useState<Heard>({ room, news: [] });

  const add = (count: number, at: number) => {
    if (count === 0) return;
    setHeard((held) => {
      const before = held.room === room ? held.news.filter((each) => each.revision > (revision ?? 0)) : [];
      return { room, news: [...before, { revision: at, count }] };
    });
  };

  useRoom(revision === undefined ? null : room, revision, {
    onEvents: (events, at) => {
      let count = 0;
      for (const event of events) if (event.type === "newcomers") count += event.count;
      add(count, at);
    },
    // Too much was missed to be told. The page stays as it is; what it would hold now says how many are new.
    refetch: async () => {
      if (read === null) return revision ?? 0;
      const fresh = await readJobList({ ...read, cursor: null });
      const shown = queryClient.getQueryData<JobPage>(keys.jobList(read));
      const known = heard.news.reduce((sum, each) => sum + each.count, 0);
      add(Math.max(0, newAmong(fresh, shown) - known), fresh.revision);
      return fresh.revision;
    },
  });

  if (heard.room !== room || revision === undefined) return 0;
  return heard.news.reduce((sum, each) => (each.revision > revision ? sum + each.count : sum), 0);
}

/** How many rows of a page read again stand among or before those shown, without being one of them. */
function newAmong(fresh: JobPage, shown: JobPage | undefined): number {
  const keysShown = new Set(shown?.items.map(jobKey));
  const last = fresh.items.findLastIndex((row) => keysShown.has(jobKey(row)));
  const considered = last < 0 ? fresh.items : fresh.items.slice(0, last);
  return considered.filter((row) => !keysShown.has(jobKey(row))).length;
}

/** A count as it is read out: at once when it begins, then not more often than every few seconds. */
export function useSaidCount(count: number): number {
  const [said, setSaid] = useState(0);
  const [throttle] = useState(createThrottle);

  useEffect(() => {
    throttle.stop();
    throttle.run(SAID_EVERY_MS, () => setSaid(count));
  }, [throttle, count]);
  useEffect(() => () => throttle.stop(), [throttle]);

  return count === 0 ? 0 : said;
}
