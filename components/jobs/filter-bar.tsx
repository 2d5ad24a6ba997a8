"use client";

import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { ChevronDown, Search, X } from "lucide-react";
import { type RefObject, useEffect, useId, useRef, useState } from "react";
import { queries } from "../../lib/api/queries.ts";
import { choicesOf } from "../../lib/jobs/filter/edit.ts";
import { parseFilter } from "../../lib/jobs/filter/parse.ts";
import { formatCompact, formatQuantity } from "../../lib/jobs/format.ts";
import { COUNT_PRESENTATION } from "../../lib/jobs/presentation.ts";
import { COUNT_NAMES } from "../../lib/jobs/state.ts";
import { Button, IconButton } from "../ui/button.tsx";
import { hasCount, toggleCount, withAgent } from "./list-filter.ts";
import { StateIcon } from "./state-icon.tsx";
import { goToFilter } from "./use-list-place.ts";

const TYPING_PAUSE_MS = 250;

/** The filter: what is chosen here is written into its text, and the text is in the address. */
export function FilterBar({ q }: { q: string }) {
  const input = useRef<HTMLInputElement>(null);
  const apply = (next: string) => {
    if (input.current !== null) input.current.value = next;
    goToFilter(next);
  };
  return (
    <div className="flex flex-col gap-2.5">
      <div className="flex flex-wrap items-start gap-2">
        <FilterInput q={q} input={input} />
        <AgentSelect q={q} apply={apply} />
        <Button look="ghost" className={q === "" ? "invisible max-sm:hidden" : ""} onClick={() => apply("")}>
          Clear
        </Button>
      </div>
      <StateToggles q={q} apply={apply} />
    </div>
  );
}

/** The text is applied once it can be understood and the typing pauses; Enter does not wait. */
function FilterInput({ q, input }: { q: string; input: RefObject<HTMLInputElement | null> }) {
  const [problem, setProblem] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const problemId = useId();

  // The browser's back button changes the text too, but never while somebody types.
  useEffect(() => {
    const field = input.current;
    if (field !== null && document.activeElement !== field) field.value = q;
  }, [q, input]);

  useEffect(() => () => clearTimeout(timer.current), []);

  const apply = (typing: boolean) => {
    clearTimeout(timer.current);
    const text = input.current?.value.trim() ?? "";
    const first = parseFilter(text).problems[0];
    setProblem(first === undefined ? null : `${text.slice(first.from, first.to)}: ${first.message}`);
    if (first === undefined && text !== q) goToFilter(text, { typing });
  };

  return (
    <div className="min-w-0 flex-1 basis-72">
      <div className="relative">
        <Search aria-hidden="true" className="pointer-events-none absolute top-2.5 left-2.5 size-3.5 text-ink-3" />
        <input
          ref={input}
          type="search"
          data-filter-input
          aria-label="Filter jobs"
          aria-keyshortcuts="/"
          aria-invalid={problem !== null}
          aria-describedby={problem === null ? undefined : problemId}
          defaultValue={q}
          maxLength={2000}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          placeholder="Filter by name, id or error"
          onChange={() => {
            clearTimeout(timer.current);
            timer.current = setTimeout(apply, TYPING_PAUSE_MS, true);
          }}
          onKeyDown={(event) => {
            if (event.key === "Enter" && !event.nativeEvent.isComposing) apply(false);
            if (event.key !== "Escape") return;
            // A search field would empty itself, and no longer say what the list shows.
            event.preventDefault();
            event.currentTarget.value = q;
            apply(true);
            event.currentTarget.blur();
          }}
          className={clsx(
            "peer block h-8 w-full rounded-md border bg-surface pr-9 pl-8 text-sm shadow-raised [&::-webkit-search-cancel-button]:hidden",
            problem === null ? "border-control" : "border-failed-mark",
          )}
        />
        <kbd className="pointer-events-none absolute top-1.5 right-2 hidden h-5 min-w-5 items-center justify-center rounded-xs border px-1 font-sans text-ink-3 text-xs peer-placeholder-shown:flex peer-focus:hidden coarse:hidden!">
          /
        </kbd>
        {q !== "" && (
          <IconButton
            label="Clear the filter text"
            className="absolute top-1/2 right-0.5 -translate-y-1/2"
            onClick={() => {
              if (input.current === null) return;
              input.current.value = "";
              apply(false);
              input.current.focus();
            }}
          >
            <X aria-hidden="true" className="size-3.5" />
          </IconButton>
        )}
      </div>
      <p id={problemId} role="status" className={clsx("text-failed text-xs", problem !== null && "pt-1")}>
        {problem}
      </p>
    </div>
  );
}

function AgentSelect({ q, apply }: { q: string; apply: (q: string) => void }) {
  const { data } = useQuery(queries.agents());
  const agents = choicesOf(parseFilter(q).filter, "agent");
  const names = (data?.items ?? []).map((agent) => agent.name);
  const chosen = agents.length === 1 ? agents[0] : undefined;
  const known = names.find((name) => name.toLowerCase() === chosen?.toLowerCase());
  const value = agents.length === 0 ? "" : (known ?? "other");
  return (
    <div className="relative">
      <select
        aria-label="Agent"
        value={value}
        onChange={(event) => apply(withAgent(q, event.target.value === "" ? null : event.target.value))}
        className={clsx(
          "h-8 max-w-56 appearance-none truncate rounded-md border border-control bg-surface pr-7 pl-2.5 text-sm shadow-raised",
          value === "" ? "text-ink-2" : "font-medium text-ink",
        )}
      >
        <option value="">All agents</option>
        {value === "other" && (
          <option value="other" disabled>
            {agents.length === 1 ? chosen : formatQuantity(agents.length, "agent")}
          </option>
        )}
        {names.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
      <ChevronDown aria-hidden="true" className="pointer-events-none absolute top-2.5 right-2 size-3.5 text-ink-3" />
    </div>
  );
}

function StateToggles({ q, apply }: { q: string; apply: (q: string) => void }) {
  const { data: summary } = useQuery(queries.summary());
  const { filter } = parseFilter(q);
  const shown = COUNT_NAMES.filter(
    (name) => name !== "unknown" || (summary?.counts.unknown ?? 0) > 0 || hasCount(filter, name),
  );
  return (
    <fieldset className="-mx-4 flex min-w-0 gap-1.5 overflow-x-auto px-4 py-0.5 [scrollbar-width:none] md:mx-0 md:flex-wrap md:px-0.5">
      <legend className="sr-only">States to show</legend>
      {shown.map((name) => {
        const { word, tone, icon } = COUNT_PRESENTATION[name];
        const chosen = hasCount(filter, name);
        return (
          <button
            key={name}
            type="button"
            aria-pressed={chosen}
            onClick={() => apply(toggleCount(q, name))}
            className={clsx(
              "flex h-7 shrink-0 items-center gap-1.5 rounded-full border px-2.5 text-sm transition-colors coarse:h-9",
              chosen
                ? "border-inverse bg-inverse font-medium text-on-inverse"
                : "border-line-strong bg-surface text-ink-2 hover:bg-hover hover:text-ink",
            )}
          >
            <StateIcon name={icon} tone={chosen ? null : tone} className="animate-none" />
            {word}
            <span className={clsx("min-w-4 text-right text-xs", chosen ? "opacity-75" : "text-ink-3")}>
              {summary === undefined ? "" : formatCompact(summary.counts[name])}
            </span>
          </button>
        );
      })}
    </fieldset>
  );
}
