"use client";

import clsx from "clsx";
import { Check, LoaderCircle } from "lucide-react";
import { formatDuration, span } from "../../../lib/jobs/format.ts";
import type { Command, Instant } from "../../../lib/jobs/model.ts";
import { Moment } from "../../ui/time.tsx";

interface Step {
  name: string;
  at: Instant | null;
}

const END_NAME = { done: "Stopped", refused: "Refused", failed: "Not stopped" } as const;

/** A cancel on its way: requested, acknowledged, stopped. */
export function CommandSteps({ command }: { command: Command }) {
  const { requestedAt, acknowledgedAt, finishedAt, outcome } = command;
  const steps: Step[] = [
    { name: "Requested", at: requestedAt },
    { name: "Acknowledged", at: acknowledgedAt ?? finishedAt },
    { name: outcome === null ? "Stopped" : END_NAME[outcome], at: finishedAt },
  ];
  const next = steps.findIndex((step) => step.at === null);
  return (
    <ol
      aria-label="Cancel"
      className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm max-sm:flex-col max-sm:items-start"
    >
      {steps.map((step, place) => (
        <li key={step.name} className="flex items-center gap-2">
          {place > 0 && <span aria-hidden="true" className="h-px w-5 bg-line-strong max-sm:hidden" />}
          <span
            aria-hidden="true"
            className={clsx(
              "flex size-4.5 items-center justify-center rounded-full",
              step.at === null ? "border border-line-strong text-ink-3" : "bg-inverse text-on-inverse",
            )}
          >
            {step.at !== null ? (
              <Check className="size-3" strokeWidth={3} />
            ) : place === next ? (
              <LoaderCircle className="size-3 animate-spin" />
            ) : null}
          </span>
          <span className={step.at === null ? "text-ink-3" : "font-medium"}>{step.name}</span>
          {step.at !== null && (
            <span className="text-ink-3">
              {place === 0 ? (
                <>
                  <Moment at={step.at} said="Requested" /> by {command.actor}
                </>
              ) : (
                `+${formatDuration(span(requestedAt, step.at, 0))}`
              )}
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}
