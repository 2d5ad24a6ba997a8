import { readable } from "../../../lib/text/readable.ts";

export interface FoldedError {
  /** The first lines, as they are read at once. */
  head: string;
  /** The whole text, as far as it is shown; null when `head` is all of it. */
  whole: string | null;
  lines: number;
  /** Characters beyond what is shown; 0 when all is. */
  left: number;
}

const HEAD_LINES = 3;
const HEAD_LENGTH = 400;
const MOST_SHOWN = 20_000;
/** Where a stack begins: JavaScript and Java, Python, Go, .NET, Ruby. */
const FRAME =
  /^(?:\s*at .+|Traceback \(most recent call last\):|\s+File ".*|goroutine \d+.*|\s*--- End of .*|\s*from .+:\d+.*|Caused by: .*)$/;

/** The first lines of an error, before its stack, and the rest to be shown on request. */
export function foldError(error: string): FoldedError {
  const text = readable(error.slice(0, MOST_SHOWN)).trim();
  const left = Math.max(0, error.length - MOST_SHOWN);
  const lines = text.split("\n");
  const stack = lines.findIndex((line, place) => place > 0 && FRAME.test(line));
  const first = lines
    .slice(0, Math.min(HEAD_LINES, stack === -1 ? HEAD_LINES : stack))
    .join("\n")
    .trim();
  const head = first.length > HEAD_LENGTH ? `${first.slice(0, HEAD_LENGTH)}…` : first;
  return { head, whole: head === text && left === 0 ? null : text, lines: lines.length, left };
}
