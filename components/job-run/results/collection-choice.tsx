"use client";

import { ChevronDown } from "lucide-react";
import type { ResultCollection } from "../../../lib/api/job-types.ts";
import { formatCount, formatQuantity } from "../../../lib/jobs/format.ts";
import { OptionList } from "../../ui/option-list.tsx";
import { Popover } from "../../ui/popover.tsx";
import { TOOL } from "./column-choice.tsx";

/** Which of several collections is shown; where there is but one, nothing. */
export function CollectionChoice({
  collections,
  value,
  onChange,
}: {
  collections: readonly Pick<ResultCollection, "collection" | "rows">[];
  value: number;
  onChange: (collection: number) => void;
}) {
  if (collections.length < 2 && (collections[0]?.collection ?? value) === value) return null;
  return (
    <Popover
      label="Collections"
      width={260}
      buttonClassName={TOOL}
      button={
        <>
          Collection {formatCount(value)}
          <span className="text-ink-3">of {formatCount(collections.length)}</span>
          <ChevronDown aria-hidden="true" className="size-3.5 text-ink-3" />
        </>
      }
    >
      {(close) => (
        <OptionList
          label="Collections"
          searchable={collections.length > 8}
          placeholder="Search collections"
          empty="There is no such collection."
          options={collections.map(({ collection, rows }) => ({
            id: String(collection),
            label: `Collection ${formatCount(collection)}`,
            note: formatQuantity(rows, "row"),
            chosen: collection === value,
          }))}
          onChoose={(id) => {
            close();
            onChange(Number(id));
          }}
        />
      )}
    </Popover>
  );
}
