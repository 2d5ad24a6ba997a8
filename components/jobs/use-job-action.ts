"use client";

import type { JobRow } from "../../lib/jobs/model.ts";
import { type SourceLabel, useSourceLabels } from "../sources/source-label.tsx";
import { actionOf, type JobAction } from "./job-actions.ts";

type Actable = Pick<JobRow, "source" | "state">;

/**
 * The one action that an operator would want of a job, unless its source cannot do it. Of a source that is not known yet, all is
 * offered: whoever is asked refuses what cannot be.
 */
export function useJobAction(job: Actable): JobAction | null {
  return possibleAction(job, useSourceLabels());
}

/** The same, by what is known of the sources. */
export function possibleAction({ source, state }: Actable, sources: Record<string, SourceLabel>): JobAction | null {
  const action = actionOf(state);
  return action !== null && sources[source]?.capabilities[action] === false ? null : action;
}
