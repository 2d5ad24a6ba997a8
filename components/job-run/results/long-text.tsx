"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import { useLayoutEffect, useRef, useState } from "react";
import { visibleLine } from "../../../lib/text/visible-text.ts";

const LINE = 18;
const LETTER = 7.3;
/** Browsers draw nothing beyond some 33 million pixels. */
const MOST_LINES = 1_500_000;

/** A text of any length in lines of equal length, of which only those in view are made. */
export function LongText({ text, label }: { text: string; label: string }) {
  const scroller = useRef<HTMLDivElement>(null);
  const [fits, setFits] = useState(80);
  const letters = Math.max(fits, Math.ceil(text.length / MOST_LINES));
  const virtualizer = useVirtualizer({
    count: Math.ceil(text.length / letters),
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE,
    overscan: 20,
  });

  useLayoutEffect(() => {
    const width = scroller.current?.clientWidth ?? 0;
    if (width > 0) setFits(Math.max(20, Math.floor((width - 24) / LETTER)));
  }, []);

  return (
    <section
      ref={scroller}
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
      tabIndex={0}
      className="focus-inset h-72 overflow-auto rounded-md bg-sunken px-3 py-2 font-mono text-xs"
    >
      <div className="relative" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((item) => (
          <div
            key={item.key}
            className="absolute inset-x-0 top-0 whitespace-pre leading-[18px]"
            style={{ transform: `translateY(${item.start}px)` }}
          >
            <bdi>{visibleLine(text.slice(item.index * letters, (item.index + 1) * letters))}</bdi>
          </div>
        ))}
      </div>
    </section>
  );
}
