"use client";

import { ChevronLeft } from "lucide-react";
import Link from "next/link";
import { useSyncExternalStore } from "react";
import { comeBack, whereListWas } from "./list-visits.ts";

const never = () => () => undefined;
const nowhere = () => null;

/** From a job back to the list that it was opened from, as that stood. */
export function BackToList() {
  const link = useSyncExternalStore(never, whereListWas, nowhere);
  return (
    <Link
      href={link ?? "/jobs"}
      // The list scrolls itself to where it stood.
      scroll={link === null}
      onClick={() => link !== null && comeBack()}
      className="-ml-1 flex w-fit items-center gap-0.5 rounded-sm py-0.5 pr-1 text-ink-3 text-sm hover:text-ink"
    >
      <ChevronLeft aria-hidden="true" className="size-4" />
      Jobs
    </Link>
  );
}
