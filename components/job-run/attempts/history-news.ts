import type { AgentHistory } from "../../../lib/api/job-types.ts";
import { jobKey } from "../../../lib/api/merge.ts";
import { formatQuantity } from "../../../lib/jobs/format.ts";
import type { JobRow } from "../../../lib/jobs/model.ts";
import { hasEnded } from "../../../lib/jobs/state.ts";
import type { LiveEvent } from "../../../lib/realtime/protocol.ts";

/** What was heard of an agent's runs since they were read, by the keys of the jobs. */
export interface HistoryNews {
  newer: ReadonlySet<string>;
  ended: ReadonlySet<string>;
}

export const NO_NEWS: HistoryNews = { newer: new Set(), ended: new Set() };

type Own = Pick<JobRow, "source" | "id" | "agentId" | "createdAt">;
type Shown = Pick<AgentHistory, "items" | "moreAfter">;

/** The news with one event more; the very same when it tells nothing about the agent's runs that is not shown. */
export function withEvent(news: HistoryNews, event: LiveEvent, shown: Shown, own: Own): HistoryNews {
  if (event.type === "job-created") {
    const key = jobKey(event.job);
    const isNewer = event.job.agentId === own.agentId && event.job.createdAt >= own.createdAt;
    // Where not all later ones are shown, reading again would not show the latest either.
    if (!isNewer || shown.moreAfter || news.newer.has(key) || isShown(shown, key)) return news;
    return { ...news, newer: new Set(news.newer).add(key) };
  }
  if (event.type !== "job" || event.patch.state === undefined || !hasEnded(event.patch.state)) return news;
  const key = jobKey(event.patch);
  // The page knows of its own job what there is to know.
  if (key === jobKey(own) || news.ended.has(key)) return news;
  const before = shown.items.find((item) => jobKey(item) === key);
  if (before === undefined || hasEnded(before.state)) return news;
  return { ...news, ended: new Set(news.ended).add(key) };
}

/** What a history that was just read has more than the one shown. */
export function newsBetween(shown: Shown, fresh: Shown, own: Own): HistoryNews {
  const newer = fresh.items.filter((item) => item.createdAt >= own.createdAt && !isShown(shown, jobKey(item)));
  const ended = fresh.items.filter(({ state, ...item }) => {
    const before = shown.items.find((each) => jobKey(each) === jobKey(item));
    return jobKey(item) !== jobKey(own) && before !== undefined && !hasEnded(before.state) && hasEnded(state);
  });
  return { newer: new Set(newer.map(jobKey)), ended: new Set(ended.map(jobKey)) };
}

/** `2 newer runs, 1 has ended`; null when there is nothing new. */
export function newsWords({ newer, ended }: HistoryNews): string | null {
  const parts = [
    newer.size > 0 ? formatQuantity(newer.size, "newer run") : null,
    ended.size > 0 ? (ended.size === 1 ? "1 has ended" : `${ended.size} have ended`) : null,
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(", ");
}

function isShown({ items }: Shown, key: string): boolean {
  return items.some((item) => jobKey(item) === key);
}
