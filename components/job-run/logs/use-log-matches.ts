"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { jobQueries } from "../../../lib/api/job-queries.ts";
import type { LogMatches } from "../../../lib/api/job-types.ts";
import type { LogFilter, LogQuery } from "../../../lib/jobs/log-search.ts";
import { SeqSet } from "../../../lib/jobs/seq-set.ts";
import { toSearchParams } from "./log-address.ts";
import type { LogOf } from "./use-log-lines.ts";

/** Lines with a text are counted up to this; then the reader says whether to go on. */
const ENOUGH = 10_000;
/** New lines of a log that grows are searched together, so often at most. */
const NEWS_MS = 500;

/** What a search has found so far. */
export interface LogFound {
  seqs: SeqSet;
  /** Where a regular expression stands in a line; nothing of the pattern is ever run in the browser. */
  marks: ReadonlyMap<number, readonly number[]>;
  /** The last line that was looked at, or is known not to match. */
  to: number;
  /** It stopped because there is plenty; `goOn` looks further. */
  capped: boolean;
  goOn: () => void;
  /** The line at which the pattern takes too long; null when it does not. */
  slowAt: number | null;
  searching: boolean;
  error: Error | null;
  retry: () => void;
}

/** Searches a log of `lastSeq` lines part by part, and what is added to it. With `asked` false nothing is done. */
export function useLogMatches(
  { source, id, attempt }: LogOf,
  { filter, query, lastSeq, asked }: { filter: LogFilter; query: LogQuery | null; lastSeq: number; asked: boolean },
): LogFound {
  const params = toSearchParams(filter, query);
  const search = useInfiniteQuery({ ...jobQueries.logMatches(source, id, attempt, params), enabled: asked });
  const [limit, setLimit] = useState({ of: "", enough: ENOUGH });
  const of = JSON.stringify(params);
  const enough = query === null ? Number.POSITIVE_INFINITY : limit.of === of ? limit.enough : ENOUGH;
  const { seqs, marks, to, stopped, grew } = useMemo(() => gather(search.data?.pages ?? []), [search.data]);
  const capped = seqs.size >= enough && to < lastSeq;
  const goesOn = asked && search.hasNextPage && !search.isFetching && search.error === null && to < lastSeq && !capped;
  const { fetchNextPage } = search;

  useEffect(() => {
    if (!goesOn) return;
    const timer = setTimeout(() => void fetchNextPage(), grew ? NEWS_MS : 0);
    return () => clearTimeout(timer);
  }, [goesOn, grew, fetchNextPage]);

  return {
    ...{ seqs, marks, to, capped },
    goOn: () => setLimit({ of, enough: seqs.size + ENOUGH }),
    slowAt: stopped === "pattern" ? to + 1 : null,
    searching: asked && search.error === null && (search.isFetching || goesOn),
    error: search.error,
    retry: () => void (search.data === undefined ? search.refetch() : fetchNextPage()),
  };
}

function gather(pages: readonly LogMatches[]) {
  const parts = pages.map(({ runs }, place) => ({ runs, after: pages[place - 1]?.to ?? 0 }));
  const seqs = SeqSet.join(parts);
  const marks = new Map<number, readonly number[]>();
  let row = 0;
  for (const page of pages) {
    for (const [place, each] of (page.marks ?? []).entries()) {
      const seq = seqs.at(row + place);
      if (seq !== undefined) marks.set(seq, each);
    }
    row += page.found;
  }
  const last = pages.at(-1);
  // It had come to the end: what there is to search now was written since.
  const grew = last !== undefined && last.to >= last.lastSeq;
  return { seqs, marks, to: last?.to ?? 0, stopped: last?.stopped ?? null, grew };
}
