import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { ResultVerdict } from "../jobs/model.ts";
import type { ResultFormat } from "../jobs/result-export.ts";
import { visibleLine } from "../text/visible-text.ts";
import { callApi } from "./client.ts";
import type { ResultChange, ResultChanges, ResultFields, ResultPage, ResultPart, TextLine } from "./job-types.ts";
import { WINDOW_KEPT_MS } from "./line-windows.ts";
import { jobPath, keys, withParams } from "./queries.ts";

const CHANGES_PER_PAGE = 200;
const WINDOW_CHARACTERS = 16 * 1024;

/** Which results of which attempt (null: the latest); a filter of null lets everything through. */
export interface ResultChoice {
  source: string;
  id: string;
  attempt: number | null;
  collection: number;
  /** Whether results are wanted as post-processed, where there are such; left out, as they were found. */
  modified?: boolean;
  task: number | null;
  verdict: ResultVerdict | null;
}

/** A page of results: at most `limit` after the seq `after`. */
export interface ResultRead extends ResultChoice {
  after: number;
  limit: number;
}

/** Where a result is. */
export interface ResultPlace extends Pick<ResultChoice, "source" | "id" | "attempt" | "collection" | "modified"> {
  seq: number;
}

/** A page of differences, those of one kind or with null all; `after` is a place in their list. */
export interface ChangesRead extends Pick<ResultChoice, "source" | "id" | "attempt" | "collection"> {
  change: ResultChange | null;
  after: number;
  limit?: number;
}

function resultsPath({ source, id, attempt, modified, ...read }: ResultRead): string {
  const { collection, task, verdict, after, limit } = read;
  const params = { collection, modified: flag(modified), task, verdict, after, limit, run: attempt };
  return withParams(`${jobPath(source, id)}/results`, params);
}

function flag(wanted: boolean | undefined): 1 | null {
  return wanted ? 1 : null;
}

/** The address of a result as a file. */
export function resultFilePath(place: ResultPlace): string {
  return partPath(place, "/file", {});
}

function partPath(
  { source, id, attempt, collection, modified, seq }: ResultPlace,
  of: "" | "/fields" | "/file",
  params: Record<string, number>,
): string {
  const path = `${jobPath(source, id)}/results/${collection}/${seq}${of}`;
  return withParams(path, { ...params, modified: flag(modified), run: attempt });
}

function partKey({ source, id, attempt, collection, modified, seq }: ResultPlace): readonly unknown[] {
  return [...keys.allResults(source, id), "part", attempt, collection, modified ?? false, seq];
}

/** Lines of so many characters each. */
function linesOf(text: string, letters: number): TextLine[] {
  // What JavaScript holds as two is one character to the server.
  const characters = [...text];
  return Array.from({ length: Math.ceil(characters.length / letters) }, (_, line) => ({
    text: visibleLine(characters.slice(line * letters, (line + 1) * letters).join("")),
    more: 0,
  }));
}

/** The address of all results of a choice as a file. */
export function resultExportPath({ source, id, attempt, ...choice }: ResultChoice, format: ResultFormat): string {
  const { collection, modified, task, verdict } = choice;
  const params = { format, collection, modified: flag(modified), task, verdict, run: attempt };
  return withParams(`${jobPath(source, id)}/results/export`, params);
}

/** What the results of a job's page read. */
export const resultQueries = {
  /** A page of results. It is read again only when the reader asks. */
  page: (read: ResultRead) =>
    queryOptions({
      queryKey: [...keys.allResults(read.source, read.id), read],
      queryFn: ({ signal }) => callApi<ResultPage>(resultsPath(read), { signal }),
      placeholderData: keepPreviousData,
      refetchOnReconnect: false,
    }),

  /** A part of one result: its beginning, or from `from` on. */
  part: (place: ResultPlace, from = 0) =>
    queryOptions({
      queryKey: [...partKey(place), from],
      queryFn: ({ signal }) => callApi<ResultPart>(partPath(place, "", { from }), { signal }),
    }),

  /** Where the fields of a result stand that is too long for one part. */
  fields: (place: ResultPlace) =>
    queryOptions({
      queryKey: [...partKey(place), "fields"],
      queryFn: ({ signal }) => callApi<ResultFields>(partPath(place, "/fields", {}), { signal }),
    }),

  /** The text of a value of a result, in windows of lines of `letters` characters. */
  textLines: (place: ResultPlace, value: { from: number; length: number }, letters: number) => {
    const size = Math.max(1, Math.floor(WINDOW_CHARACTERS / letters));
    return {
      size,
      options: (window: number) => ({
        queryKey: [...partKey(place), "lines", value.from, letters, window],
        queryFn: async ({ signal }: { signal: AbortSignal }) => {
          const skipped = window * size * letters;
          const length = Math.min(size * letters, value.length - skipped);
          const path = partPath(place, "", { from: value.from + skipped, length });
          const { item } = await callApi<ResultPart>(path, { signal });
          return { lines: linesOf(item.data, letters) };
        },
        gcTime: WINDOW_KEPT_MS,
        structuralSharing: false as const,
        retry: false as const,
      }),
    };
  },

  /** What is different from the run before, a page of it. For the counts alone ask with a `limit` of 1. */
  changes: (read: ChangesRead) =>
    queryOptions({
      queryKey: [...keys.allResults(read.source, read.id), "changes", read],
      queryFn: ({ signal }) => {
        const { source, id, attempt, collection, change, after, limit = CHANGES_PER_PAGE } = read;
        const path = `${jobPath(source, id)}/results/changes`;
        return callApi<ResultChanges>(withParams(path, { collection, change, after, limit, run: attempt }), { signal });
      },
      placeholderData: keepPreviousData,
      refetchOnReconnect: false,
    }),
};
