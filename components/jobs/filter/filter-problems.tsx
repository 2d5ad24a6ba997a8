"use client";

import clsx from "clsx";
import { type RefObject, useEffect, useRef } from "react";
import type { FilterProblem } from "../../../lib/jobs/filter/model.ts";
import { pieces } from "./pieces.ts";

const MOST_SHOWN = 3;
const LONGEST_PART = 40;

/** What cannot be understood in the filter's text, what to do about it, and what the list shows meanwhile. */
export function FilterProblems({
  q,
  text,
  problems,
  isAddress,
  isChecked,
  mend,
}: {
  /** The text of the filter that the list shows. */
  q: string;
  text: string;
  problems: readonly FilterProblem[];
  /** Whether the text with the problems is the address's own, so that no other filter is shown. */
  isAddress: boolean;
  /** Whether the problems are those of the text as it now stands. */
  isChecked: boolean;
  mend: (problem: FilterProblem) => void;
}) {
  const more = problems.length - MOST_SHOWN;
  return (
    <div className="flex flex-col gap-1 pt-2 text-xs">
      {problems.slice(0, MOST_SHOWN).map((problem) => (
        <p key={`${problem.from} ${problem.message}`} className="flex flex-wrap items-baseline gap-x-2">
          <span className="min-w-0 break-words text-failed">
            {isChecked && isToBeNamed(text, problem) && (
              <code className="font-medium font-mono">{partOf(text, problem)} </code>
            )}
            {problem.message}
          </span>
          {isChecked && problem.fix !== undefined && (
            <button
              type="button"
              onClick={() => mend(problem)}
              className="rounded-sm font-medium text-accent hover:underline coarse:min-h-9"
            >
              Use {problem.fix}
            </button>
          )}
        </p>
      ))}
      {more > 0 && <p className="text-failed">and {more} more</p>}
      <p className="break-words text-ink-2">
        {isAddress ? (
          "No job is listed until this is put right."
        ) : (
          <>The list still shows {q === "" ? "all jobs" : <code className="font-mono">{q}</code>}.</>
        )}
      </p>
    </div>
  );
}

/** Lines under what cannot be understood, over the field with the text and in the same letters. */
export function FilterMarks({
  text,
  problems,
  input,
}: {
  text: string;
  problems: readonly FilterProblem[];
  input: RefObject<HTMLInputElement | null>;
}) {
  const marks = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const field = input.current;
    if (field === null) return;
    const follow = () => marks.current?.scrollTo({ left: field.scrollLeft });
    follow();
    field.addEventListener("scroll", follow);
    return () => field.removeEventListener("scroll", follow);
  }, [input]);
  return (
    <div
      ref={marks}
      aria-hidden="true"
      className="pointer-events-none absolute inset-y-px right-9 left-8 overflow-hidden whitespace-pre text-sm text-transparent leading-[1.875rem] coarse:leading-[2.375rem]"
    >
      {pieces(text, problems).map((piece, index) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: the pieces are the text, in its order
          key={index}
          className={clsx(
            piece.wrong &&
              "underline decoration-failed-mark decoration-wavy underline-offset-[3px] [text-decoration-skip-ink:none]",
          )}
        >
          {piece.text}
        </span>
      ))}
    </div>
  );
}

/** Whether the message does not say itself what it is about. */
function isToBeNamed(text: string, { from, to, message }: FilterProblem): boolean {
  return !message.includes(text.slice(from, to).replace(/:$/, ""));
}

function partOf(text: string, { from, to }: FilterProblem): string {
  const part = text.slice(from, to);
  return part.length <= LONGEST_PART ? part : `${part.slice(0, LONGEST_PART)}…`;
}
