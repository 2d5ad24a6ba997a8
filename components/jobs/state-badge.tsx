import clsx from "clsx";
import { STATE_PRESENTATION } from "../../lib/jobs/presentation.ts";
import type { JobState } from "../../lib/jobs/state.ts";
import { INK, TINT } from "../ui/tones.ts";
import { StateIcon } from "./state-icon.tsx";

/** A state as icon, word and colour. Its tip explains the state and gives the source's own word for it. */
export function StateBadge({
  state,
  rawStatus,
  plain = false,
  className,
}: {
  state: JobState;
  rawStatus?: string | null;
  /** Without the ground, and standing still: for places that hold many of them. */
  plain?: boolean;
  className?: string;
}) {
  const { word, meaning, tone, icon } = STATE_PRESENTATION[state];
  const raw = rawStatus && rawStatus.toLowerCase() !== state.toLowerCase() ? `\nThe source says: ${rawStatus}` : "";
  return (
    <span
      data-tip={`${meaning}${raw}`}
      className={clsx(
        "inline-flex items-center gap-1.5 whitespace-nowrap font-medium",
        INK[tone],
        plain ? "text-sm" : ["h-6 rounded-sm px-2 text-sm", TINT[tone]],
        className,
      )}
    >
      <StateIcon name={icon} tone={tone} className={clsx(plain && "animate-none")} />
      {word}
    </span>
  );
}
