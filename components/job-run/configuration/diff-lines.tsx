import clsx from "clsx";
import { formatQuantity } from "../../../lib/jobs/format.ts";
import { type LineDiff, type ShownLine, shownLines } from "../../../lib/text/diff.ts";
import { cutVisible } from "../../../lib/text/visible-text.ts";

const MAX_LINES = 500;
const SIGNS = { same: " ", removed: "−", added: "+" } as const;
const SAID = { same: "", removed: "only before: ", added: "only after: " } as const;

/** A difference of two texts, line under line: what only the first has with a minus, what only the second has with a plus. */
export function DiffLines({ label, diff, all = false }: { label: string; diff: LineDiff; all?: boolean }) {
  const lines = shownLines(diff, all ? Number.POSITIVE_INFINITY : 3);
  return (
    <>
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
        tabIndex={0}
        aria-label={label}
        className="focus-inset relative max-h-[28rem] overflow-auto rounded-md border font-mono text-xs leading-5"
      >
        <ol>
          {lines.slice(0, MAX_LINES).map((line, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place.
            <DiffRow key={place} line={line} />
          ))}
        </ol>
      </section>
      {lines.length > MAX_LINES && (
        <p className="pt-1 text-ink-3 text-xs">The first {MAX_LINES} lines; download both to see all.</p>
      )}
      {!diff.shortest && (
        <p className="pt-1 text-ink-3 text-xs">
          They have too little in common to be compared line by line: all that differs is shown as replaced.
        </p>
      )}
    </>
  );
}

function DiffRow({ line }: { line: ShownLine }) {
  if (line.kind === "folded") {
    return (
      <li className="bg-sunken px-3 py-0.5 font-sans text-ink-3">
        {formatQuantity(line.count, "equal line")} not shown
      </li>
    );
  }
  const { text, more } = cutVisible(line.text);
  return (
    <li
      className={clsx(
        "grid grid-cols-[2.5rem_1rem_1fr] px-1 [contain-intrinsic-height:auto_1.25rem] [content-visibility:auto]",
        line.kind === "removed" && "bg-failed-tint",
        line.kind === "added" && "bg-completed-tint",
      )}
    >
      <span aria-hidden="true" className="select-none pr-2 text-right text-ink-2">
        {line.after ?? line.before}
      </span>
      <span
        aria-hidden="true"
        className={clsx(
          "select-none",
          line.kind === "removed" && "text-failed",
          line.kind === "added" && "text-completed",
        )}
      >
        {SIGNS[line.kind]}
      </span>
      <span className="sr-only">{SAID[line.kind]}</span>
      <span dir="ltr" className="min-w-0 whitespace-pre-wrap break-words [unicode-bidi:isolate]">
        {text}
        {more > 0 && "…"}
      </span>
    </li>
  );
}
