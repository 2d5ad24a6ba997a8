"use client";

import { ToolbarChoice } from "../toolbar.tsx";
import type { ResultsPlace } from "./results-place.ts";

const VIEWS = [
  ["rows", "Rows"],
  ["changes", "Since the previous run"],
] as const;

/** Rows, or what is different from the run before. */
export function ViewChoice({ view, go }: { view: ResultsPlace["view"]; go: (changes: Partial<ResultsPlace>) => void }) {
  return <ToolbarChoice label="What to show" value={view} choices={VIEWS} onChange={(to) => go({ view: to })} />;
}
