import clsx from "clsx";
import { INK, TINT } from "../ui/tones.ts";
import { type SourceStanding, STANDINGS } from "./source-words.ts";

/** How a source is: shape, word and hue. */
export function StandingBadge({ standing }: { standing: SourceStanding }) {
  const { word, meaning, tone, icon: Icon } = STANDINGS[standing];
  return (
    <span
      data-tip={meaning}
      className={clsx(
        "inline-flex h-5.5 shrink-0 items-center gap-1 whitespace-nowrap rounded-sm px-1.5 font-medium text-xs",
        INK[tone],
        TINT[tone],
      )}
    >
      <Icon aria-hidden="true" className="size-3.5 shrink-0" strokeWidth={2.25} />
      {word}
    </span>
  );
}
