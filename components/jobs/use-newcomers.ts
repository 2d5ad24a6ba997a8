"use client";

import { useState } from "react";
import { useRoom } from "../live/use-room.ts";

interface Heard {
  q: string;
  news: readonly { revision: number; count: number }[];
}

/** How many jobs that match `q` came to be after the page shown, which is of `revision`, was read. */
export function useNewcomers(q: string, revision: number | undefined, reload: () => Promise<number>): number {
  const [heard, setHeard] = useState<Heard>({ q, news: [] });

  useRoom(revision === undefined ? null : `filter:${q}`, revision, {
    onEvents: (events, at) => {
      let count = 0;
      for (const event of events) if (event.type === "newcomers") count += event.count;
      if (count === 0) return;
      setHeard((held) => {
        const before = held.q === q ? held.news.filter((each) => each.revision > (revision ?? 0)) : [];
        return { q, news: [...before, { revision: at, count }] };
      });
    },
    refetch: reload,
  });

  if (heard.q !== q || revision === undefined) return 0;
  return heard.news.reduce((sum, each) => (each.revision > revision ? sum + each.count : sum), 0);
}
