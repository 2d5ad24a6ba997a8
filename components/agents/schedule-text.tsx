"use client";

import type { Agent } from "../../lib/api/types.ts";
import { Until } from "../ui/time.tsx";
import { scheduleInWords } from "./schedule-words.ts";

/** When an agent starts by itself, and when next. */
export function ScheduleText({ agent }: { agent: Agent }) {
  const { schedule, enabled } = agent;
  if (schedule === null) return <span className="text-ink-3">by hand</span>;
  const words = scheduleInWords(schedule.cron, schedule.timezone);
  return (
    <>
      <span data-tip={`${schedule.cron}\n${schedule.timezone}`} className="block truncate">
        {words ?? <code className="font-mono text-xs">{schedule.cron}</code>}
      </span>
      <span className="block truncate text-ink-3 text-xs">
        {!enabled ? (
          "not while paused"
        ) : schedule.nextAt === null ? (
          "never due"
        ) : (
          <>
            next <Until at={schedule.nextAt} said="Next start" />
          </>
        )}
      </span>
    </>
  );
}

/** The same in one line. */
export function ScheduleLine({ agent }: { agent: Agent }) {
  const { schedule, enabled } = agent;
  if (schedule === null) return <span>started by hand</span>;
  const { cron, timezone, nextAt } = schedule;
  return (
    <span>
      <span data-tip={`${cron}\n${timezone}`}>
        {scheduleInWords(cron, timezone) ?? <code className="font-mono text-xs">{cron}</code>}
      </span>
      {enabled && nextAt !== null && (
        <>
          , next <Until at={nextAt} said="Next start" />
        </>
      )}
    </span>
  );
}
