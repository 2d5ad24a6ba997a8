/** A longer line is cut: a browser lays out one of some megabytes for seconds. */
const MAX_CHARACTERS = 2000;

const UNSEEN = /[\p{Cs}\p{Zl}\p{Zp}\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]|(?![\t\n])\p{Cc}/gu;

/**
 * A line as it can be shown: what has no looks of its own, or would turn around what follows, as its escape in JSON. `more` is
 * how many characters were cut off.
 */
export function visibleLine(line: string): { text: string; more: number } {
  const kept = line.length > MAX_CHARACTERS ? line.slice(0, MAX_CHARACTERS) : line;
  const text = kept.replace(UNSEEN, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return { text, more: line.length - kept.length };
}
