"use client";

import { CircleAlert, RotateCw } from "lucide-react";
import type { ReactNode } from "react";
import type { Source } from "../../lib/api/source-types.ts";
import { formatCount, formatQuantity } from "../../lib/jobs/format.ts";
import type { Backfill, SourceHealth } from "../../lib/sources/health.ts";
import type { SourceSettings } from "../../lib/sources/settings.ts";
import { useNow } from "../live/use-now.ts";
import { Button } from "../ui/button.tsx";
import { ProgressBar } from "../ui/progress-bar.tsx";
import { Ago, Elapsed, Until } from "../ui/time.tsx";
import { Unknown } from "../ui/unknown.tsx";
import { backfillInWords, backfillPercent, driftInWords } from "./source-words.ts";
import { useReadSource } from "./use-source-commands.ts";

/** What is known of how the reading of a source goes. */
export function SourceFacts({
  source,
  health,
  settings,
}: {
  source: Source;
  health: SourceHealth;
  settings: SourceSettings;
}) {
  const { requestsLastMinute, errorRate, vanished, reconciledAt } = health;
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-2.5 text-sm @2xl:grid-cols-3 @5xl:grid-cols-6">
      <Fact name="Last success">
        <Ago at={health.lastSuccessAt} said="Last reached and understood" />
      </Fact>
      <Fact name="Age of its jobs" tip="How long ago the newest jobs were last read in full">
        <Elapsed from={health.newestAt} to={null} reason="Its newest jobs were not read yet" />
      </Fact>
      <Fact name="Requests" tip="In the last minute, and how many a minute there may be">
        {formatCount(requestsLastMinute)} of {formatCount(settings.requestsPerMinute)} a minute
      </Fact>
      <Fact name="Failed calls" tip="Share of the calls of the last five minutes">
        {errorRate === null ? <Unknown reason="No call in the last five minutes" /> : shareInWords(errorRate)}
      </Fact>
      <Fact name="Compared" tip="When all of its jobs were last compared with what is kept here">
        <Ago at={reconciledAt} />
        {vanished > 0 && (
          <span data-tip="Taken out of the list here, because the source no longer has them" className="text-ink-3">
            {" "}
            · {formatCount(vanished)} vanished
          </span>
        )}
      </Fact>
      <Fact name="Key">
        <KeyText source={source} />
      </Fact>
    </dl>
  );
}

function shareInWords(rate: number): string {
  if (rate === 0) return "None";
  return rate < 0.01 ? "Under 1%" : `${Math.round(rate * 100)}%`;
}

function KeyText({ source: { key } }: { source: Source }) {
  if (key === null) return <>Not set</>;
  if (!key.usable) return <span className="font-medium text-failed">Cannot be read; enter it again</span>;
  return (
    <>
      Set <Ago at={key.setAt} said="Set" />
    </>
  );
}

function Fact({ name, tip, children }: { name: string; tip?: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt data-tip={tip} className="text-ink-3 text-xs">
        {name}
      </dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </div>
  );
}

/** Why a source cannot be read, in its own words, and when it is tried again. */
export function SourceTrouble({ source, health }: { source: Source; health: SourceHealth }) {
  const read = useReadSource();
  if (health.failures === 0 || health.error === null) return null;
  return (
    <div className="flex flex-wrap items-start gap-x-3 gap-y-2 rounded-md bg-failed-tint px-3 py-2 text-sm">
      <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-failed" />
      <div className="min-w-0 flex-1 basis-56">
        <p className="break-words font-medium text-failed">{health.error}</p>
        <p className="text-ink-2">
          {formatQuantity(health.failures, "failure")} in a row, the last one <Ago at={health.errorAt} said="Failed" />.
          {!source.paused && health.nextTryAt !== null && (
            <>
              {" "}
              Next try <Until at={health.nextTryAt} said="Next try" />.
            </>
          )}
        </p>
      </div>
      {!source.paused && (
        <Button size="sm" disabled={read.isPending} onClick={() => read.mutate({ source, afresh: false })}>
          <RotateCw aria-hidden="true" className="size-3.5" />
          Try now
        </Button>
      )}
    </div>
  );
}

/** How far the history was read; nothing once all of it was. */
export function BackfillProgress({ name, backfill, paused }: { name: string; backfill: Backfill; paused: boolean }) {
  const now = useNow();
  if (backfill.finishedAt !== null) return null;
  return (
    <div>
      <p className="mb-1 flex flex-wrap justify-between gap-x-3 text-sm">
        <span className="text-ink-2">Reading its history</span>
        <span>{backfillInWords(backfill, paused ? null : now)}</span>
      </p>
      <ProgressBar percent={backfillPercent(backfill)} tone="executing" label={`History of ${name}`} />
    </div>
  );
}

/** Where the counts here and there differ, and what was odd in what the source answered. */
export function SourceRemarks({ health }: { health: SourceHealth }) {
  const drift = driftInWords(health);
  const { notices } = health;
  return (
    <>
      {drift !== null && (
        <p className="text-cancelling text-sm">
          Counts differ: {drift}. <span className="text-ink-3">Compared</span>{" "}
          <Ago at={health.driftAt} className="text-ink-3" />
        </p>
      )}
      {notices.length > 0 && (
        <details className="text-sm">
          <summary className="w-fit rounded-sm text-ink-2 hover:text-ink">
            {formatQuantity(notices.length, "notice")}
          </summary>
          <ul className="mt-1 flex flex-col gap-0.5">
            {notices.map(({ text, times, lastAt }) => (
              <li key={text} className="break-words">
                {text}{" "}
                <span className="text-ink-3">
                  {times > 1 && `${formatCount(times)} times, `}
                  <Ago at={lastAt} said="Last" />
                </span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
