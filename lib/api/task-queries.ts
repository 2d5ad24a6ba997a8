import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { MOST_TASKS, type TaskSort } from "../jobs/task-sort.ts";
import { callApi } from "./client.ts";
import type { TaskOrder, TaskOutlinePage, TaskRows } from "./job-types.ts";
import { jobPath, keys, withParams } from "./queries.ts";
import type { JobPage } from "./types.ts";

/** A run whose tasks are meant: an attempt, or the latest with null. */
export interface TaskPlace {
  source: string;
  id: string;
  attempt: number | null;
}

/** Which tasks, in which order. */
export interface TaskChoice {
  states: readonly string[];
  q: string;
  sort: TaskSort;
}

/** What is read about the tasks of a run. Apart from the other queries, since the list's first load needs none of it. */
export const taskQueries = {
  order: ({ source, id, attempt }: TaskPlace, { states, q, sort }: TaskChoice) =>
    queryOptions({
      queryKey: [...keys.allTasks(source, id), "order", attempt, states, q, sort],
      queryFn: ({ signal }) =>
        callApi<TaskOrder>(
          withParams(`${jobPath(source, id)}/tasks/order`, { state: states.join(","), q, sort, run: attempt }),
          { signal },
        ),
      placeholderData: keepPreviousData,
    }),

  /** Tasks by number. What is pushed is laid over them: they are not read again by themselves. */
  rows: ({ source, id, attempt }: TaskPlace, seqs: readonly number[]) => {
    const wanted = seqs.join(",");
    return queryOptions({
      queryKey: [...keys.allTasks(source, id), "rows", attempt, wanted],
      queryFn: ({ signal }) =>
        callApi<TaskRows>(withParams(`${jobPath(source, id)}/tasks/rows`, { seq: wanted, run: attempt }), { signal }),
      staleTime: Number.POSITIVE_INFINITY,
    });
  },

  /**
   * When the tasks of a run were worked on, up to a hundred thousand tasks, in pages as the server gives them. `read` takes each
   * when it comes: to take all of them at the end would hold the page up.
   */
  outline: <Read>({ source, id, attempt }: TaskPlace, read: (page: TaskOutlinePage) => Read) =>
    queryOptions({
      queryKey: [...keys.allTasks(source, id), "outline", attempt],
      queryFn: async ({ signal }) => {
        const path = `${jobPath(source, id)}/tasks/outline`;
        const pages: Read[] = [];
        for (let after: string | null = "0", tasks = 0; after !== null && tasks < MOST_TASKS; ) {
          const page: TaskOutlinePage = await callApi(withParams(path, { after, run: attempt }), { signal });
          pages.push(read(page));
          tasks += page.states.length;
          after = page.nextCursor;
        }
        return pages;
      },
      staleTime: Number.POSITIVE_INFINITY,
      structuralSharing: false,
    }),

  /** The whole of a task whose texts are cut in its row. */
  whole: ({ source, id, attempt }: TaskPlace, seq: number) =>
    queryOptions({
      queryKey: [...keys.allTasks(source, id), "whole", attempt, seq],
      queryFn: ({ signal }) =>
        callApi<{ items: TaskRows["items"] }>(
          withParams(`${jobPath(source, id)}/tasks`, { after: seq - 1, limit: 1, run: attempt }),
          { signal },
        ),
      staleTime: Number.POSITIVE_INFINITY,
      gcTime: 0,
    }),

  /** The job with those that it retries and that retried it. Rows of jobs: pushed changes patch them. `links` is what was known of them. */
  chain: (source: string, id: string, links: readonly (string | null)[]) =>
    queryOptions({
      queryKey: [...keys.jobRows, "chain", source, id, links],
      queryFn: ({ signal }) => callApi<JobPage>(`${jobPath(source, id)}/chain`, { signal }),
      placeholderData: keepPreviousData,
    }),
};
