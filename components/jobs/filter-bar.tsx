"use client";

import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { ChevronDown } from "lucide-react";
import { queries } from "../../lib/api/queries.ts";
import { choicesOf } from "../../lib/jobs/filter/edit.ts";
import { parseFilter } from "../../lib/jobs/filter/parse.ts";
import { formatCompact, formatQuantity } from "../../lib/jobs/format.ts";
import { COUNT_PRESENTATION } from "../../lib/jobs/presentation.ts";
import { COUNT_NAMES } from "../../lib/jobs/state.ts";
import { hasCount, toggleCount, withAgent } from "./list-filter.ts";
import { StateIcon } from "./state-icon.tsx";
import { goToFilter } from "./use-list-place.ts";

/** What is chosen here is written into the filter's text, and the text is in the address. */
export function FilterChoices({ q }: { q: string }) {
  return (
    <div className="flex flex-col gap-2.5">
      <div className="flex flex-wrap items-start gap-2">
        <AgentSelect q={q} apply={goToFilter} />
      </div>
      <StateToggles q={q} apply={goToFilter} />
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
