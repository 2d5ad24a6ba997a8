"use client";

import type { ReactNode } from "react";
import { formatClock } from "../../lib/jobs/format.ts";
import { useOldSince } from "./live-provider.tsx";

/** A panel's age line: its usual note while live, and from when its data is once it has become old. */
export function FreshnessNote({ children }: { children?: ReactNode }) {
  const old = useOldSince();
  if (old === null) return children;
  return (
    <span className="text-cancelling">{old.since === null ? "may be old" : `as of ${formatClock(old.since)}`}</span>
  );
}
