"use client";

import type { ReactNode } from "react";
import { formatClock } from "../../lib/jobs/format.ts";
import { useLiveStatus } from "./live-provider.tsx";

/** A panel's age line: its usual note while live, and from when its data is once it has become old. */
export function FreshnessNote({ children }: { children?: ReactNode }) {
  const { phase, staleSince } = useLiveStatus();
  if (phase !== "stale" && phase !== "offline") return children;
  return (
    <span className="text-cancelling">{staleSince === null ? "may be old" : `as of ${formatClock(staleSince)}`}</span>
  );
}
