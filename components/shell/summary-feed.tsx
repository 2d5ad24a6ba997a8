"use client";

import { useSummaryFeed } from "../live/use-summary-feed.ts";

/** Listens for what concerns every page; it draws nothing. */
export function SummaryFeed() {
  useSummaryFeed();
  return null;
}
