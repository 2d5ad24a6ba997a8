"use client";

import { CircleAlert, SearchX, ShieldCheck } from "lucide-react";
import { FAILURE_WINDOWS, type FailureWindow } from "../../lib/jobs/failure-window.ts";
import type { FilterProblem } from "../../lib/jobs/filter/model.ts";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { goToFailures } from "./use-failures-place.ts";

/** The good news, or that the filter leaves nothing. */
export function NothingFailed({ q, window }: { q: string; window: FailureWindow }) {
  const { word } = FAILURE_WINDOWS[window];
  const longer = window !== "30d" && <Button onClick={() => goToFailures(q, "30d")}>Look at 30 days</Button>;
  if (q !== "") {
    return (
      <EmptyState
        icon={SearchX}
        title={`No failure of the last ${word} matches`}
        action={
          <>
            {longer}
            <Button onClick={() => goToFailures("", window)}>All failures</Button>
          </>
        }
      >
        <code className="break-all font-mono text-xs">{q}</code>
      </EmptyState>
    );
  }
  return (
    <div className="flex h-full flex-col items-center justify-center gap-1 px-6 py-10 text-center">
      <span className="mb-2 flex size-10 items-center justify-center rounded-full bg-completed-tint text-completed">
        <ShieldCheck aria-hidden="true" className="size-5" strokeWidth={1.75} />
      </span>
      <p className="font-medium text-base">Nothing has failed in the last {word}</p>
      <p className="text-ink-2 text-sm">Should a job fail, it is shown here by its kind of failure.</p>
      {longer && <div className="mt-3">{longer}</div>}
    </div>
  );
}

/** The address holds a filter that says nothing: which is no reason to show other failures than were asked for. */
export function NotUnderstood({ q, problem, window }: { q: string; problem: FilterProblem; window: FailureWindow }) {
  return (
    <EmptyState
      icon={CircleAlert}
      title="This filter cannot be understood"
      action={<Button onClick={() => goToFailures("", window)}>All failures</Button>}
    >
      <span className="break-words">
        “{q.slice(problem.from, problem.to)}” {problem.message}
      </span>
    </EmptyState>
  );
}
