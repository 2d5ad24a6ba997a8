"use client";

import clsx from "clsx";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { RunningBadge } from "../bulk-actions/running-badge.tsx";
import { isAt } from "../shell/destinations.ts";

const SECTIONS = [
  { href: "/jobs", label: "Jobs" },
  { href: "/failures", label: "Failures" },
  { href: "/bulk-actions", label: "Bulk actions" },
] as const;

/**
 * The pages about jobs, and which of them this is. It stands at the head of each, where others have their heading: theirs
 * is for screen readers.
 */
export function SectionNav() {
  const path = usePathname();
  return (
    <nav aria-label="Job pages" className="min-w-0">
      <ul className="flex items-center gap-0.5">
        {SECTIONS.map(({ href, label }) => {
          const here = isAt(path, href);
          return (
            <li key={href}>
              <Link
                href={href}
                aria-current={here ? "page" : undefined}
                className={clsx(
                  "flex h-8 items-center gap-1.5 whitespace-nowrap rounded-md px-2.5 font-medium text-base transition-colors duration-100 coarse:h-9",
                  here ? "bg-sunken text-ink" : "text-ink-3 hover:bg-hover hover:text-ink",
                )}
              >
                {label}
                {href === "/bulk-actions" && <RunningBadge />}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
