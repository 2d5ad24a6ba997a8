"use client";

import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import dynamic from "next/dynamic";
import { useMemo, useRef } from "react";
import { queries } from "../../../lib/api/queries.ts";
import { parseFilter } from "../../../lib/jobs/filter/parse.ts";
import { COUNT_PRESENTATION } from "../../../lib/jobs/presentation.ts";
import { COUNT_NAMES } from "../../../lib/jobs/state.ts";
import { useAwake } from "../../ui/use-awake.ts";
import { StateIcon } from "../state-icon.tsx";
import { goToFilter } from "../use-list-place.ts";
import { countedWhen } from "./counted-when.ts";
import { countsOf, countText, edited, hasCount, toggleCount } from "./facet-model.ts";
import { pill } from "./pill.ts";
import { useFacets } from "./use-facets.ts";

const FacetMenus = dynamic(() => import("../list-tools.ts").then((module) => module.FacetMenus), { ssr: false });

/** States to show, with how many jobs of each match, and menus of sources and agents. What is chosen is in the filter's text. */
export function Facets({ q }: { q: string }) {
  const root = useRef<HTMLDivElement>(null);
  useAwake(root);
  return (
    <div
      ref={root}
      data-late=""
      className="-mx-4 flex min-w-0 items-center gap-1.5 overflow-x-auto px-4 py-0.5 [scrollbar-width:none] md:mx-0 md:flex-wrap md:px-0.5"
    >
      <StateToggles q={q} />
      <div className="flex h-7 shrink-0 gap-1.5 coarse:h-9">
        <FacetMenus q={q} />
      </div>
    </div>
  );
}

/** Counts of all jobs come live with the summary; those under a filter are asked for. */
function StateToggles({ q }: { q: string }) {
  const filter = useMemo(() => parseFilter(q).filter, [q]);
  const isAll = filter.terms.length === 0;
  const { data: summary } = useQuery(queries.summary());
  const { data: facets, isPlaceholderData, isError } = useFacets(q, { enabled: !isAll });
  const filtered = useMemo(() => facets && countsOf(facets), [facets]);
  const counts = isAll || filtered === undefined ? summary?.counts : filtered;
  const old = !isAll && (filtered === undefined || isPlaceholderData || isError);
  const capped = !isAll && facets?.counted.capped === true;
  const tip = isAll || old || facets === undefined ? undefined : countedWhen(facets);

  const shown = COUNT_NAMES.filter(
    (name) => name !== "unknown" || (counts?.unknown ?? 0) > 0 || hasCount(filter, name),
  );
  return (
    <fieldset className="flex shrink-0 gap-1.5">
      <legend className="sr-only">States to show</legend>
      {shown.map((name) => {
        const { word, tone, icon } = COUNT_PRESENTATION[name];
        const chosen = hasCount(filter, name);
        return (
          <button
            key={name}
            type="button"
            aria-pressed={chosen}
            data-tip={tip}
            onClick={() => goToFilter(edited(q, (held) => toggleCount(held, name)))}
            className={pill(chosen)}
          >
            <StateIcon name={icon} tone={chosen ? null : tone} className="animate-none" />
            {word}
            <span className={clsx("min-w-4 text-right text-xs", chosen ? "opacity-75" : "text-ink-3", old && "stale")}>
              {counts === undefined ? "" : countText(counts[name], capped)}
            </span>
          </button>
        );
      })}
    </fieldset>
  );
}
