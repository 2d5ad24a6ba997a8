"use client";

import { useQuery } from "@tanstack/react-query";
import { ScrollText } from "lucide-react";
import dynamic from "next/dynamic";
import { useMemo, useRef, useState } from "react";
import { jobQueries } from "../../../lib/api/job-queries.ts";
import { formatCount, formatQuantity } from "../../../lib/jobs/format.ts";
import { SeqSet } from "../../../lib/jobs/seq-set.ts";
import { hasEnded } from "../../../lib/jobs/state.ts";
import { FreshnessNote } from "../../live/freshness-note.tsx";
import { Button } from "../../ui/button.tsx";
import { copyText } from "../../ui/copy-text.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { QueryError } from "../../ui/query-error.tsx";
import { LoadingLabel, Skeleton } from "../../ui/skeleton.tsx";
import { showToast, toastDone, toastFailed } from "../../ui/toast.ts";
import { Toolbar } from "../toolbar.tsx";
import { copyLines, MOST_COPIED } from "./copy-lines.ts";
import { setLogAddress, toSearchParams, useLogAddress } from "./log-address.ts";
import { LogSearch } from "./log-search.tsx";
import { useLogSettings } from "./log-settings.ts";
import { DownloadChoice, LevelChoice, LookChoice, TaskChoice } from "./log-toolbar.tsx";
import { LogView, type LogViewHandle } from "./log-view.tsx";
import { MarkedBar } from "./marked-bar.tsx";
import { useLogLines } from "./use-log-lines.ts";
import { useLogMatches } from "./use-log-matches.ts";
import { useMarkedLines } from "./use-marked-lines.ts";

const LineDialog = dynamic(() => import("./line-dialog.tsx").then((module) => module.LineDialog), { ssr: false });

/** The run's log, however long: its end, which follows until the reader scrolls, a filter, and a search. */
export function LogsTab({ source, id, attempt }: { source: string; id: string; attempt: number | null }) {
  const of = useMemo(() => ({ source, id, attempt }), [source, id, attempt]);
  const { filter, query, only, lines: marked } = useLogAddress();
  const settings = useLogSettings();
  const { store, end, lastSeq } = useLogLines(of);
  const { data: detail } = useQuery(jobQueries.job(source, id));
  const view = useRef<LogViewHandle>(null);
  const field = useRef<HTMLInputElement>(null);
  const [opened, setOpened] = useState<number | null>(null);
  const [unfolded, setUnfolded] = useState<ReadonlySet<number>>(new Set());
  const [current, setCurrent] = useState<number | null>(null);

  const filtered = filter.levels.length > 0 || filter.task !== null;
  const search = { filter, lastSeq };
  const passing = useLogMatches(of, { ...search, query: null, asked: filtered && lastSeq > 0 });
  const found = useLogMatches(of, { ...search, query, asked: query !== null && lastSeq > 0 });
  const all = useMemo(() => SeqSet.upTo(lastSeq), [lastSeq]);
  const narrowed = query !== null && only ? found : filtered ? passing : null;
  const seqs = narrowed?.seqs ?? all;
  const shape = JSON.stringify([toSearchParams(filter, only ? query : null)]);

  const run = attempt === null ? detail?.run : detail?.runs.find((each) => each.attempt === attempt);
  const began = run?.agentStartTime ?? run?.agentQueuedDate ?? null;
  const live = attempt === null && detail !== undefined && !hasEnded(detail.job.state);

  const marks = useMarkedLines({ marked, seqs, showLine: (seq) => view.current?.showLine(seq) });
  const actions = useMemo(
    () => ({
      mark: marks.mark,
      showTask: (task: number) => setLogAddress({ task }),
      showWhole: setOpened,
      unfold: (seq: number) =>
        setUnfolded((held) => {
          const next = new Set(held);
          if (!next.delete(seq)) next.add(seq);
          return next;
        }),
    }),
    [marks.mark],
  );

  const place = current !== null && found.seqs.has(current) ? found.seqs.placeOf(current) : null;
  const step = (by: 1 | -1) => {
    const { size } = found.seqs;
    if (size === 0) return;
    const from = view.current?.firstSeq() ?? 1;
    const next = place === null ? found.seqs.placeOf(from) + (by === 1 ? 0 : -1) : place + by;
    const seq = found.seqs.at((next + size) % size);
    if (seq === undefined) return;
    setCurrent(seq);
    view.current?.showLine(seq);
  };

  const copy = async () => {
    if (marked === null) return;
    const count = marked.to - marked.from + 1;
    if (count > MOST_COPIED) {
      const title = `Up to ${formatCount(MOST_COPIED)} lines can be copied. Save the log to have more.`;
      showToast({ tone: "failed", title });
      return;
    }
    try {
      if (await copyLines(of, store, marked)) toastDone(`Copied ${formatQuantity(count, "line")}`);
      else showToast({ tone: "failed", title: "This browser does not let the page copy" });
    } catch (error) {
      toastFailed("The lines were not copied", error);
    }
  };
  const copyLink = async () => {
    if (await copyText(window.location.href)) toastDone("Copied a link to the marked lines");
    else showToast({ tone: "failed", title: "This browser does not let the page copy" });
  };

  if (end.data === undefined) {
    if (end.error) return <QueryError what="the log" error={end.error} retry={() => void end.refetch()} />;
    return <LogSkeleton />;
  }
  const waiting = narrowed !== null && narrowed.seqs.size === 0 && narrowed.searching;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the browser's own search sees only the lines in view; this one sees all.
    <div
      onKeyDown={(event) => {
        if (event.key.toLowerCase() !== "f" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey)
          return;
        event.preventDefault();
        field.current?.select();
      }}
    >
      <Toolbar>
        <LogSearch
          ref={field}
          {...{ query, only, found, lastSeq, place }}
          onStep={step}
          onLeave={() => view.current?.focus()}
        />
        <LevelChoice levels={filter.levels} />
        <TaskChoice task={filter.task} />
        <div className="ml-auto flex items-center gap-1">
          <span className="mr-1 hidden text-ink-3 text-xs md:inline">
            <FreshnessNote>
              {narrowed === null ? formatQuantity(lastSeq, "line") : shownWords(narrowed.seqs.size, lastSeq)}
            </FreshnessNote>
          </span>
          <LookChoice settings={settings} />
          <DownloadChoice of={of} filter={filter} query={only ? query : null} />
        </div>
      </Toolbar>
      {narrowed !== null && narrowed.error !== null && narrowed !== found ? (
        <QueryError what="the lines of this filter" error={narrowed.error} retry={narrowed.retry} />
      ) : waiting ? (
        <LogSkeleton />
      ) : seqs.size === 0 ? (
        <EmptyState
          icon={ScrollText}
          title={lastSeq === 0 ? (live ? "No log lines yet" : "This run wrote no log lines") : "No line is like that"}
          action={
            lastSeq > 0 && (
              <Button size="sm" onClick={() => setLogAddress({ levels: [], task: null, only: false })}>
                Show all lines
              </Button>
            )
          }
        >
          {lastSeq > 0 && `${formatQuantity(lastSeq, "line")} of other levels, of other tasks or with other words.`}
        </EmptyState>
      ) : (
        <LogView
          key={shape}
          ref={view}
          {...{ seqs, store, settings, began, live, query, current, marked, unfolded, actions }}
          marks={found.marks}
          begin={current ?? marked?.from ?? null}
          onMove={marks.move}
          onCopy={() => void copy()}
        />
      )}
      {marked !== null && marked.from <= lastSeq && (
        <MarkedBar
          marked={marked}
          onCopy={() => void copy()}
          onLink={() => void copyLink()}
          onWhole={() => setOpened(marked.from)}
          onClear={() => setLogAddress({ lines: null })}
        />
      )}
      {opened !== null && <LineDialog of={of} seq={opened} onClose={() => setOpened(null)} />}
    </div>
  );
}

function shownWords(shown: number, all: number): string {
  return `${formatCount(shown)} of ${formatQuantity(all, "line")}`;
}

function LogSkeleton() {
  return (
    <div className="h-[min(40rem,70vh)] px-4 py-3">
      <LoadingLabel what="the log" />
      {["w-1/2", "w-2/3", "w-2/5", "w-3/4", "w-1/3", "w-3/5", "w-1/2"].map((width, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the stand-ins never change.
        <Skeleton key={index} className={`my-2 h-3 ${width}`} />
      ))}
    </div>
  );
}
