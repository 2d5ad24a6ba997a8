"use client";

import { useQueries } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { LoaderCircle } from "lucide-react";
import { type ReactNode, type RefObject, useRef } from "react";
import type { TextLine } from "../../../lib/api/job-types.ts";
import type { LineWindows } from "../../../lib/api/line-windows.ts";
import { formatCount } from "../../../lib/jobs/format.ts";
import { cutVisible, visibleText } from "../../../lib/text/visible-text.ts";
import { QueryError } from "../../ui/query-error.tsx";

const LINE_HEIGHT = 20;
/** Browsers draw nothing beyond some thirty million pixels. */
export const MOST_LINES = 1_500_000;
/** So much is drawn at once; the browser's own search then finds it all. More would hold the page up. */
const DRAWN_AT_ONCE = { lines: 300, characters: 16_000 };

/** Lines of a text that is here, in a box that scrolls; of many, only those in view are drawn. */
export function TextLines({ label, lines }: { label: string; lines: readonly string[] }) {
  return isShort(lines) ? (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
      tabIndex={0}
      aria-label={label}
      className={`${BOX} max-h-[28rem] whitespace-pre-wrap break-words px-3 py-2`}
    >
      {lines.map((line, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place.
        <Line key={place} line={cutVisible(line)} />
      ))}
    </section>
  ) : (
    <LinesInHand label={label} lines={lines} />
  );
}

const BOX = "focus-inset overflow-auto rounded-md bg-sunken font-mono text-xs leading-5";

function isShort(lines: readonly string[]): boolean {
  if (lines.length > DRAWN_AT_ONCE.lines) return false;
  let characters = 0;
  for (const line of lines) characters += line.length;
  return characters <= DRAWN_AT_ONCE.characters;
}

function LinesInHand({ label, lines }: { label: string; lines: readonly string[] }) {
  const box = useLineBox(lines.length);
  return (
    <>
      <LineBox label={label} box={box} lineAt={(place) => cutVisible(lines[place] ?? "")} />
      <LineCount count={lines.length} />
    </>
  );
}

/** A text of any length, read by the lines that are in view; `children` stand beneath. */
export function WindowedLines<Window extends { lines: readonly TextLine[] }>({
  label,
  count,
  windows: { size, options },
  what,
  children,
}: {
  label: string;
  /** How many lines there are. */
  count: number;
  windows: LineWindows<Window>;
  /** What could not be read, if so. */
  what: string;
  children?: ReactNode;
}) {
  const box = useLineBox(count);
  const first = Math.floor((box.drawn[0] ?? 0) / size);
  const last = Math.floor((box.drawn.at(-1) ?? 0) / size);
  const read = useQueries({
    queries: Array.from({ length: last - first + 1 }, (_, place) => options(first + place)),
  });
  const lineAt = (line: number) => {
    const found = read[Math.floor(line / size) - first]?.data?.lines[line % size];
    return found && { text: visibleText(found.text), more: found.more };
  };
  const failed = read.find(({ error }) => error !== null);
  return (
    <>
      <LineBox label={label} box={box} lineAt={lineAt}>
        {read.some(({ isFetching, data }) => isFetching && data === undefined) && (
          <LoaderCircle aria-hidden="true" className="absolute top-2 right-4 size-4 animate-spin text-ink-3" />
        )}
      </LineBox>
      {failed?.error != null && <QueryError what={what} error={failed.error} retry={() => void failed.refetch()} />}
      {children}
    </>
  );
}

/** How many lines a text has, and whether all of them can be come to. */
export function LineCount({ count, children }: { count: number; children?: ReactNode }) {
  return (
    <p className="flex items-center gap-1 pt-1 text-ink-3 text-xs">
      {formatCount(count)} lines
      {count > MOST_LINES && `, of which ${formatCount(MOST_LINES)} are shown; download them to see all`}
      {children}
    </p>
  );
}

interface Box {
  ref: RefObject<HTMLElement | null>;
  height: number;
  /** Where the first drawn line stands, in pixels. */
  start: number;
  drawn: readonly number[];
}

function useLineBox(count: number): Box {
  const ref = useRef<HTMLElement>(null);
  const virtual = useVirtualizer({
    count: Math.min(count, MOST_LINES),
    getScrollElement: () => ref.current,
    estimateSize: () => LINE_HEIGHT,
    overscan: 20,
  });
  const items = virtual.getVirtualItems();
  const drawn = items.map(({ index }) => index);
  return { ref, height: virtual.getTotalSize() + 16, start: items[0]?.start ?? 0, drawn };
}

function LineBox({
  label,
  box: { ref, height, start, drawn },
  lineAt,
  children,
}: {
  label: string;
  box: Box;
  /** As it is safe to show; undefined while it is not here. */
  lineAt: (line: number) => TextLine | undefined;
  children?: ReactNode;
}) {
  const tall = height > BOX_HEIGHT;
  return (
    <div className="relative">
      <section
        ref={ref}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
        tabIndex={0}
        aria-label={label}
        className={`${BOX} ${tall ? "h-[28rem]" : ""}`}
      >
        <div style={{ height }} className="relative w-max min-w-full">
          <div style={{ transform: `translateY(${start + 8}px)` }} className="whitespace-pre px-3">
            {drawn.map((line) => (
              <Line key={line} line={lineAt(line)} />
            ))}
          </div>
        </div>
      </section>
      {children}
    </div>
  );
}

const BOX_HEIGHT = 448;

function Line({ line }: { line: TextLine | undefined }) {
  return (
    <div dir="ltr" className="min-h-5 [unicode-bidi:isolate]">
      {line?.text}
      {line !== undefined && line.more > 0 && (
        <span className="text-ink-3"> … {formatCount(line.more)} more characters</span>
      )}
    </div>
  );
}
