import { CirclePause } from "lucide-react";

/** Says of an agent that it cannot be started now. */
export function PausedMark() {
  return (
    <span
      data-tip="Nobody and no schedule can start it until it is resumed"
      className="inline-flex h-5 shrink-0 items-center gap-1 rounded-sm bg-cancelling-tint px-1.5 font-medium text-cancelling text-xs"
    >
      <CirclePause aria-hidden="true" className="size-3" />
      Paused
    </span>
  );
}
