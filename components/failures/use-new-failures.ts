"use client";

import { useState } from "react";
import { parseFilter } from "../../lib/jobs/filter/parse.ts";
import { useRoom } from "../live/use-room.ts";
import { failedOnly } from "./failure-links.ts";

interface Heard {
  room: string | null;
  news: readonly { revision: number; count: number }[];
}

/** How many jobs that match `q` have failed since the groups shown, which are of `revision`, were read. */
export function useNewFailures(q: string | null, revision: number | undefined, reload: () => Promise<number>): number {
  const room = q === null || revision === undefined ? null : (`filter:${failedOnly(parseFilter(q).filter)}` as const);
  const [heard, setHeard] = useState<Heard>({ room, news: [] });

  useRoom(room, revision, {
    onEvents: (events, at) => {
      let count = 0;
      for (const event of events) if (event.type === "newcomers") count += event.count;
      if (count === 0) return;
      setHeard((held) => {
        const before = held.room === room ? held.news.filter((each) => each.revision > (revision ?? 0)) : [];
        return { room, news: [...before, { revision: at, count }] };
      });
    },
    refetch: reload,
  });

  if (heard.room !== room || revision === undefined) return 0;
  return heard.news.reduce((sum, each) => (each.revision > revision ? sum + each.count : sum), 0);
}
