"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef } from "react";
import { formatCount } from "../../../lib/jobs/format.ts";
import { cutVisible } from "../../../lib/text/visible-text.ts";

const LINE_HEIGHT = 20;
/** Browsers draw nothing beyond some thirty million pixels. */
const MAX_LINES = 1_000_000;
/** So many lines are drawn at once; the browser's own search then finds them all. */
const DRAWN_AT_ONCE = 300;

/** Lines of a text in a box that scrolls; of many, only those in view are drawn. */
export function TextLines({ label, lines }: { label: string; lines: readonly string[] }) {
  return lines.length <= DRAWN_AT_ONCE ? (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
      tabIndex={0}
      aria-label={label}
      className={`${BOX} whitespace-pre-wrap break-words px-3 py-2`}
    >
      {lines.map((line, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place.
        <Line key={place} text={line} />
      ))}
    </section>
  ) : (
    <LongText label={label} lines={lines} />
  );
}

const BOX = "focus-inset max-h-[28rem] overflow-auto rounded-md bg-sunken font-mono text-xs leading-5";

function LongText({ label, lines }: { label: string; lines: readonly string[] }) {
  const box = useRef<HTMLElement>(null);
  const count = Math.min(lines.length, MAX_LINES);
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => box.current,
    estimateSize: () => LINE_HEIGHT,
    overscan: 20,
  });
  const drawn = virtual.getVirtualItems();
  return (
    <>
      <section
        ref={box}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
        tabIndex={0}
        aria-label={label}
        className={`${BOX} h-[28rem]`}
      >
        <div style={{ height: virtual.getTotalSize() + 16 }} className="relative w-max min-w-full">
          <div style={{ transform: `translateY(${(drawn[0]?.start ?? 0) + 8}px)` }} className="whitespace-pre px-3">
            {drawn.map(({ index }) => (
              <Line key={index} text={lines[index] ?? ""} />
            ))}
          </div>
        </div>
      </section>
      <p className="pt-1 text-ink-3 text-xs">
        {formatCount(lines.length)} lines
        {count < lines.length && `, of which ${formatCount(count)} are shown; download them to see all`}
      </p>
    </>
  );
}

function Line({ text }: { text: string }) {
  const shown = cutVisible(text);
  return (
    <div dir="ltr" className="min-h-5 [unicode-bidi:isolate]">
      {shown.text}
      {shown.more > 0 && <span className="text-ink-3"> … {formatCount(shown.more)} more characters</span>}
    </div>
  );
}
