import type { LogLevel } from "./model.ts";

/** The longest text or pattern that a log is searched for, in characters. */
export const MAX_LOG_QUERY = 500;

/** What is looked for in a log: a text as it stands, or a regular expression. Case does not matter. */
export interface LogQuery {
  text: string;
  regex: boolean;
}

/** Which lines of a log are asked for. Empty levels mean all. */
export interface LogFilter {
  levels: readonly LogLevel[];
  task: number | null;
}

/**
 * The regular expression that a pattern means: with the rules of Unicode where it keeps to them, else with those of old.
 * @throws SyntaxError saying what is wrong with it
 */
export function compilePattern(pattern: string): RegExp {
  try {
    return new RegExp(pattern, "iu");
  } catch {
    return new RegExp(pattern, "i");
  }
}

/** What is wrong with a pattern, without the pattern itself; null when it can be used. */
export function patternProblem(pattern: string): string | null {
  try {
    compilePattern(pattern);
    return null;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return message.slice(message.lastIndexOf(": ") + 1).trim() || "It is not a regular expression";
  }
}

/** A text as an expression that finds it, and nothing else, everywhere. It takes time with the length of what is searched. */
export function literalPattern(text: string): RegExp {
  return new RegExp(text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&"), "gi");
}

/** Where a text stands in a message, as starts and ends by turns. */
export function findLiteral(message: string, text: string, most = 100): number[] {
  if (text === "") return [];
  const marks: number[] = [];
  for (const { index, 0: found } of message.matchAll(literalPattern(text))) {
    marks.push(index, index + found.length);
    if (marks.length >= 2 * most) break;
  }
  return marks;
}
