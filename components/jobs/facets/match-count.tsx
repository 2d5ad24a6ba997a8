"use client";

import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { queries } from "../../../lib/api/queries.ts";
import { parseFilter } from "../../../lib/jobs/filter/parse.ts";
import { formatQuantity } from "../../../lib/jobs/format.ts";
import { countedWhen } from "./counted-when.ts";
import { matchText } from "./facet-model.ts";
import { useFacets } from "./use-facets.ts";

/** How many jobs match: `1,204 match`. Of all jobs it is the live count. */
export function MatchCount({ q }: { q: string }) {
  const isAll = parseFilter(q).filter.terms.length === 0;
  const { data: summary } = useQuery(queries.summary());
  const { data: facets, isPlaceholderData, isFetching, error, refetch } = useFacets(q, { enabled: !isAll });

  if (isAll) {
    const total = summary && Object.values(summary.counts).reduce((sum, count) => sum + count, 0);
    return <Figure>{total === undefined ? "" : formatQuantity(total, "job")}</Figure>;
  }
  if (error !== null) {
    return (
      <Figure>
        Could not count.{" "}
        <button
          type="button"
          className="rounded-sm font-medium text-accent hover:underline"
          onClick={() => void refetch()}
        >
          Try again
        </button>
      </Figure>
    );
  }
  // A filter that cannot be understood is not counted.
  if (facets === undefined) return <Figure>{isFetching ? "Counting…" : ""}</Figure>;
  return (
    <Figure old={isPlaceholderData} tip={countedWhen(facets)}>
      {matchText(facets.total, facets.counted.capped)}
      {facets.counted.since !== null && <span className="sr-only"> ({countedWhen(facets)})</span>}
    </Figure>
  );
}

function Figure({ children, old = false, tip }: { children: React.ReactNode; old?: boolean; tip?: string }) {
  return (
    <span role="status" data-tip={tip} className={clsx("whitespace-nowrap text-ink-3 text-xs", old && "stale")}>
      {children}
    </span>
  );
}
