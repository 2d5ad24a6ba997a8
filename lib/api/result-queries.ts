import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { ResultVerdict } from "../jobs/model.ts";
import type { ResultFormat } from "../jobs/result-export.ts";
import { callApi, errorOf, send } from "./client.ts";
import type { ResultChange, ResultChanges, ResultPage, ResultPart } from "./job-types.ts";
import { jobPath, keys, withParams } from "./queries.ts";

const CHANGES_PER_PAGE = 200;

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
export function resultFilePath({ source, id, attempt, collection, modified, seq }: ResultPlace): string {
  const path = `${jobPath(source, id)}/results/${collection}/${seq}/file`;
  return withParams(path, { modified: flag(modified), run: attempt });
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

  /** The beginning of one result. */
  part: ({ source, id, attempt, collection, modified, seq }: ResultPlace) =>
    queryOptions({
      queryKey: [...keys.allResults(source, id), "part", attempt, collection, modified ?? false, seq],
      queryFn: ({ signal }) => {
        const path = `${jobPath(source, id)}/results/${collection}/${seq}`;
        return callApi<ResultPart>(withParams(path, { modified: flag(modified), run: attempt }), { signal });
      },
    }),

  /** A result to its end, as it is stored: as text, so that the page need not parse it. It is kept no longer than it is shown. */
  whole: (place: ResultPlace) =>
    queryOptions({
      queryKey: [...keys.allResults(place.source, place.id), "whole", place],
      queryFn: async ({ signal }) => {
        const response = await send(resultFilePath(place), { signal, credentials: "same-origin" });
        if (!response.ok) throw await errorOf(response);
        return await response.text();
      },
      structuralSharing: false,
      gcTime: 0,
    }),

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
