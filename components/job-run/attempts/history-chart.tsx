"use client";

import clsx from "clsx";
import Link from "next/link";
import { type KeyboardEvent, useRef } from "react";
import { formatDuration, formatMoment } from "../../../lib/jobs/format.ts";
import type { JobRow } from "../../../lib/jobs/model.ts";
import { STATE_PRESENTATION } from "../../../lib/jobs/presentation.ts";
import { jobLink } from "../../jobs/filter-link.ts";
import { useInBrowser } from "../../live/use-now.ts";
import { MARK } from "../../ui/tones.ts";
import type { HistoryBar, HistoryScale } from "./history-bars.ts";

/**
 * The agent's runs as bars by how long they took: one place for Tab, arrows go from bar to bar. A failed run has a cross at
 * its foot, one that goes on is hatched, and the page's own stands on an underline.
 */
export function HistoryChart({ scale, current }: { scale: HistoryScale; current: JobRow }) {
  const { bars, topMs, medianMs } = scale;
  const list = useRef<HTMLOListElement>(null);
  const inBrowser = useInBrowser();
  const tabbed = Math.max(
    0,
    bars.findIndex(({ isCurrent }) => isCurrent),
  );

  const move = (event: KeyboardEvent) => {
    const links = [...(list.current?.querySelectorAll("a") ?? [])];
    const at = links.findIndex((link) => link.contains(document.activeElement));
    const last = links.length - 1;
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: last }[event.key];
    if (to === undefined || at === -1) return;
    event.preventDefault();
    links[Math.min(last, Math.max(0, to))]?.focus();
  };

  return (
    <div style={{ maxWidth: `max(22rem, ${bars.length * 2.25}rem)` }} className="px-4 pt-3 pb-2">
      <div className="relative w-fit min-w-0 max-w-full" style={{ width: `${bars.length * 2}rem` }}>
        {medianMs !== null && medianMs <= topMs && (
          <div
            aria-hidden="true"
            style={{ bottom: `calc(1.25rem + ${(medianMs / topMs) * 4}rem)` }}
            className="pointer-events-none absolute inset-x-0 z-1 border-line-strong border-t border-dashed"
          />
        )}
        <ol
          ref={list}
          aria-label={`Runs of this agent, the oldest first. This one is #${current.id}.`}
          onKeyDown={move}
          className="flex h-[5.25rem] items-stretch"
        >
          {bars.map((bar, place) => (
            <li key={`${bar.item.source}/${bar.item.id}`} className="flex min-w-0 max-w-8 flex-1">
              <Bar bar={bar} inBrowser={inBrowser} isTabStop={place === tabbed} />
            </li>
          ))}
        </ol>
      </div>
      <p className="flex flex-wrap justify-between gap-x-4 text-ink-3 text-xs">
        <span>
          {medianMs === null
            ? "None has completed yet"
            : `Median of those completed ${formatDuration(medianMs)} (dashed)`}
        </span>
        <span>full height {formatDuration(topMs)}</span>
      </p>
    </div>
  );
}

function Bar({ bar, inBrowser, isTabStop }: { bar: HistoryBar; inBrowser: boolean; isTabStop: boolean }) {
  const { item, ms, height, isRunning, isCurrent } = bar;
  const { word, tone } = STATE_PRESENTATION[item.state];
  const took =
    ms === null ? "never began" : isRunning ? `running for ${formatDuration(ms)}` : `took ${formatDuration(ms)}`;
  const said = `#${item.id} · ${word} · ${took}`;
  const when = inBrowser ? formatMoment(item.createdAt, Date.now()) : "";
  const failed = item.state === "Failed";
  return (
    <Link
      href={jobLink(item)}
      prefetch={false}
      tabIndex={isTabStop ? 0 : -1}
      aria-current={isCurrent ? "page" : undefined}
      aria-label={`${said}${isCurrent ? ", this job" : ""}${item.error === null ? "" : `: ${item.error}`}`}
      data-tip={`${said}\n${when}${item.error === null ? "" : `\n${item.error}`}`}
      className={clsx(
        "focus-inset group flex min-w-0 flex-1 flex-col justify-end rounded-xs px-px",
        isCurrent ? "bg-accent-tint" : "hover:bg-sunken",
      )}
    >
      <span
        style={{ height: `${height * 4}rem` }}
        className={clsx(
          "block w-full rounded-t-xs",
          MARK[tone],
          isRunning && "hatch",
          !isCurrent && "opacity-60 group-hover:opacity-100",
        )}
      />
      <span
        aria-hidden="true"
        className={clsx(
          "flex h-5 w-full items-start justify-center overflow-hidden border-t-2 font-bold text-[0.625rem] leading-4",
          isCurrent ? "border-ink" : "border-line",
          failed ? "text-failed" : "text-ink",
        )}
      >
        {failed ? "✕" : isCurrent ? "▲" : ""}
      </span>
    </Link>
  );
}
