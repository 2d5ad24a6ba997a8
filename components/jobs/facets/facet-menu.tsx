"use client";

import { useMemo } from "react";
import { choicesOf, toggleChoice, withChoices } from "../../../lib/jobs/filter/edit.ts";
import { parseFilter } from "../../../lib/jobs/filter/parse.ts";
import { KindBadge, useSourceLabels } from "../../sources/source-label.tsx";
import { Button } from "../../ui/button.tsx";
import { OptionList } from "../../ui/option-list.tsx";
import { LoadingLabel, Skeleton } from "../../ui/skeleton.tsx";
import { goToFilter } from "../use-list-place.ts";
import { countedWhen } from "./counted-when.ts";
import { countText, edited, type MenuKey, menuValues } from "./facet-model.ts";
import { useFacets } from "./use-facets.ts";

const SEARCHED_FROM = 8;
/** As many agents as the server counts. */
const MOST_AGENTS = 50;

const WORDS: Record<MenuKey, { one: string; many: string }> = {
  source: { one: "source", many: "sources" },
  agent: { one: "agent", many: "agents" },
};

/** The values of a key under the rest of the filter, several to choose. */
export function FacetMenu({ q, facet }: { q: string; facet: MenuKey }) {
  const { data, error, isFetching, refetch } = useFacets(q, { enabled: true });
  const filter = useMemo(() => parseFilter(q).filter, [q]);
  const labels = useSourceLabels();
  const { one, many } = WORDS[facet];
  const toggle = (value: string) => goToFilter(edited(q, (held) => toggleChoice(held, facet, value)));

  if (data === undefined && isFetching) return <MenuSkeleton what={many} />;
  const counted = (facet === "source" ? data?.sources : data?.agents) ?? [];
  const values = menuValues(filter, facet, counted);
  const capped = data?.counted.capped === true;
  const chosen = choicesOf(filter, facet).length;
  const labelled = (value: string) => {
    const label = facet === "source" ? labels[value] : undefined;
    return label === undefined ? { label: value } : { label: label.name, icon: <KindBadge kind={label.kind} /> };
  };
  return (
    <div className="flex max-h-96 min-h-0 flex-col">
      <OptionList
        label={`${many} to show`}
        multiple
        searchable={facet === "agent" || values.length >= SEARCHED_FROM}
        placeholder={`Find ${facet === "agent" ? "an agent" : "a source"}`}
        empty={error === null ? `No ${one} has jobs that match` : null}
        options={values.map(({ value, count, chosen }) => ({
          id: value,
          ...labelled(value),
          note: count === null ? "" : countText(count, capped),
          chosen,
        }))}
        onChoose={toggle}
        onTyped={{ words: (typed) => `Filter by “${typed}”`, choose: toggle }}
      />
      <div className="flex min-h-9 shrink-0 items-center justify-between gap-2 border-t px-3 py-1 text-ink-3 text-xs">
        <span role="status">
          {error !== null && (
            <>
              Not counted: {one} names must be typed.{" "}
              <button type="button" className="font-medium text-accent hover:underline" onClick={() => void refetch()}>
                Try again
              </button>
            </>
          )}
          {error === null && data !== undefined && (
            <span data-tip={countedWhen(data)}>
              {counted.length >= MOST_AGENTS ? `The ${MOST_AGENTS} with the most jobs` : countedWhen(data)}
            </span>
          )}
        </span>
        {chosen > 0 && (
          <Button
            size="sm"
            look="ghost"
            className="-mr-2"
            onClick={() => goToFilter(edited(q, (held) => withChoices(held, facet, [])))}
          >
            Clear
          </Button>
        )}
      </div>
    </div>
  );
}

function MenuSkeleton({ what }: { what: string }) {
  return (
    <div className="flex flex-col gap-3 p-3">
      <LoadingLabel what={what} />
      <Skeleton className="h-4 w-1/2" />
      <Skeleton className="h-4 w-2/3" />
      <Skeleton className="h-4 w-1/3" />
    </div>
  );
}
