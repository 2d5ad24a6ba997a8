"use client";

import clsx from "clsx";
import { type KeyboardEvent, type ReactNode, useId } from "react";
import { formatDuration } from "../../../lib/jobs/format.ts";
import { STATE_PRESENTATION } from "../../../lib/jobs/presentation.ts";
import { StateIcon } from "../../jobs/state-icon.tsx";
import { INK, MARK, TINT } from "../../ui/tones.ts";
import type { Phase, Story, StoryMark } from "./story-model.ts";
import { markTimes, PHASE_PRESENTATION, phaseTimes, phaseTitle } from "./story-words.ts";

/** Narrower stretches hold no words, and such that are narrower still not even how long they took. */
const WORDS_FROM = 0.14;
const LENGTH_FROM = 0.06;

/**
 * The stretches of a job beside each other, with what happened at one moment standing on them. It is one stop of the keyboard:
 * arrows go from one to the next, in the order of time.
 */
export function StoryLine({
  story,
  attempts,
  now,
  inBrowser,
  chosen,
  choose,
}: {
  story: Story;
  attempts: number;
  now: number;
  inBrowser: boolean;
  chosen: string | null;
  choose: (key: string | null) => void;
}) {
  const listId = useId();
  const items = [...story.phases, ...story.marks].sort((one, other) => one.left - other.left).map(({ key }) => key);
  const at = chosen === null ? -1 : items.indexOf(chosen);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const last = items.length - 1;
    const to = {
      ArrowRight: at + 1,
      ArrowDown: at + 1,
      ArrowLeft: at === -1 ? last : at - 1,
      ArrowUp: at === -1 ? last : at - 1,
      Home: 0,
      End: last,
    }[event.key];
    if (to !== undefined) choose(items[Math.min(last, Math.max(0, to))] ?? null);
    else if (event.key === "Escape" && at !== -1) choose(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const markPlaces = placesOfMarks(story.marks);
  const item = (key: string) => ({
    id: `${listId}-${key}`,
    chosen: chosen === key,
    onClick: () => choose(chosen === key ? null : key),
  });

  return (
    <div
      role="listbox"
      tabIndex={0}
      aria-label="Story of the run"
      aria-orientation="horizontal"
      aria-activedescendant={at === -1 ? undefined : `${listId}-${chosen}`}
      onKeyDown={onKeyDown}
      className="relative h-8"
    >
      {story.phases.map((phase) => (
        <PhaseItem
          key={phase.key}
          {...item(phase.key)}
          phase={phase}
          isMarked={phase.endedAs === "Cancelled" && story.marks.length > 0}
          folded={story.breaks.some(({ from, to }) => phase.from <= from && (phase.to ?? now) >= to)}
          title={phaseTitle(phase, attempts)}
          times={inBrowser ? phaseTimes(phase, now) : []}
          now={now}
        />
      ))}
      {story.marks.map((mark, place) => (
        <MarkItem
          key={mark.key}
          {...item(mark.key)}
          mark={mark}
          left={markPlaces[place] ?? "0"}
          times={inBrowser ? markTimes(mark) : []}
        />
      ))}
    </div>
  );
}

interface Item {
  id: string;
  chosen: boolean;
  onClick: () => void;
}

function PhaseItem({
  id,
  chosen,
  onClick,
  phase,
  isMarked,
  folded,
  title,
  times,
  now,
}: Item & { phase: Phase; isMarked: boolean; folded: boolean; title: string; times: string[]; now: number }) {
  const { word, tone, waiting } = PHASE_PRESENTATION[phase.kind];
  const end = phase.endedAs === null ? null : STATE_PRESENTATION[phase.endedAs];
  const length = formatDuration(Math.max(0, (phase.to ?? now) - phase.from), { whole: phase.to === null });
  const told = end === null ? title : `${title}, ended as ${end.word.toLowerCase()}`;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the list around it.
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={chosen}
      // What is seen must be in the name word by word, so that who speaks it to the browser is understood.
      aria-label={[told, `${word} ${length}`, ...times].join(", ")}
      data-tip={[told, ...times].join("\n")}
      onClick={onClick}
      style={{ left: `min(${phase.left * 100}%, 100% - 3px)`, width: `calc(${phase.width * 100}% - 1px)` }}
      className={clsx(
        "absolute flex min-w-0.75 cursor-pointer items-center gap-1 overflow-hidden rounded-xs text-left text-xs",
        phase.lane === "whole" ? "inset-y-0" : "h-[calc(50%-1px)]",
        phase.lane === "upper" && "top-0",
        phase.lane === "lower" && "bottom-0",
        TINT[tone],
        INK[tone],
        chosen && "ring-2 ring-accent-mark ring-inset",
      )}
    >
      {folded && <span aria-hidden="true" className="hatch absolute inset-0 text-queued-mark opacity-40" />}
      <span
        aria-hidden="true"
        className={clsx("absolute inset-x-0 bottom-0 h-0.75", MARK[tone], waiting && "opacity-50")}
      />
      {phase.width >= LENGTH_FROM && phase.lane === "whole" && (
        <span className="relative min-w-0 flex-1 truncate px-1.5 pb-0.5">
          {phase.width >= WORDS_FROM && <span className="font-medium">{word} </span>}
          {length}
        </span>
      )}
      {/* Where a mark says that it was stopped, the icon would lie under it. */}
      {end !== null && !isMarked && phase.width >= LENGTH_FROM && (
        <span className="relative mr-1 ml-auto flex pb-0.5">
          <StateIcon name={end.icon} tone={end.tone} />
        </span>
      )}
    </div>
  );
}

/** How far apart marks stand at least, and the ends of the line from the first and last, in pixels. */
const MARK_GAP = 13;
const MARK_EDGE = 6;

/** Where marks stand, as CSS: where they were on the line, but so far apart that each is seen and can be hit. */
function placesOfMarks(marks: readonly StoryMark[]): string[] {
  const places: string[] = [];
  for (const [place, { left }] of marks.entries()) {
    const before = places.at(-1);
    const least = before === undefined ? `${MARK_EDGE}px` : `${before} + ${MARK_GAP}px`;
    const room = MARK_EDGE + (marks.length - 1 - place) * MARK_GAP;
    places.push(`max(${least}, min(${left * 100}%, 100% - ${room}px))`);
  }
  return places;
}

function MarkItem({
  id,
  chosen,
  onClick,
  mark,
  left,
  times,
}: Item & { mark: StoryMark; left: string; times: string[] }): ReactNode {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the list around it.
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={chosen}
      aria-label={[mark.label, ...times].join(", ")}
      data-tip={[mark.label, ...times].join("\n")}
      onClick={onClick}
      style={{ left }}
      className="absolute -top-1 bottom-0 flex w-3 -translate-x-1/2 cursor-pointer justify-center rounded-xs"
    >
      <span aria-hidden="true" className="h-full w-0.5 bg-cancelling-mark" />
      <span
        aria-hidden="true"
        className={clsx("absolute -top-0.5 size-2 rotate-45 bg-cancelling-mark", chosen && "ring-2 ring-accent-mark")}
      />
    </div>
  );
}
