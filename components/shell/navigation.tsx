"use client";

import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { queries } from "../../lib/api/queries.ts";
import { formatCompact } from "../../lib/jobs/format.ts";
import { COUNT_PRESENTATION } from "../../lib/jobs/presentation.ts";
import { COUNT_NAMES } from "../../lib/jobs/state.ts";
import { countLink } from "../jobs/filter-link.ts";
import { StateIcon } from "../jobs/state-icon.tsx";
import { belongsTo, DESTINATIONS } from "./destinations.ts";

/** Navigation at the left: a rail of icons, with words and counts where there is room. */
export function SideNav() {
  const path = usePathname();
  return (
    <nav
      aria-label="Main"
      className="sticky top-12 hidden h-[calc(100dvh-3rem)] w-16 shrink-0 flex-col gap-5 overflow-y-auto border-r bg-surface px-2 py-3 md:flex wide:w-52 wide:px-3"
    >
      <ul className="flex flex-col gap-0.5">
        {DESTINATIONS.map(({ href, label, icon: Icon, also = [], Mark }) => {
          const here = belongsTo(path, { href, also });
          return (
            <li key={href}>
              <Link
                href={href}
                aria-current={here ? "page" : undefined}
                className={clsx(
                  "relative flex flex-col items-center gap-0.5 rounded-md py-1.5 font-medium text-[0.6875rem] transition-colors wide:h-8 wide:flex-row wide:gap-2.5 wide:px-2 wide:py-0 wide:text-sm",
                  here ? "bg-sunken text-ink" : "text-ink-2 hover:bg-hover hover:text-ink",
                )}
              >
                <Icon aria-hidden="true" className="size-4 shrink-0" strokeWidth={here ? 2.25 : 1.9} />
                {label}
                {Mark && <Mark />}
              </Link>
            </li>
          );
        })}
      </ul>
      <CountLinks />
    </nav>
  );
}

/** The counts, in sight on every page. */
function CountLinks() {
  const { data: summary } = useQuery(queries.summary());
  const shown = COUNT_NAMES.filter((name) => name !== "unknown" || (summary?.counts.unknown ?? 0) > 0);
  return (
    <div className="hidden wide:block">
      <h2 id="nav-states" className="px-2 pb-1 font-medium text-ink-3 text-xs">
        Jobs by state
      </h2>
      <ul aria-labelledby="nav-states" className="flex flex-col gap-0.5">
        {shown.map((name) => {
          const { word, tone, icon } = COUNT_PRESENTATION[name];
          return (
            <li key={name}>
              <Link
                href={countLink(name)}
                className="flex h-7 items-center gap-2.5 rounded-md px-2 text-ink-2 text-sm transition-colors hover:bg-hover hover:text-ink"
              >
                <StateIcon name={icon} tone={tone} className="mx-px animate-none" />
                <span className="flex-1">{word}</span>
                <span className="text-ink-3 text-xs">
                  {summary === undefined ? "" : formatCompact(summary.counts[name])}
                </span>
              </Link>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

/** Navigation at the foot of a phone's screen. */
export function BottomNav() {
  const path = usePathname();
  return (
    <nav
      aria-label="Main"
      className="fixed inset-x-0 bottom-0 z-30 border-t bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      <ul className="flex">
        {DESTINATIONS.map(({ href, label, icon: Icon, also = [], Mark }) => {
          const here = belongsTo(path, { href, also });
          return (
            <li key={href} className="flex-1">
              <Link
                href={href}
                aria-current={here ? "page" : undefined}
                className={clsx(
                  "relative focus-inset flex h-14 flex-col items-center justify-center gap-0.5 font-medium text-xs",
                  here ? "text-ink" : "text-ink-3",
                )}
              >
                <Icon aria-hidden="true" className="size-5" strokeWidth={here ? 2.25 : 1.9} />
                {label}
                {Mark && <Mark />}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
