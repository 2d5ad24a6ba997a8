"use client";

import clsx from "clsx";
import { Search, X } from "lucide-react";
import dynamic from "next/dynamic";
import { type KeyboardEvent, useEffect, useEffectEvent, useId, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { MAX_FILTER_LENGTH } from "../../../lib/jobs/filter/model.ts";
import { IconButton } from "../../ui/button.tsx";
import { useAwake } from "../../ui/use-awake.ts";
import type { Completion } from "./completions.ts";
import { isUnfinished } from "./draft.ts";
import { useCompletion } from "./use-completion.ts";
import { useFilterText } from "./use-filter-text.ts";

// Without something to show meanwhile they would hide the field, and take its focus, until they are there.
const Problems = dynamic(() => import("./filter-problems.tsx").then((module) => module.FilterProblems), {
  loading: () => null,
});
const Marks = dynamic(() => import("./filter-problems.tsx").then((module) => module.FilterMarks), {
  loading: () => null,
});

/** The filter's text: completed while it is typed, with what cannot be understood marked where it stands. */
export function FilterField({ q }: { q: string }) {
  const input = useRef<HTMLInputElement>(null);
  const [caret, setCaret] = useState(0);
  const listId = useId();
  const problemId = useId();
  const filter = useFilterText(q);
  const completion = useCompletion(filter.text, caret);
  const isWrong = filter.problems.length > 0 && !(completion.isAtWork && isUnfinished(filter.problems, caret));

  // Letters that were typed before the page had come to life.
  const onAwake = useEffectEvent(() => {
    const early = input.current?.value;
    if (early !== undefined && early !== filter.text) filter.type(early);
  });
  useEffect(() => onAwake(), []);

  const write = (text: string, at: number) => {
    flushSync(() => {
      filter.type(text);
      setCaret(at);
    });
    input.current?.setSelectionRange(at, at);
  };

  const choose = (chosen: Completion) => {
    const done = completion.complete(chosen);
    if (done === null) return;
    write(done.text, done.caret);
    if (chosen.insert.endsWith(":")) return;
    completion.close();
    filter.apply(done.text);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : null;
    if (step !== null && !event.altKey) {
      event.preventDefault();
      if (completion.isShown) completion.move(step);
      else completion.open();
    } else if (event.key === "Enter") {
      const chosen = completion.completions[completion.active];
      if (chosen !== undefined) choose(chosen);
      else {
        completion.close();
        filter.apply();
      }
    } else if (event.key === "Tab" && !event.shiftKey) {
      const chosen = completion.forTab();
      if (chosen === undefined) return;
      event.preventDefault();
      choose(chosen);
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (completion.isShown) completion.close();
      else {
        filter.reset();
        event.currentTarget.blur();
      }
    }
  };

  const root = useRef<HTMLDivElement>(null);
  useAwake(root);
  return (
    <div ref={root} data-late="" className="min-w-0">
      <div className="relative">
        <Search
          aria-hidden="true"
          className="pointer-events-none absolute top-1/2 left-2.5 size-3.5 -translate-y-1/2 text-ink-3"
        />
        <input
          ref={input}
          type="text"
          inputMode="search"
          enterKeyHint="search"
          data-filter-input
          role="combobox"
          aria-label="Filter jobs"
          aria-keyshortcuts="/"
          aria-autocomplete="list"
          aria-expanded={completion.isShown}
          aria-controls={completion.isShown ? listId : undefined}
          aria-activedescendant={completion.active < 0 ? undefined : `${listId}-${completion.active}`}
          aria-invalid={isWrong}
          aria-describedby={isWrong ? problemId : undefined}
          value={filter.text}
          maxLength={MAX_FILTER_LENGTH}
          autoComplete="off"
          autoCapitalize="off"
          autoCorrect="off"
          spellCheck={false}
          placeholder="Filter: state:failed agent:books created:>-24h, or any text"
          onFocus={(event) => {
            completion.load();
            if (event.currentTarget.value === "") completion.open();
          }}
          onBlur={() => {
            completion.close();
            filter.leave();
          }}
          onChange={(event) => {
            filter.type(event.currentTarget.value);
            setCaret(event.currentTarget.selectionStart ?? event.currentTarget.value.length);
            completion.open();
          }}
          onSelect={(event) => setCaret(event.currentTarget.selectionStart ?? 0)}
          onKeyDown={onKeyDown}
          className={clsx(
            "peer block h-8 w-full rounded-md border bg-surface pr-9 pl-8 text-sm shadow-raised coarse:h-10",
            isWrong ? "border-failed-mark" : "border-control",
          )}
        />
        {isWrong && filter.isChecked && <Marks text={filter.text} problems={filter.problems} input={input} />}
        <kbd className="pointer-events-none absolute top-1.5 right-2 hidden h-5 min-w-5 items-center justify-center rounded-xs border px-1 font-sans text-ink-3 text-xs peer-placeholder-shown:flex peer-focus:hidden coarse:hidden!">
          /
        </kbd>
        {filter.text !== "" && (
          <IconButton
            label="Clear the filter text"
            className="absolute top-1/2 right-0.5 -translate-y-1/2"
            onClick={() => {
              filter.apply("");
              input.current?.focus();
            }}
          >
            <X aria-hidden="true" className="size-3.5" />
          </IconButton>
        )}
        {completion.isShown && completion.List !== null && (
          <completion.List
            id={listId}
            completions={completion.completions}
            active={completion.active}
            values={completion.values}
            choose={choose}
          />
        )}
      </div>
      <div id={problemId} role="status">
        {isWrong && (
          <Problems
            q={q}
            text={filter.text}
            problems={filter.problems}
            isAddress={filter.isAddress}
            isChecked={filter.isChecked}
            mend={({ from, to, fix = "" }) => {
              const mended = filter.text.slice(0, from) + fix + filter.text.slice(to);
              write(mended, from + fix.length);
              filter.apply(mended);
              input.current?.focus();
            }}
          />
        )}
      </div>
    </div>
  );
}
