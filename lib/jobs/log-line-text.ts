import type { LogLine } from "./model.ts";

/** The kinds of file that a log is saved as. */
export const LOG_FORMATS = ["text", "ndjson"] as const;
export type LogFormat = (typeof LOG_FORMATS)[number];

/** A line as text: `2026-11-22T06:03:33.567Z ERROR [task 7] message`. Its message is as it was written. */
export function lineAsText({ at, level, task, message }: LogLine): string {
  return `${at} ${level.toUpperCase()} ${task === null ? "" : `[task ${task}] `}${message}`;
}

/** A line of a file in this format, with its end. */
export function lineInFile(format: LogFormat, line: LogLine): string {
  if (format === "text") return `${lineAsText(line)}\n`;
  const { seq, at, level, task, message } = line;
  return `${JSON.stringify({ seq, at, level, task, message })}\n`;
}
