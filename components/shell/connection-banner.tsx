"use client";

import { Unplug } from "lucide-react";
import { formatClock } from "../../lib/jobs/format.ts";
import { useLiveClient, useOldSince } from "../live/live-provider.tsx";
import { Button } from "../ui/button.tsx";

/** Appears when data has become old: it says since when, and offers to try again. */
export function ConnectionBanner() {
  const old = useOldSince();
  const client = useLiveClient();
  return (
    <div role="status">
      {old !== null && (
        <div className="flex items-center gap-2.5 border-b bg-cancelling-tint px-4 py-1.5 text-sm md:px-6">
          <Unplug aria-hidden="true" className="size-4 shrink-0 text-cancelling" />
          <p className="min-w-0 flex-1">
            <span className="font-medium">
              {old.phase === "offline" ? "You are offline." : "Live updates have stopped."}
            </span>{" "}
            <span className="text-ink-2">
              {old.since === null
                ? "What you see may be old."
                : `What you see is from ${formatClock(old.since)} and may be old.`}
            </span>
          </p>
          <Button size="sm" onClick={() => client?.reconnectNow()}>
            Try now
          </Button>
        </div>
      )}
    </div>
  );
}
