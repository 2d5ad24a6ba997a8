"use client";

import { CircleAlert } from "lucide-react";
import { formatQuantity } from "../../../../lib/jobs/format.ts";
import type { EditProblem } from "./edit-problems.ts";

const SHOWN = 4;

/** What is wrong, each a way to its place. */
export function ProblemList({
  problems,
  onShow,
}: {
  problems: readonly EditProblem[];
  onShow: (problem: EditProblem) => void;
}) {
  const left = problems.length - SHOWN;
  return (
    <div role="status" aria-label="Problems" className="not-empty:mt-2">
      {problems.slice(0, SHOWN).map((problem) => (
        <button
          key={`${problem.part} ${problem.path} ${problem.from} ${problem.message}`}
          type="button"
          onClick={() => onShow(problem)}
          className="flex w-full items-start gap-1.5 rounded-sm px-1 py-0.5 text-left text-failed text-sm hover:bg-failed-tint"
        >
          <CircleAlert aria-hidden="true" className="mt-1 size-3.5 shrink-0" />
          <span className="min-w-0 break-words">
            <span className="font-medium">
              {problem.part === "params" ? "Parameters, line" : "Line"} {problem.line}, column {problem.column}
              {problem.path ? ": " : ":"}
              {problem.path && <code className="font-mono text-xs">{problem.path}</code>}
            </span>{" "}
            {problem.message.charAt(0).toLowerCase() + problem.message.slice(1)}
          </span>
        </button>
      ))}
      {left > 0 && <p className="px-1 text-failed text-sm">{formatQuantity(left, "more problem")}</p>}
    </div>
  );
}
