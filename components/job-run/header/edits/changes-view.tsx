"use client";

import clsx from "clsx";
import { formatQuantity } from "../../../../lib/jobs/format.ts";
import { prettyJson } from "../../../../lib/json/pretty-json.ts";
import { diffLines, isSame, type LineDiff, shownLines } from "../../../../lib/text/diff.ts";
import type { EditedPart, Texts } from "./edit-problems.ts";

const MOST_LINES = 2000;
const NAMES: Record<EditedPart, string> = { config: "Configuration", params: "Parameters" };

/** What was changed, line by line, however it was laid out. */
function editDiff(before: string, after: string): LineDiff {
  return diffLines(prettyJson(before), prettyJson(after));
}

export function hasChanged(before: string, after: string): boolean {
  return before !== after && !isSame(editDiff(before, after));
}

/** How many lines come and go, for a tab's label. */
export function changedLines(before: string, after: string): number {
  return editDiff(before, after).parts.reduce((sum, { kind, lines }) => sum + (kind === "same" ? 0 : lines.length), 0);
}

/** The difference to what the job was made with, before it is sent. */
export function ChangesView({ before, after }: { before: Texts; after: Texts }) {
  const parts = (["config", "params"] as const).filter((part) => hasChanged(before[part], after[part]));
  if (parts.length === 0) {
    return <p className="py-8 text-center text-ink-2 text-sm">Nothing is changed yet.</p>;
  }
  return (
    <div className="flex flex-col gap-4">
      {parts.map((part) => (
        <PartChanges key={part} name={NAMES[part]} diff={editDiff(before[part], after[part])} />
      ))}
    </div>
  );
}

const LOOKS = {
  same: ["", " ", null],
  removed: ["bg-failed-tint text-failed", "−", "Removed: "],
  added: ["bg-completed-tint text-completed", "+", "Added: "],
} as const;

function PartChanges({ name, diff }: { name: string; diff: LineDiff }) {
  const lines = shownLines(diff);
  const left = lines.length - MOST_LINES;
  return (
    <section aria-label={`Changes of ${name.toLowerCase()}`}>
      <h3 className="mb-1 font-medium text-sm">{name}</h3>
      <div
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
        tabIndex={0}
        className="max-h-[46dvh] overflow-auto rounded-md border font-mono text-xs leading-5"
      >
        <div className="w-max min-w-full py-1">
          {lines.slice(0, MOST_LINES).map((line, place) =>
            line.kind === "folded" ? (
              <p
                // biome-ignore lint/suspicious/noArrayIndexKey: a line has no other name than its place.
                key={place}
                className="my-1 border-y bg-sunken px-3 text-ink-3"
              >
                {formatQuantity(line.count, "unchanged line")}
              </p>
            ) : (
              <p
                // biome-ignore lint/suspicious/noArrayIndexKey: a line has no other name than its place.
                key={place}
                className={clsx("flex whitespace-pre", LOOKS[line.kind][0])}
              >
                <span aria-hidden="true" className="w-9 shrink-0 select-none pr-2 text-right text-ink-3">
                  {line.before}
                </span>
                <span aria-hidden="true" className="w-9 shrink-0 select-none pr-2 text-right text-ink-3">
                  {line.after}
                </span>
                <span aria-hidden="true" className="w-4 shrink-0 select-none">
                  {LOOKS[line.kind][1]}
                </span>
                <span className="sr-only">{LOOKS[line.kind][2]}</span>
                <bdi className="pr-3">{line.text}</bdi>
              </p>
            ),
          )}
        </div>
      </div>
      {left > 0 && <p className="pt-1 text-ink-3 text-xs">{formatQuantity(left, "more line")} not shown.</p>}
      {!diff.shortest && (
        <p className="pt-1 text-ink-3 text-xs">So much is changed that the shortest difference was not looked for.</p>
      )}
    </section>
  );
}
