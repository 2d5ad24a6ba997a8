import clsx from "clsx";
import Link from "next/link";
import { formatCompact, formatQuantity } from "../../lib/jobs/format.ts";
import { COUNT_PRESENTATION } from "../../lib/jobs/presentation.ts";
import { COUNT_NAMES, type JobCounts, STATES_OF_COUNT } from "../../lib/jobs/state.ts";
import { Glow } from "../ui/glow.tsx";
import { filterLink } from "./filter-link.ts";
import { StateIcon } from "./state-icon.tsx";

/** How many jobs of somebody's are in each state, each number a link to them. */
export function CountLinks({
  label,
  counts,
  of,
  className,
}: {
  label: string;
  counts: JobCounts;
  /** Whose they are, as the filter says it. */
  of: Parameters<typeof filterLink>[0];
  className?: string | undefined;
}) {
  const shown = COUNT_NAMES.filter((name) => name !== "unknown" || counts.unknown > 0);
  return (
    <ul aria-label={label} className={clsx("flex flex-wrap", className)}>
      {shown.map((name) => {
        const { word, tone, icon } = COUNT_PRESENTATION[name];
        const count = counts[name];
        return (
          <li key={name}>
            <Link
              href={filterLink({ state: STATES_OF_COUNT[name], ...of })}
              prefetch={false}
              data-tip={`${word}: ${formatQuantity(count, "job")}`}
              aria-label={`${word}: ${formatQuantity(count, "job")}`}
              className={clsx(
                "flex h-7 min-w-10 @6xl:min-w-11.5 items-center gap-1 rounded-md px-1 text-sm transition-colors hover:bg-sunken coarse:h-9",
                count === 0 ? "text-ink-3" : "text-ink",
              )}
            >
              <StateIcon
                name={icon}
                tone={count === 0 ? "unknown" : tone}
                className={clsx("size-3", count === 0 && "animate-none opacity-60")}
              />
              <Glow value={count}>{formatCompact(count)}</Glow>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
