"use client";

import clsx from "clsx";
import { formatMoment, formatQuantity, formatRoughDuration } from "../../lib/jobs/format.ts";
import type { Instant } from "../../lib/jobs/model.ts";
import { Sparkline } from "../charts/sparkline.tsx";
import { useInBrowser } from "../live/use-now.ts";

/** Failures by time, with where most of them were in words. */
export function FailureRun({
  buckets,
  from,
  bucketMs,
  className,
}: {
  buckets: readonly number[];
  from: Instant;
  bucketMs: number;
  className?: string;
}) {
  const inBrowser = useInBrowser();
  const most = Math.max(...buckets);
  const start = Date.parse(from);
  const begin = formatMoment(
    new Date(start + buckets.indexOf(most) * bucketMs).toISOString(),
    start + buckets.length * bucketMs,
  );
  const words = inBrowser
    ? `Most in ${formatRoughDuration(bucketMs)}: ${formatQuantity(most, "failure")},\nfrom ${begin} on`
    : undefined;
  return (
    <span data-tip={words} className={clsx("block text-failed-mark", className)}>
      <Sparkline values={buckets} />
      <span className="sr-only">{words}</span>
    </span>
  );
}
