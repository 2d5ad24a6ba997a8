"use client";

import { useState } from "react";
import { readHistory } from "../../../lib/api/job-queries.ts";
import type { AgentHistory } from "../../../lib/api/job-types.ts";
import type { JobRow } from "../../../lib/jobs/model.ts";
import { useRoom } from "../../live/use-room.ts";
import { type HistoryNews, NO_NEWS, newsBetween, newsWords, withEvent } from "./history-news.ts";

/**
 * What a history that was read does not show yet, in words; null when nothing. It is heard in the room that every page is in
 * anyway, and nothing is read for it but after a gap.
 */
export function useHistoryNews(job: JobRow, shown: AgentHistory | undefined): string | null {
  const [heard, setHeard] = useState<{ of: AgentHistory | undefined; news: HistoryNews }>({ of: shown, news: NO_NEWS });
  const isOf = shown !== undefined && job.agentId !== null;

  const update = (change: (news: HistoryNews, shown: AgentHistory) => HistoryNews) => {
    if (shown === undefined) return;
    setHeard((held) => {
      const news = held.of === shown ? held.news : NO_NEWS;
      const next = change(news, shown);
      return next === news ? held : { of: shown, news: next };
    });
  };

  useRoom(isOf ? "summary" : null, shown?.revision, {
    onEvents: (events) => update((news, held) => events.reduce((sum, event) => withEvent(sum, event, held, job), news)),
    refetch: async () => {
      const fresh = await readHistory(job);
      update((_, held) => newsBetween(held, fresh, job));
      return fresh.revision;
    },
  });

  return heard.of === shown ? newsWords(heard.news) : null;
}
