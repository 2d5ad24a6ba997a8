import type { FilterProblem } from "../../../lib/jobs/filter/model.ts";

/**
 * What somebody is typing, as long as the address does not hold it. `base` is the filter's text in the address that it
 * belongs to, `applied` are the texts that were sent there and have not arrived yet, the latest last.
 */
export interface Draft {
  text: string;
  base: string;
  applied: readonly string[];
}

/** The draft when the address holds `q`: null once somebody else, or the way back, has changed the filter. */
export function settle(draft: Draft | null, q: string): Draft | null {
  if (draft === null || draft.base === q) return draft;
  const arrived = draft.applied.indexOf(q);
  return arrived < 0 ? null : { text: draft.text, base: q, applied: draft.applied.slice(arrived + 1) };
}

/** The draft with another text. */
export function typed(draft: Draft | null, q: string, text: string): Draft {
  return { text, base: draft?.base ?? q, applied: draft?.applied ?? [] };
}

/** The filter's text that the address holds or is about to. */
export function target(draft: Draft | null, q: string): string {
  return draft?.applied.at(-1) ?? q;
}

/** Whether all that is wrong is what the caret stands at: somebody is still writing it. */
export function isUnfinished(problems: readonly FilterProblem[], caret: number): boolean {
  return problems.length > 0 && problems.every(({ from, to }) => from <= caret && caret <= to);
}
