"use client";

import { ClockAlert, Unplug } from "lucide-react";
import Link from "next/link";
import { useNow } from "../live/use-now.ts";
import { ageInWords } from "./source-words.ts";
import { useSources } from "./use-sources.ts";

/** So many are named; of more it is said how many. */
const NAMED = 2;

/**
 * Says that what is shown of sources is old, and how old, while it is: of all of them, or of those that `of` names. Nothing while
 * all is well.
 */
export function SourceAgeNote({ of }: { of?: readonly string[] }) {
  const { data } = useSources();
  const now = useNow();
  if (data === undefined || now === null) return null;
  const old = data.items
    .filter(({ id }) => of === undefined || of.length === 0 || of.includes(id))
    .flatMap((source) => ageInWords(source, now) ?? []);
  if (old.length === 0) return null;
  const Icon = old.some(({ standing }) => standing === "down") ? Unplug : ClockAlert;
  const others = old.length - NAMED;
  return (
    <div
      role="status"
      className="flex items-start gap-2 rounded-md bg-cancelling-tint px-3 py-1.5 text-sm"
      data-source-age-note
    >
      <Icon aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-cancelling" />
      <p className="min-w-0 flex-1 break-words">
        {old
          .slice(0, NAMED)
          .map(({ text }) => text)
          .join(" ")}
        {others > 0 && (others === 1 ? " One other source is old too." : ` ${others} other sources are old too.`)}
      </p>
      <Link href="/sources" className="shrink-0 rounded-sm font-medium text-accent hover:underline">
        Sources
      </Link>
    </div>
  );
}
