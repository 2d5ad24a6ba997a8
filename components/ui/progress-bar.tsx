import clsx from "clsx";
import { clampPercent } from "../../lib/jobs/format.ts";
import type { Tone } from "../../lib/jobs/presentation.ts";
import { MARK } from "./tones.ts";

/** A bar for a share that is known; an unknown share is a hatched track, never an empty one. */
export function ProgressBar({
  percent,
  tone,
  label,
  className,
}: {
  percent: number | null;
  tone: Tone;
  label: string;
  className?: string;
}) {
  const known = percent === null ? null : clampPercent(percent);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      {...(known === null ? {} : { "aria-valuenow": Math.floor(known) })}
      className={clsx(
        "h-1.5 overflow-hidden rounded-full bg-sunken ring-1 ring-line ring-inset",
        known === null && "hatch text-ink-3",
        className,
      )}
    >
      {known !== null && (
        <div
          // No transition: each frame of one would lay out the row anew, on a list of bars that move all the time.
          className={clsx("h-full rounded-full", MARK[tone])}
          style={{ width: `${known}%` }}
        />
      )}
    </div>
  );
}
