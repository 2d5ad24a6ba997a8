import type { Comparison, FilterProblem } from "./model.ts";
import type { TokenValue } from "./tokenize.ts";

/** A range as it is written: `op` is null when nothing stands before the value. */
export type WrittenRange = { op: Comparison | null; value: Part } | { op: ".."; from: Part | null; to: Part | null };

/** A bound of a range and where it stands. */
export interface Part {
  text: string;
  from: number;
  to: number;
}

const OPERATORS: Record<string, Comparison> = {
  ">": ">",
  ">=": ">=",
  "≥": ">=",
  "<": "<",
  "<=": "<=",
  "≤": "<=",
  "=": "=",
};

/** Takes apart `>5m`, `5m`, `1m..5m`, `1m..` and `..5m`. Null, with the problem added, when a bound is missing. */
export function readRange(value: TokenValue, problems: FilterProblem[]): WrittenRange | null {
  const [written = ""] = /^(?:[<>]=?|[=≥≤])/.exec(value.text) ?? [];
  const dots = /\.\.|…/.exec(value.text);
  const place = { from: value.from, to: value.to };
  const part = (from: number, to: number): Part => ({
    text: value.text.slice(from, to).trim(),
    // Inside quotes letters may stand elsewhere than in the text.
    ...(value.quoted ? place : { from: value.from + from, to: value.from + to }),
  });
  if (dots === null) {
    const only = part(written.length, value.text.length);
    if (only.text !== "") return { op: OPERATORS[written] ?? null, value: only };
    problems.push({ ...place, message: `"${written}" needs a value right after it, without a blank` });
    return null;
  }
  const from = part(0, dots.index);
  const to = part(dots.index + dots[0].length, value.text.length);
  if (written !== "") {
    problems.push({
      ...place,
      message: `a range has no "${written}"; write ${from.text.slice(written.length)}..${to.text}`,
    });
    return null;
  }
  if (from.text === "" && to.text === "") {
    problems.push({ ...place, message: "a range needs a beginning, an end or both" });
    return null;
  }
  return { op: "..", from: from.text === "" ? null : from, to: to.text === "" ? null : to };
}
