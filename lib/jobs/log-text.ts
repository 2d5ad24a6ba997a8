import type { Instant, LogLevel, LogLine } from "./model.ts";

/** What a line of text says. What it leaves out is as of the line before. */
type ReadLine = Pick<LogLine, "at" | "level" | "message">;

/** What stands for what the first lines leave out. */
export interface LogTextOptions {
  /** The time of lines before the first that tells its own. */
  at: Instant;
  /** The seq of the first line. Default 1. */
  from?: number;
}

const LEVELS: Record<string, LogLevel> = {
  ...{ trace: "debug", verbose: "debug", silly: "debug", fine: "debug", debug: "debug", dbg: "debug", d: "debug" },
  ...{ info: "info", information: "info", inf: "info", notice: "info", log: "info", i: "info", success: "info" },
  ...{ warn: "warning", warning: "warning", wrn: "warning", w: "warning" },
  ...{ error: "error", err: "error", e: "error", fatal: "error", critical: "error", crit: "error", panic: "error" },
  ...{ severe: "error", alert: "error", emerg: "error", emergency: "error", exception: "error", failure: "error" },
};

/** The level that a backend's word or number means: `WARN`, `Information`, pino's 10 to 60. Null when it means none. */
export function readLogLevel(value: unknown): LogLevel | null {
  if (typeof value === "number") {
    if (value < 10 || value > 60) return null;
    return value < 30 ? "debug" : value < 40 ? "info" : value < 50 ? "warning" : "error";
  }
  if (typeof value !== "string" || value.length > 20) return null;
  const word = value.toLowerCase().replace(/[^a-z]/g, "");
  return Object.hasOwn(LEVELS, word) ? (LEVELS[word] ?? null) : null;
}

// Each part is bounded and begins with what no other part can begin with.
const TIME =
  /^\s{0,8}\[?(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(?:[.,](\d{1,9}))?\s?(Z|[+-]\d{2}:?\d{2})?\]?(?=[\s:|-]|$)(?:\s?[:|-](?=\s))?\s{0,3}/i;
const LEVEL = /^\[?([A-Za-z]{1,12})\]?(?=[\s:|-]|$)(?:\s?[:|-](?=\s))?\s{0,3}/;

/**
 * Reads a log given as text, a line each as `2026-11-22T06:03:33.567Z ERROR message`. Tolerant: the time may have a blank for
 * the `T`, a comma, no zone (UTC then) and brackets; a line without time or level (a stack trace) has those of the line before.
 * A line break at the very end makes no line. Never throws.
 */
export function readLogText(text: string, { at, from = 1 }: LogTextOptions): LogLine[] {
  if (text === "") return [];
  const lines = text.split(/\r\n|\n/);
  if (lines.at(-1) === "") lines.pop();
  let before: ReadLine = { at, level: "info", message: "" };
  return lines.map((line, place) => {
    before = readLogLine(line, before);
    return { seq: from + place, ...before, task: null };
  });
}

function readLogLine(line: string, before: ReadLine): ReadLine {
  const time = TIME.exec(line);
  const at = time === null ? null : instantOf(time);
  if (time === null || at === null) return { at: before.at, level: before.level, message: line };
  const rest = line.slice(time[0].length);
  const word = LEVEL.exec(rest);
  const level = word === null ? null : readLogLevel(word[1]);
  if (word === null || level === null) return { at, level: "info", message: rest };
  return { at, level, message: rest.slice(word[0].length) };
}

function instantOf([, date, clock, fraction = "", zone = "Z"]: RegExpExecArray): Instant | null {
  const offset = zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone.toUpperCase();
  const read = new Date(`${date}T${clock}.${fraction.slice(0, 3).padEnd(3, "0")}${offset}`);
  return Number.isNaN(read.getTime()) ? null : read.toISOString();
}

const TIME_NAMES = ["at", "time", "timestamp", "ts", "@timestamp", "date", "created_at", "logged_at"];
const LEVEL_NAMES = ["level", "severity", "log_level", "loglevel", "lvl"];
const MESSAGE_NAMES = ["message", "msg", "text", "log", "description"];

/**
 * Reads a log given as JSON values: texts as `readLogText` reads a line, objects by the names that loggers use. What has no message
 * is shown as its JSON; numbers of a time are milliseconds, or seconds when they are small. Never throws.
 */
export function readLogRecords(records: readonly unknown[], { at, from = 1 }: LogTextOptions): LogLine[] {
  let before: ReadLine = { at, level: "info", message: "" };
  return records.map((record, place) => {
    before = typeof record === "string" ? readLogLine(record, before) : readRecord(record, before);
    return { seq: from + place, ...before, task: null };
  });
}

function readRecord(record: unknown, before: ReadLine): ReadLine {
  const value = (names: readonly string[]): unknown =>
    typeof record === "object" && record !== null
      ? Object.entries(record).find(([name]) => names.includes(name.toLowerCase()))?.[1]
      : undefined;
  const message = value(MESSAGE_NAMES);
  return {
    at: recordTime(value(TIME_NAMES)) ?? before.at,
    level: readLogLevel(value(LEVEL_NAMES)) ?? "info",
    message: typeof message === "string" ? message : (JSON.stringify(record) ?? String(record)),
  };
}

function recordTime(value: unknown): Instant | null {
  if (typeof value === "number") {
    const date = new Date(Math.abs(value) < 1e11 ? value * 1000 : value);
    return Number.isNaN(date.getTime()) ? null : date.toISOString();
  }
  const time = typeof value === "string" ? TIME.exec(value) : null;
  return time === null ? null : instantOf(time);
}
