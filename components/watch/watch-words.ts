import { STATE_PRESENTATION } from "../../lib/jobs/presentation.ts";
import type { NotificationWay } from "./notifications.ts";
import type { WatchedEnd, WatchedJob } from "./watched-jobs.ts";

/** `books #1001 failed`, `books #1001 is no longer there`. */
export function endInWords({ name, id }: Pick<WatchedJob, "name" | "id">, state: WatchedEnd): string {
  if (state === "Gone") return `${name} #${id} is no longer there`;
  const word = STATE_PRESENTATION[state].word.toLowerCase();
  return `${name} #${id} ${state === "Cancelled" ? "was cancelled" : word}`;
}

/** How somebody who watches a job will be told. */
export const WAY_IN_WORDS: Record<NotificationWay, string> = {
  allowed: "By a notification of your browser and in the title of this tab, also after a reload.",
  blocked:
    "Notifications are blocked for this site, so it will be in the title of this tab and in a message here. Your browser's site settings can allow them.",
  missing:
    "Your browser has no notifications at this address, so it will be in the title of this tab and in a message here.",
};
