"use client";

import { describeTerm } from "../../../lib/jobs/filter/describe.ts";
import { parseFilter } from "../../../lib/jobs/filter/parse.ts";
import { serializeTerm } from "../../../lib/jobs/filter/serialize.ts";
import { useInBrowser } from "../../live/use-now.ts";

/** A filter as a row of its terms, in words. */
export function QueryTerms({ q }: { q: string }) {
  const inBrowser = useInBrowser();
  const timeZone = inBrowser ? new Intl.DateTimeFormat().resolvedOptions().timeZone : "UTC";
  return (
    <span className="inline-flex min-w-0 max-w-full flex-wrap items-center gap-1">
      {parseFilter(q).filter.terms.map((term) => {
        const text = serializeTerm(term);
        return (
          <span
            key={text}
            data-tip={text}
            className="max-w-full break-words rounded-full bg-sunken px-2 text-ink text-xs leading-5"
          >
            {describeTerm(term, timeZone)}
          </span>
        );
      })}
    </span>
  );
}
