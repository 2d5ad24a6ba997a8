"use client";

import { useVirtualizer } from "@tanstack/react-virtual";
import clsx from "clsx";
import { ArrowDown } from "lucide-react";
import { memo, useEffect, useLayoutEffect, useRef, useState } from "react";
import { formatClock, formatExact } from "../../../lib/jobs/format.ts";
import type { LogLevel, LogLine } from "../../../lib/jobs/model.ts";
import { LEVEL_PRESENTATION } from "../../../lib/jobs/presentation.ts";
import { Button } from "../../ui/button.tsx";
import { INK } from "../../ui/tones.ts";

const LINE_HEIGHT = 20;
const AT_END_PX = 24;
const OLDER_WITHIN_PX = 600;

/** Only the lines in view are in the page. Older lines put before them do not move what is being read. */
export function LogView({
  lines,
  wrap,
  loadOlder,
  loadingOlder,
}: {
  lines: LogLine[];
  wrap: boolean;
  loadOlder: (() => void) | null;
  loadingOlder: boolean;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const [following, setFollowing] = useState(true);
  const firstSeq = lines[0]?.seq ?? 0;
  const before = useRef({ firstSeq, count: lines.length });

  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_HEIGHT,
    getItemKey: (index) => lines[index]?.seq ?? index,
    initialOffset: lines.length * LINE_HEIGHT,
    overscan: 20,
  });

  useLayoutEffect(() => {
    const element = scroller.current;
    const added = lines.length - before.current.count;
    const prepended = firstSeq < before.current.firstSeq;
    before.current = { firstSeq, count: lines.length };
    if (element === null) return;
    if (prepended) element.scrollTop += added * LINE_HEIGHT;
    else if (following) element.scrollTop = element.scrollHeight;
  }, [lines, firstSeq, following]);

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const onScroll = () => {
      setFollowing(element.scrollHeight - element.scrollTop - element.clientHeight < AT_END_PX);
      if (element.scrollTop < OLDER_WITHIN_PX) loadOlder?.();
    };
    element.addEventListener("scroll", onScroll, { passive: true });
    return () => element.removeEventListener("scroll", onScroll);
  }, [loadOlder]);

  return (
    <div className="relative">
      <div
        ref={scroller}
        role="log"
        aria-label="Log"
        aria-live="off"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
        tabIndex={0}
        className="focus-inset h-[min(36rem,65vh)] overflow-auto overscroll-contain py-2 font-mono text-xs"
      >
        <div className={clsx("relative", !wrap && "w-max min-w-full")} style={{ height: virtualizer.getTotalSize() }}>
          <div
            className={clsx(wrap ? "absolute inset-x-0 top-0" : "absolute top-0 left-0 min-w-full")}
            style={{ transform: `translateY(${virtualizer.getVirtualItems()[0]?.start ?? 0}px)` }}
          >
            {virtualizer.getVirtualItems().map((item) => {
              const line = lines[item.index];
              return (
                line && (
                  <div key={item.key} ref={wrap ? virtualizer.measureElement : undefined} data-index={item.index}>
                    <Line line={line} wrap={wrap} />
                  </div>
                )
              );
            })}
          </div>
        </div>
      </div>
      {loadingOlder && (
        <p className="pointer-events-none absolute top-2 left-1/2 -translate-x-1/2 rounded-full bg-inverse px-3 py-1 text-on-inverse text-xs">
          Loading older lines…
        </p>
      )}
      {!following && (
        <Button
          size="sm"
          className="absolute right-5 bottom-4 rounded-full"
          onClick={() => {
            const element = scroller.current;
            if (element !== null) element.scrollTop = element.scrollHeight;
          }}
        >
          <ArrowDown aria-hidden="true" className="size-3.5" />
          Follow the end
        </Button>
      )}
    </div>
  );
}

const GROUND: Record<LogLevel, string> = {
  debug: "",
  info: "",
  warning: "bg-cancelling-tint",
  error: "bg-failed-tint",
};

const Line = memo(function Line({ line, wrap }: { line: LogLine; wrap: boolean }) {
  const { short, word, tone } = LEVEL_PRESENTATION[line.level];
  return (
    <div className={clsx("flex min-h-5 gap-3 px-4 leading-5 hover:bg-hover", GROUND[line.level])}>
      <span className="hidden w-11 shrink-0 select-none text-right text-ink-3 sm:block">{line.seq}</span>
      <time dateTime={line.at} data-tip={formatExact(line.at)} className="shrink-0 text-ink-3">
        {formatClock(line.at)}
      </time>
      <span className={clsx("shrink-0 font-medium", INK[tone])}>
        <span aria-hidden="true">{short}</span>
        <span className="sr-only">{word}</span>
      </span>
      <span
        className={clsx(
          wrap ? "min-w-0 flex-1 whitespace-pre-wrap break-words" : "whitespace-pre",
          line.level === "debug" && "text-ink-3",
        )}
      >
        {line.message}
      </span>
      {line.task !== null && <span className="ml-auto shrink-0 pl-4 text-ink-3">task {line.task}</span>}
    </div>
  );
});
