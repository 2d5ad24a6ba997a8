"use client";

import clsx from "clsx";
import { TriangleAlert } from "lucide-react";
import type { JobDetail } from "../../../lib/api/job-types.ts";
import { formatDuration, formatQuantity } from "../../../lib/jobs/format.ts";
import { STATE_PRESENTATION } from "../../../lib/jobs/presentation.ts";
import { StateIcon } from "../../jobs/state-icon.tsx";
import { useInBrowser, useNow } from "../../live/use-now.ts";
import { Button } from "../../ui/button.tsx";
import { Panel } from "../../ui/panel.tsx";
import { Moment } from "../../ui/time.tsx";
import { setAddress, useAddress } from "../address.ts";
import { RetryChain } from "./retry-chain.tsx";
import { StoryLine } from "./story-line.tsx";
import { type Phase, type Story, storyOf } from "./story-model.ts";
import { BACKWARDS, markTimes, phaseTimes, phaseTitle } from "./story-words.ts";

/** Times under the line stand at least so far apart, as a share of it. */
const TICKS_APART = 0.1;

/**
 * The whole job over time: what it waited for, both halves of each attempt, what was asked of it. What is chosen and
 * whether waiting is unfolded stand in the address as `story-part` and `story-unfold`.
 */
export function StoryPanel({ detail, attempt }: { detail: JobDetail; attempt: number | null }) {
  const address = useAddress();
  const inBrowser = useInBrowser();
  const now = useNow() ?? Date.parse(detail.job.updatedAt);
  const unfolded = address("story-unfold") === "1";
  const story = storyOf(detail, now, { unfolded });
  const attempts = detail.runs.length;
  const asked = address("story-part");
  const choose = (part: string | null) => setAddress({ "story-part": part });
  const phase = story.phases.find(({ key }) => key === asked);
  const mark = story.marks.find(({ key }) => key === asked);
  const told =
    phase !== undefined
      ? [phaseTitle(phase, attempts), ...(inBrowser ? phaseTimes(phase, now) : [])]
      : mark !== undefined
        ? [mark.label, ...(inBrowser ? markTimes(mark) : [])]
        : null;
  const total = formatDuration(story.to - story.from, { whole: story.going });

  return (
    <Panel
      id="story"
      title="Story of the run"
      note={`${total} ${story.going ? "so far" : "in all"}${attempts > 1 ? ` · ${formatQuantity(attempts, "attempt")}` : ""}`}
      actions={
        (unfolded || story.breaks.length > 0) && (
          <Button
            size="sm"
            look="ghost"
            aria-pressed={unfolded}
            data-tip={unfolded ? "Draw long waiting short again" : "Draw waiting as long as it was"}
            onClick={() => setAddress({ "story-unfold": unfolded ? null : "1" })}
          >
            {unfolded ? "Fold waiting" : "Unfold waiting"}
          </Button>
        )
      }
      bodyClassName="flex flex-col gap-2 px-4 pt-3 pb-3"
    >
      <RetryChain detail={detail} />
      <div>
        {attempts > 1 && <AttemptRow story={story} shown={attempt ?? detail.run?.attempt ?? null} />}
        <div className="py-1">
          <StoryLine story={story} attempts={attempts} now={now} inBrowser={inBrowser} chosen={asked} choose={choose} />
        </div>
        <Ticks story={story} />
      </div>
      {(story.marks.length > 0 || story.backwards) && (
        <ul aria-label="Moments" className="flex flex-wrap gap-x-4 gap-y-1 text-ink-2 text-xs">
          {story.marks.map(({ key, label, at, after }) => (
            <li key={key} className="flex items-center gap-1.5">
              <span aria-hidden="true" className="size-2 shrink-0 rotate-45 bg-cancelling-mark" />
              {label} <Moment at={new Date(at).toISOString()} said={label} />
              {after !== null && <span className="text-ink-3">+{formatDuration(after.ms)}</span>}
            </li>
          ))}
          {story.backwards && (
            <li className="flex items-center gap-1.5 text-cancelling">
              <TriangleAlert aria-hidden="true" className="size-3.5 shrink-0" />
              {BACKWARDS}
            </li>
          )}
        </ul>
      )}
      {told !== null && (
        <p role="status" className="rounded-sm bg-sunken px-2 py-1 text-ink-2 text-xs">
          <span className="font-medium text-ink">{told[0]}</span> · {told.slice(1).join(" · ")}
        </p>
      )}
    </Panel>
  );
}

/** Which attempt stands where, and how it ended. Choosing one shows the rest of the page for it. */
function AttemptRow({ story, shown }: { story: Story; shown: number | null }) {
  const ofAttempts = Map.groupBy(
    story.phases.filter(({ kind }) => kind === "agent" || kind === "processing"),
    ({ attempt }) => attempt,
  );
  const latest = Math.max(...ofAttempts.keys());
  return (
    <div className="relative h-6">
      {[...ofAttempts].map(([attempt, phases]) => {
        const { left, width, state } = extent(phases);
        const presentation = state === null ? null : STATE_PRESENTATION[state];
        const name = `Attempt ${attempt}${presentation === null ? "" : `, ${presentation.word.toLowerCase()}`}`;
        return (
          <button
            key={attempt}
            type="button"
            aria-pressed={attempt === shown}
            aria-label={name}
            data-tip={attempt === shown ? `${name}: shown below` : `${name}: show it below`}
            onClick={() => setAddress({ run: attempt === latest ? null : String(attempt) })}
            style={{ left: `min(${left * 100}%, 100% - 2.5rem)`, maxWidth: `max(${width * 100}%, 2.5rem)` }}
            className={clsx(
              "absolute inset-y-0.5 flex min-w-6 items-center gap-1 overflow-hidden rounded-sm px-1 text-xs hover:text-ink",
              attempt === shown ? "font-medium text-ink" : "text-ink-3",
            )}
          >
            {presentation !== null && (
              <StateIcon name={presentation.icon} tone={presentation.tone} className="size-3" />
            )}
            <span className="truncate">{width > 0.12 ? `Attempt ${attempt}` : attempt}</span>
          </button>
        );
      })}
    </div>
  );
}

function extent(phases: readonly Phase[]) {
  const left = Math.min(...phases.map((phase) => phase.left));
  const width = Math.max(...phases.map((phase) => phase.left + phase.width)) - left;
  return { left, width, state: phases.findLast(({ endedAs }) => endedAs !== null)?.endedAs ?? null };
}

/** Times of day where stretches begin, as far as there is room, and at both ends. */
function Ticks({ story }: { story: Story }) {
  const inner: { at: number; left: number }[] = [];
  for (const { from, left } of story.phases) {
    const before = inner.at(-1)?.left ?? 0;
    if (left - before >= TICKS_APART && 1 - left >= TICKS_APART) inner.push({ at: from, left });
  }
  return (
    <div className="relative h-4 text-ink-3 text-xs">
      <span className="absolute left-0">
        <Moment at={new Date(story.from).toISOString()} said="Queued" />
      </span>
      {inner.map(({ at, left }) => (
        <span key={at} className="absolute hidden sm:block" style={{ left: `${left * 100}%` }}>
          <Moment at={new Date(at).toISOString()} />
        </span>
      ))}
      <span className="absolute right-0">
        {story.going ? "now" : <Moment at={new Date(story.to).toISOString()} said="Ended" />}
      </span>
    </div>
  );
}
