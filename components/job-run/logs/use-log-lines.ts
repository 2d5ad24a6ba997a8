"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { callApi } from "../../../lib/api/client.ts";
import { jobQueries } from "../../../lib/api/job-queries.ts";
import type { LogPage } from "../../../lib/api/job-types.ts";
import { jobPath, withParams } from "../../../lib/api/queries.ts";
import type { LogLine } from "../../../lib/jobs/model.ts";
import { LineStore } from "./line-store.ts";

/** Earlier attempts get no news. */
const NONE: LogLine[] = [];

/** Which attempt's log. */
export interface LogOf {
  source: string;
  id: string;
  /** Null for the latest. */
  attempt: number | null;
}

/** The lines of a log that the page holds, and how many there are by now: what was pushed counts too. */
export function useLogLines({ source, id, attempt }: LogOf) {
  const end = useQuery(jobQueries.logEnd(source, id, attempt));
  const { data: pushed } = useQuery(jobQueries.liveLines(source, id));
  const live = attempt === null ? pushed : NONE;
  const [store] = useState(
    () =>
      new LineStore(async (request) => {
        const range = "seqs" in request ? { seqs: request.seqs.join(",") } : request;
        const path = withParams(`${jobPath(source, id)}/logs`, { ...range, run: attempt });
        return (await callApi<LogPage>(path)).items;
      }),
  );
  const fetched = end.data?.items;
  // They are looked at in the very next frame: what is there must not be fetched again.
  if (fetched !== undefined) store.hold(fetched);
  useEffect(() => store.put(live), [store, live]);
  return { store, end, lastSeq: Math.max(end.data?.lastSeq ?? 0, live.at(-1)?.seq ?? 0) };
}
