"use client";

import clsx from "clsx";
import { formatClock } from "../../lib/jobs/format.ts";
import type { LiveStatus } from "../../lib/realtime/live-client.ts";
import { useLiveClient, useLiveStatus } from "../live/live-provider.tsx";
import { useNow } from "../live/use-now.ts";
import { pillText } from "./live-text.ts";

const DOT: Record<LiveStatus["phase"], string> = {
  connecting: "bg-unknown-mark animate-breathe",
  live: "bg-completed-mark",
  reconnecting: "bg-cancelling-mark animate-breathe",
  stale: "bg-failed-mark",
  offline: "bg-failed-mark",
};

const MEANING: Record<LiveStatus["phase"], string> = {
  connecting: "Opening the live connection",
  live: "Changes arrive as they happen. The figure is the time since the server was last heard.",
  reconnecting: "The live connection is lost. Press to try now.",
  stale: "Nothing was heard for some time: what you see may be old. Press to try now.",
  offline: "This device is offline: what you see may be old. Press to try now.",
};

/** The truth about the data: live with its age, reconnecting, or stale since when. */
export function LivePill() {
  const status = useLiveStatus();
  const client = useLiveClient();
  const now = useNow();
  const text = pillText(status, now, formatClock);
  const lost = status.phase === "reconnecting" || status.phase === "stale" || status.phase === "offline";
  const shape = "flex h-7 items-center gap-2 rounded-full border px-2.5 text-xs whitespace-nowrap";
  const content = (
    <>
      <span aria-hidden="true" className={clsx("size-2 shrink-0 rounded-full", DOT[status.phase])} />
      <span className="font-medium">{text.phase}</span>
      {text.detail !== null && (
        <span className={clsx("text-ink-3", status.phase === "live" && "hidden min-w-10 text-right sm:inline")}>
          {text.detail}
        </span>
      )}
    </>
  );
  if (!lost) {
    return (
      <div data-tip={MEANING[status.phase]} data-phase={status.phase} className={shape}>
        {content}
      </div>
    );
  }
  return (
    <button
      type="button"
      data-tip={MEANING[status.phase]}
      data-phase={status.phase}
      onClick={() => client?.reconnectNow()}
      className={clsx(shape, "hover:bg-hover")}
    >
      {content}
    </button>
  );
}
