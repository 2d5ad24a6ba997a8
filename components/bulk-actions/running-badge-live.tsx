"use client";

import { useQuery } from "@tanstack/react-query";
import { bulkQueries } from "../../lib/api/bulk-queries.ts";
import { StateIcon } from "../jobs/state-icon.tsx";
import { runningInWords } from "./action-words.ts";
import { useBulkFeed } from "./use-bulk-feed.ts";

export function LiveBadge() {
  const { data: page } = useQuery(bulkQueries.page(null));
  useBulkFeed(page?.revision);
  const running = page && runningInWords(page.items);
  if (!running) return null;
  return (
    <span
      data-tip={running.long}
      className="inline-flex h-4.5 animate-appear items-center gap-1 rounded-full bg-executing-tint px-1.5 text-executing text-xs"
    >
      <StateIcon name="spinner" tone={null} className="size-3" />
      <span aria-hidden="true">{running.short}</span>
      <span className="sr-only">{running.long}</span>
    </span>
  );
}
