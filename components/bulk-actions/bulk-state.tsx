"use client";

import clsx from "clsx";
import type { BulkAction } from "../../lib/jobs/bulk.ts";
import { formatPercent } from "../../lib/jobs/format.ts";
import { StateIcon } from "../jobs/state-icon.tsx";
import { Glow } from "../ui/glow.tsx";
import { INK, MARK, TINT } from "../ui/tones.ts";
import { isOver, presentationOf, progressInWords, sharesOf, titleOf } from "./action-words.ts";

/** How an action stands: icon and word; `plain` without a ground. */
export function BulkState({ action, plain = false }: { action: BulkAction; plain?: boolean }) {
  const { word, meaning, tone, icon } = presentationOf(action);
  return (
    <span
      data-tip={meaning}
      className={clsx(
        "inline-flex items-center gap-1.5 whitespace-nowrap text-sm",
        INK[tone],
        !plain && [TINT[tone], "h-6 rounded-full px-2 font-medium"],
      )}
    >
      <StateIcon name={icon} tone={null} />
      {word}
    </span>
  );
}

/** What was done, what failed and what was passed over, as shares of one bar. */
export function BulkProgress({ action, className }: { action: BulkAction; className?: string }) {
  const { done, failed, skipped, all } = sharesOf(action);
  return (
    <div
      role="progressbar"
      aria-label={`Progress of “${titleOf(action)}”`}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.floor(all)}
      aria-valuetext={`${formatPercent(all)}: ${progressInWords(action)}`}
      className={clsx("flex h-1.5 overflow-hidden rounded-full bg-sunken ring-1 ring-line ring-inset", className)}
    >
      <Share percent={failed} className={MARK.failed} />
      <Share percent={done} className={isOver(action) ? MARK.completed : MARK.executing} />
      <Share percent={skipped} className="hatch text-ink-3" />
    </div>
  );
}

function Share({ percent, className }: { percent: number; className: string }) {
  if (percent === 0) return null;
  return (
    <div
      className={clsx("h-full transition-[width] duration-150 ease-out", className)}
      style={{ width: `${percent}%` }}
    />
  );
}

/** The progress in words; it glows when it changes. */
export function BulkProgressWords({ action, className }: { action: BulkAction; className?: string }) {
  const words = progressInWords(action);
  return (
    <Glow value={words} {...(className === undefined ? {} : { className })}>
      {words}
    </Glow>
  );
}
