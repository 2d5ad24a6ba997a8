"use client";

import { useMemo } from "react";
import { prettyBeginning } from "../../../lib/json/pretty-json.ts";
import { diffLines, isSame } from "../../../lib/text/diff.ts";
import { DiffLines } from "../configuration/diff-lines.tsx";

/** How two JSON texts differ, line by line; in one line where they do not, or cannot be compared. */
export function TextDifference({
  name,
  one,
  other,
  cut,
  same,
  showEqual,
}: {
  name: string;
  one: string | null;
  other: string | null;
  /** Not null when only the beginning of one of them is here. */
  cut: number | null;
  /** Whether the whole texts are equal, secrets too; null where one is missing. */
  same: boolean | null;
  showEqual: boolean;
}) {
  const diff = useMemo(
    () =>
      one === null || other === null || same === true ? null : diffLines(prettyBeginning(other), prettyBeginning(one)),
    [one, other, same],
  );
  return (
    <section aria-label={`${name}, compared`} className="border-t px-4 py-3">
      <h3 className="flex min-h-7 items-center font-medium text-sm">{name}</h3>
      {diff === null ? (
        <p className="text-ink-3 text-sm">{inWords(one, other)}</p>
      ) : isSame(diff) ? (
        <p className="text-ink-2 text-sm">
          {cut === null
            ? "They differ only in secrets, which are not shown, or in how they are written."
            : "Their first 64 kB are equal; they differ after that, or in secrets. Download both to compare them whole."}
        </p>
      ) : (
        <>
          <p className="pb-1 text-ink-3 text-xs">
            <span className="text-failed">−</span> only in the other, <span className="text-completed">+</span> only in
            this run{cut !== null && "; compared by their first 64 kB"}
          </p>
          <DiffLines label={`${name}: difference`} diff={diff} all={showEqual} />
        </>
      )}
    </section>
  );
}

function inWords(one: string | null, other: string | null): string {
  if (one === null && other === null) return "Neither has any.";
  if (one === null) return "Only the other has any.";
  if (other === null) return "Only this run has any.";
  return "They are equal.";
}
