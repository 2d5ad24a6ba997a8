"use client";

import { useMemo } from "react";
import type { LogSearchParams } from "../../../lib/api/queries.ts";
import { type LogFilter, type LogQuery, MAX_LOG_QUERY } from "../../../lib/jobs/log-search.ts";
import { LOG_LEVELS, type LogLevel } from "../../../lib/jobs/model.ts";
import { setAddress, useAddress } from "../address.ts";

/** What the address says of the log. */
export interface LogAddress {
  filter: LogFilter;
  query: LogQuery | null;
  /** Only the lines that hold what is searched for are shown. */
  only: boolean;
  /** The marked lines, both ends included. */
  lines: LineRange | null;
}

export interface LineRange {
  from: number;
  to: number;
}

/** What of the log's address is changed; null takes away. */
export interface LogAddressChange {
  levels?: readonly LogLevel[];
  task?: number | null;
  query?: LogQuery | null;
  only?: boolean;
  lines?: LineRange | null;
}

export function useLogAddress(): LogAddress {
  const address = useAddress();
  const level = address("log-level") ?? "";
  const task = address("log-task") ?? "";
  const text = (address("log-q") ?? "").slice(0, MAX_LOG_QUERY);
  const regex = address("log-regex") === "true";
  const only = address("log-only") === "true";
  const line = address("log-line");
  return useMemo(
    () => ({
      filter: { levels: readLevels(level), task: /^\d{1,9}$/.test(task) ? Number(task) : null },
      query: text === "" ? null : { text, regex },
      only,
      lines: readLines(line),
    }),
    [level, task, text, regex, only, line],
  );
}

export function setLogAddress({ levels, task, query, only, lines }: LogAddressChange): void {
  const whole = levels !== undefined && new Set(levels).size === LOG_LEVELS.length;
  setAddress({
    ...(levels === undefined ? {} : { "log-level": whole ? null : levels.join(",") }),
    ...(task === undefined ? {} : { "log-task": task === null ? null : String(task) }),
    ...(query === undefined ? {} : { "log-q": query?.text ?? null, "log-regex": query?.regex ? "true" : null }),
    ...(only === undefined ? {} : { "log-only": only ? "true" : null }),
    ...(lines === undefined ? {} : { "log-line": lines === null ? null : writeLines(lines) }),
  });
}

/** As the API takes it. */
export function toSearchParams({ levels, task }: LogFilter, query: LogQuery | null): LogSearchParams {
  return { level: levels.join(","), task, q: query?.text ?? "", regex: query?.regex ? "true" : null };
}

/** `12` or `12-40`; anything else marks nothing. */
export function readLines(text: string | null): LineRange | null {
  const parts = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(text ?? "");
  if (parts === null) return null;
  const [from, to] = [Number(parts[1]), Number(parts[2] ?? parts[1])].sort((one, other) => one - other);
  return from === undefined || to === undefined || from === 0 ? null : { from, to };
}

export function writeLines({ from, to }: LineRange): string {
  return from === to ? String(from) : `${from}-${to}`;
}

function readLevels(text: string): LogLevel[] {
  const asked = text.split(",");
  const levels = LOG_LEVELS.filter((level) => asked.includes(level));
  return levels.length === LOG_LEVELS.length ? [] : levels;
}
