import type { FilterProblem } from "../../../lib/jobs/filter/model.ts";

/** A piece of a text, and whether something is wrong with it. */
export interface Piece {
  text: string;
  wrong: boolean;
}

/** A text cut into what is wrong and what is not. */
export function pieces(text: string, problems: readonly FilterProblem[]): Piece[] {
  const cut: Piece[] = [];
  let at = 0;
  for (const { from, to } of problems) {
    if (to <= at) continue;
    const begin = Math.max(from, at);
    if (begin > at) cut.push({ text: text.slice(at, begin), wrong: false });
    cut.push({ text: text.slice(begin, to), wrong: true });
    at = to;
  }
  if (at < text.length) cut.push({ text: text.slice(at), wrong: false });
  return cut;
}
