"use client";

import { X } from "lucide-react";
import { type KeyboardEvent, useEffect, useMemo, useRef } from "react";
import { describeTerm } from "../../../lib/jobs/filter/describe.ts";
import { withoutTerm } from "../../../lib/jobs/filter/edit.ts";
import { parseFilter } from "../../../lib/jobs/filter/parse.ts";
import { serializeFilter, serializeTerm } from "../../../lib/jobs/filter/serialize.ts";
import { useInBrowser } from "../../live/use-now.ts";
import { Button } from "../../ui/button.tsx";
import { useAwake } from "../../ui/use-awake.ts";
import { goToFilter } from "./go-to-filter.ts";

/** The filter in words, a chip for each term, which can be taken away. */
export function FilterChips({ q }: { q: string }) {
  const filter = useMemo(() => parseFilter(q).filter, [q]);
  const inBrowser = useInBrowser();
  const timeZone = inBrowser ? Intl.DateTimeFormat().resolvedOptions().timeZone : "UTC";
  const list = useRef<HTMLUListElement>(null);
  const focusNext = useRef<number | null>(null);

  // Whoever takes a term away by keyboard goes on from the next one.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the chips are there anew with each text
  useEffect(() => {
    if (focusNext.current === null) return;
    const chips = list.current?.querySelectorAll("button") ?? [];
    const next = chips[Math.min(focusNext.current, chips.length - 1)];
    focusNext.current = null;
    if (next !== undefined) next.focus();
    else focusField();
  }, [q]);

  useAwake(list);

  const remove = (index: number) => {
    focusNext.current = index;
    goToFilter(serializeFilter(withoutTerm(filter, index)));
  };

  if (filter.terms.length === 0) return null;
  return (
    <>
      <ul ref={list} data-late="" aria-label="Filter" className="flex min-w-0 flex-wrap gap-1.5">
        {filter.terms.map((term, index) => (
          <Chip
            key={serializeTerm(term)}
            words={describeTerm(term, timeZone)}
            tip={serializeTerm(term)}
            remove={() => remove(index)}
          />
        ))}
      </ul>
      <Button
        size="sm"
        look="ghost"
        onClick={() => {
          goToFilter("");
          focusField();
        }}
      >
        Clear
      </Button>
    </>
  );
}

function Chip({ words, tip, remove }: { words: string; tip: string; remove: () => void }) {
  const colon = words.indexOf(": ") + 2;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Delete" && event.key !== "Backspace") return;
    event.preventDefault();
    remove();
  };
  return (
    <li className="flex h-7 min-w-0 max-w-full items-center rounded-md border border-line-strong bg-surface pl-2.5 text-sm shadow-raised coarse:h-9">
      <span data-tip={tip} className="max-w-80 truncate">
        <span className="text-ink-3">{words.slice(0, colon)}</span>
        <span className="font-medium text-ink">{words.slice(colon)}</span>
      </span>
      <button
        type="button"
        aria-label={`Remove ${words}`}
        onClick={remove}
        onKeyDown={onKeyDown}
        className="ml-1 flex size-6.5 shrink-0 items-center justify-center rounded-r-md text-ink-3 transition-colors duration-100 hover:bg-sunken hover:text-ink coarse:size-8.5"
      >
        <X aria-hidden="true" className="size-3.5" />
      </button>
    </li>
  );
}

function focusField() {
  document.querySelector<HTMLInputElement>("[data-filter-input]")?.focus();
}
