import { formatDuration } from "../../lib/jobs/format.ts";
import type { LiveStatus } from "../../lib/realtime/live-client.ts";

/** What the connection pill says: the phase, and what else is known of it. */
export function pillText(
  status: LiveStatus,
  now: number | null,
  clock: (at: number) => string,
): { phase: string; detail: string | null } {
  switch (status.phase) {
    case "connecting":
      return { phase: "Connecting", detail: null };
    case "live": {
      const age = now === null || status.lastHeardAt === null ? null : Math.max(0, now - status.lastHeardAt);
      return { phase: "Live", detail: age === null ? null : formatDuration(age) };
    }
    case "reconnecting": {
      const wait = now === null || status.retryAt === null ? null : Math.ceil((status.retryAt - now) / 1000);
      return { phase: "Reconnecting", detail: wait === null || wait < 1 ? null : `try in ${wait} s` };
    }
    case "stale":
      return { phase: "Stale", detail: status.staleSince === null ? null : `since ${clock(status.staleSince)}` };
    case "offline":
      return { phase: "Offline", detail: status.staleSince === null ? null : `since ${clock(status.staleSince)}` };
  }
}
