import type { FilterKey } from "../../../lib/jobs/filter/keys.ts";

/** What each key is for, in a few words. */
export const KEY_HINTS: Record<FilterKey, string> = {
  state: "failed, queued, executing …",
  agent: "the agent's name or id",
  source: "the system that it runs in",
  created: "last hour, today, between two days …",
  error: "the error mentions a text",
  name: "the name contains a text",
  duration: "longer or shorter than",
  trigger: "manual, scheduled, api or retry",
  ended: "when it ended",
  started: "when it began to run",
  updated: "when there was news of it",
  queued: "how long it waited",
  silent: "how long there has been no news",
  type: "the agent's type",
  tag: "one of its tags",
  by: "who started it; me is you",
  id: "the job's id",
  percent: "how far it got",
  priority: "0 to 100",
  attempt: "which attempt it is at",
  results: "how many rows it stored",
  "retry-of": "the id of the job that it retries",
  fingerprint: "its kind of failure",
};

const TIMES = [">-1h", ">-24h", ">-7d", "today", "yesterday", "<-1h", "{today}", "yesterday..now", "-7d..-1d"];
const COUNTS = [">0", "0", ">=10", "1..10"];

/** What can be written after the keys of times and measures. `{today}` is the day that it is. */
export const EXAMPLES: Partial<Record<FilterKey, readonly string[]>> = {
  created: TIMES,
  started: TIMES,
  ended: TIMES,
  updated: ["<-5m", "<-1h", ">-5m", ">-1h", "today", "yesterday", "{today}"],
  duration: [">1m", ">5m", ">1h", "<10s", "1m..5m"],
  silent: [">5m", ">10m", ">1h"],
  queued: [">30s", ">5m", ">1h", "<1s", "30s..5m"],
  percent: ["<50", ">=90", "10..50"],
  priority: [">=5", "0", "1..5"],
  attempt: [">1", "1", "2..3"],
  results: COUNTS,
};
