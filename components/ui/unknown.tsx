import clsx from "clsx";
import { DASH } from "../../lib/jobs/format.ts";

/** A figure that is not known: a dash, with the reason as its tip and for screen readers. */
export function Unknown({ reason, className }: { reason: string; className?: string }) {
  return (
    <span data-tip={reason} className={clsx("cursor-default text-ink-3", className)}>
      <span aria-hidden="true">{DASH}</span>
      <span className="sr-only">{reason}</span>
    </span>
  );
}
