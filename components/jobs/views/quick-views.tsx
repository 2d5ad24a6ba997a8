"use client";

import Link from "next/link";
import { SYSTEM_VIEWS } from "../../../lib/jobs/system-views.ts";
import { viewLink } from "./view-model.ts";

/** The lists that everybody has, one click away while nothing is filtered. */
export function QuickViews() {
  return (
    <nav aria-label="Views" className="-ml-2 min-w-0">
      <ul className="flex overflow-x-auto [scrollbar-width:none]">
        {SYSTEM_VIEWS.map((view) => (
          <li key={view.id}>
            <Link
              href={viewLink(view)}
              prefetch={false}
              data-tip={view.hint}
              className="focus-inset flex h-7 items-center whitespace-nowrap rounded-md px-2 text-ink-3 text-sm transition-colors duration-100 hover:bg-hover hover:text-ink coarse:h-9"
            >
              {view.name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
