"use client";

import clsx from "clsx";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { isAt } from "../shell/destinations.ts";

const SECTIONS = [
  { href: "/jobs", label: "Jobs" },
  { href: "/failures", label: "Failures" },
  { href: "/bulk-actions", label: "Bulk actions" },
] as const;

/** The pages about jobs, beside the heading of each of them. `badge` stands at bulk actions: what of them is running. */
export function SectionNav({ badge }: { badge?: ReactNode }) {
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
                  "flex h-7 items-center gap-1.5 whitespace-nowrap rounded-md px-2 text-sm transition-colors duration-100 coarse:h-9",
                  here ? "bg-sunken font-medium text-ink" : "text-ink-2 hover:bg-hover hover:text-ink",
                )}
              >
                {label}
                {href === "/bulk-actions" && badge}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
