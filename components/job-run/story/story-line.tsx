"use client";

import clsx from "clsx";
import { formatDuration } from "../../../lib/jobs/format.ts";
import { STATE_PRESENTATION } from "../../../lib/jobs/presentation.ts";
import { StateIcon } from "../../jobs/state-icon.tsx";
import { INK, MARK, TINT } from "../../ui/tones.ts";
import type { Phase, Story, StoryMark } from "./story-model.ts";
import { markTimes, PHASE_PRESENTATION, phaseTimes, phaseTitle } from "./story-words.ts";

/** Narrower stretches hold no words, and such that are narrower still not even how long they took. */
const WORDS_FROM = 0.14;
const LENGTH_FROM = 0.06;

/** The stretches of a job beside each other, with what happened at one moment standing on them. */
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
  const toggle = (key: string) => choose(chosen === key ? null : key);
  return (
    <ol aria-label="Story of the run" className="relative h-8">
      {story.phases.map((phase) => (
        <li
          key={phase.key}
          className={clsx("absolute min-w-0.75", {
            "inset-y-0": phase.lane === "whole",
            "top-0 h-[calc(50%-1px)]": phase.lane === "upper",
            "bottom-0 h-[calc(50%-1px)]": phase.lane === "lower",
          })}
          style={{ left: `min(${phase.left * 100}%, 100% - 3px)`, width: `calc(${phase.width * 100}% - 1px)` }}
        >
          <PhaseButton
            phase={phase}
            folded={story.breaks.some(({ from, to }) => phase.from <= from && (phase.to ?? now) >= to)}
            title={phaseTitle(phase, attempts)}
            times={inBrowser ? phaseTimes(phase, now) : []}
            now={now}
            pressed={chosen === phase.key}
            onClick={() => toggle(phase.key)}
          />
        </li>
      ))}
      {story.marks.map((mark) => (
        <li
          key={mark.key}
          className="absolute -inset-y-1 w-3 -translate-x-1/2"
          style={{ left: `clamp(6px, ${mark.left * 100}%, 100% - 6px)` }}
        >
          <MarkButton
            mark={mark}
            times={inBrowser ? markTimes(mark) : []}
            pressed={chosen === mark.key}
            onClick={() => toggle(mark.key)}
          />
        </li>
      ))}
    </ol>
  );
}

function PhaseButton({
  phase,
  folded,
  title,
  times,
  now,
  pressed,
  onClick,
}: {
  phase: Phase;
  folded: boolean;
  title: string;
  times: string[];
  now: number;
  pressed: boolean;
  onClick: () => void;
}) {
  const { word, tone, waiting } = PHASE_PRESENTATION[phase.kind];
  const going = phase.to === null;
  const end = phase.endedAs === null ? null : STATE_PRESENTATION[phase.endedAs];
  const length = formatDuration(Math.max(0, (phase.to ?? now) - phase.from), { whole: going });
  return (
    <button
      type="button"
      aria-pressed={pressed}
      aria-label={[title, end && `ended as ${end.word.toLowerCase()}`, ...times].filter(Boolean).join(", ")}
      data-tip={[end === null ? title : `${title}: ${end.word.toLowerCase()}`, ...times].join("\n")}
      onClick={onClick}
      className={clsx(
        "focus-inset relative flex size-full items-center gap-1 overflow-hidden rounded-xs text-left text-xs",
        TINT[tone],
        INK[tone],
        pressed && "ring-2 ring-accent-mark ring-inset",
      )}
    >
      {folded && <span aria-hidden="true" className="hatch absolute inset-0 text-queued-mark opacity-40" />}
      <span
        aria-hidden="true"
        className={clsx("absolute inset-x-0 bottom-0 h-0.75", MARK[tone], waiting && "opacity-50")}
      />
      {phase.width >= LENGTH_FROM && phase.lane === "whole" && (
        <span aria-hidden="true" className="relative min-w-0 flex-1 truncate px-1.5 pb-0.5">
          {phase.width >= WORDS_FROM && <span className="font-medium">{word} </span>}
          {length}
        </span>
      )}
      {end !== null && phase.width >= LENGTH_FROM && (
        <span className={clsx("relative mr-1 ml-auto flex pb-0.5", INK[end.tone])}>
          <StateIcon name={end.icon} tone={end.tone} />
        </span>
      )}
    </button>
  );
}

function MarkButton({
  mark,
  times,
  pressed,
  onClick,
}: {
  mark: StoryMark;
  times: string[];
  pressed: boolean;
  onClick: () => void;
}) {
  return (
    <button
      type="button"
      aria-pressed={pressed}
      aria-label={[mark.label, ...times].join(", ")}
      data-tip={[mark.label, ...times].join("\n")}
      onClick={onClick}
      className="flex size-full justify-center rounded-xs"
    >
      <span aria-hidden="true" className="h-full w-0.5 bg-cancelling-mark" />
      <span
        aria-hidden="true"
        className={clsx("absolute -top-0.5 size-2 rotate-45 bg-cancelling-mark", pressed && "ring-2 ring-accent-mark")}
      />
    </button>
  );
}
