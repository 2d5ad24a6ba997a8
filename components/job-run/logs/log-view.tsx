"use client";

import clsx from "clsx";
import { ArrowDown } from "lucide-react";
import {
  type KeyboardEvent,
  type Ref,
  useEffect,
  useImperativeHandle,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import { formatQuantity } from "../../../lib/jobs/format.ts";
import type { LogQuery } from "../../../lib/jobs/log-search.ts";
import type { Instant } from "../../../lib/jobs/model.ts";
import type { SeqSet } from "../../../lib/jobs/seq-set.ts";
import { Button } from "../../ui/button.tsx";
import { RefreshError } from "../../ui/query-error.tsx";
import type { LineStore } from "./line-store.ts";
import type { LineRange } from "./log-address.ts";
import { type LineActions, LogLineRow } from "./log-line.tsx";
import type { LogSettings } from "./log-settings.ts";
import { useRows } from "./use-rows.ts";

/** What the search beside the log does with it. */
export interface LogViewHandle {
  showLine: (seq: number) => void;
  /** The first line that is seen. */
  firstSeq: () => number;
  focus: () => void;
}

/** The lines of `seqs`: only those in view are in the page, and only those looked at lately are in memory. */
export function LogView({
  ref,
  seqs,
  store,
  settings,
  began,
  live,
  query,
  marks,
  current,
  marked,
  unfolded,
  actions,
  begin,
  onMove,
  onCopy,
}: {
  ref: Ref<LogViewHandle>;
  seqs: SeqSet;
  store: LineStore;
  settings: LogSettings;
  began: Instant | null;
  /** More lines are to be expected. */
  live: boolean;
  query: LogQuery | null;
  marks: ReadonlyMap<number, readonly number[]>;
  /** The line that the search stands at. */
  current: number | null;
  marked: LineRange | null;
  unfolded: ReadonlySet<number>;
  actions: LineActions;
  /** The line to begin at; null for the end. */
  begin: number | null;
  /** A key moves the mark by so many lines, or lets it grow. */
  onMove: (by: 1 | -1, extend: boolean) => void;
  onCopy: () => void;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  useSyncExternalStore(store.subscribe, store.version, store.version);
  const rows = useRows(scroller, body, seqs.size, begin === null ? null : seqs.placeOf(begin));
  const { first, end } = rows;
  useEffect(() => store.want(seqs, first, end), [store, seqs, first, end]);

  // A link to a line shows it, and the log stands far down the page.
  const [asked] = useState(begin !== null);
  useEffect(() => {
    if (asked) scroller.current?.scrollIntoView({ block: "nearest" });
  }, [asked]);

  useImperativeHandle(ref, () => ({
    showLine: (seq) => {
      rows.show(seqs.placeOf(seq));
      scroller.current?.scrollIntoView({ block: "nearest" });
    },
    firstSeq: () => seqs.at(rows.firstSeen()) ?? 1,
    focus: () => scroller.current?.focus({ preventScroll: true }),
  }));

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.target !== scroller.current) return;
    const plain = !event.ctrlKey && !event.metaKey;
    if (plain && event.key.toLowerCase() === "j") onMove(1, event.shiftKey);
    else if (plain && event.key.toLowerCase() === "k") onMove(-1, event.shiftKey);
    else if (!plain && event.key === "c" && marked !== null && window.getSelection()?.isCollapsed !== false) onCopy();
    else return;
    event.preventDefault();
  };

  const drawn = [];
  for (let row = first; row < end; row++) {
    const seq = seqs.at(row);
    if (seq === undefined) break;
    const line = store.get(seq);
    const before = seqs.at(row - 1);
    drawn.push(
      <div key={seq} data-row={row} data-seq={seq}>
        {line === undefined ? (
          <div className="flex h-5 items-center px-4">
            <span className="h-2 rounded-full bg-sunken" style={{ width: `${20 + ((seq * 37) % 50)}%` }} />
          </div>
        ) : (
          <LogLineRow
            line={line}
            before={(before === undefined ? undefined : store.get(before))?.at ?? null}
            began={began}
            time={settings.time}
            wrap={settings.wrap}
            query={query}
            marks={marks.get(seq)}
            current={seq === current}
            marked={marked !== null && seq >= marked.from && seq <= marked.to}
            unfolded={unfolded.has(seq)}
            actions={actions}
          />
        )}
      </div>,
    );
  }

  return (
    <div className="relative">
      {store.error !== null && (
        <RefreshError what="some lines of the log" error={store.error} retry={() => store.retry()} />
      )}
      <div
        ref={scroller}
        role="log"
        aria-label="Log"
        aria-live="off"
        aria-keyshortcuts="j k"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
        tabIndex={0}
        onKeyDown={onKeyDown}
        className="focus-inset h-[min(40rem,70vh)] overflow-auto overscroll-contain font-mono text-xs [overflow-anchor:none]"
      >
        <div className="relative" style={{ height: rows.height }}>
          <div
            ref={body}
            className={clsx("absolute top-0 left-0 min-w-full", settings.wrap && "w-full")}
            style={{ transform: `translateY(${rows.top}px)` }}
          >
            {drawn}
          </div>
        </div>
      </div>
      {!rows.following && (
        <Button
          size="sm"
          look={rows.added > 0 ? "primary" : "secondary"}
          className="absolute right-5 bottom-4 rounded-full shadow-overlay"
          onClick={() => {
            rows.follow();
            scroller.current?.focus({ preventScroll: true });
          }}
        >
          <ArrowDown aria-hidden="true" className="size-3.5" />
          {rows.added > 0 ? formatQuantity(rows.added, "new line") : live ? "Follow the end" : "To the end"}
        </Button>
      )}
    </div>
  );
}
