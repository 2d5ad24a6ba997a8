import type { Agent, SavedView } from "../../lib/api/types.ts";
import { COUNT_PRESENTATION } from "../../lib/jobs/presentation.ts";
import { COUNT_NAMES } from "../../lib/jobs/state.ts";
import { agentLink, countLink, wordsLink } from "../jobs/filter-link.ts";
import { allViews, viewLink } from "../jobs/views/view-model.ts";
import { NEW_SOURCE_LINK } from "../sources/source-link.ts";
import { DESTINATIONS } from "./destinations.ts";

/** Something that the palette can do: go somewhere, or start an agent. */
export interface PaletteEntry {
  id: string;
  group: "Go to" | "Views" | "Start" | "Agents" | "Search";
  label: string;
  hint: string | null;
  does: { go: string } | { start: Agent };
}

/** The entries that fit what was typed, in order; every typed word must stand in the label. */
export function paletteEntries(
  typed: string,
  agents: readonly Agent[],
  saved: readonly SavedView[] = [],
): PaletteEntry[] {
  const words = typed.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (entry: PaletteEntry) => {
    const text = `${entry.group} ${entry.label}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
  const entries = allEntries(agents, saved).filter(fits);
  if (words.length === 0) return entries;
  const search: PaletteEntry = {
    id: "search",
    group: "Search",
    label: `Jobs that mention “${typed.trim()}”`,
    hint: null,
    does: { go: wordsLink(words) },
  };
  return [...entries, search];
}

function allEntries(agents: readonly Agent[], saved: readonly SavedView[]): PaletteEntry[] {
  return [
    ...DESTINATIONS.map(
      ({ href, label }): PaletteEntry => ({ id: href, group: "Go to", label, hint: null, does: { go: href } }),
    ),
    ...COUNT_NAMES.filter((name) => name !== "unknown").map(
      (name): PaletteEntry => ({
        id: `count-${name}`,
        group: "Go to",
        label: `${COUNT_PRESENTATION[name].word} jobs`,
        hint: null,
        does: { go: countLink(name) },
      }),
    ),
    { id: "new-agent", group: "Go to", label: "New agent", hint: null, does: { go: "/agents/new" } },
    { id: "new-source", group: "Go to", label: "Connect a backend", hint: null, does: { go: NEW_SOURCE_LINK } },
    { id: "api-reference", group: "Go to", label: "API reference", hint: null, does: { go: "/docs/api" } },
    ...allViews(saved).map(
      (view): PaletteEntry => ({
        id: `view-${view.id}`,
        group: "Views",
        label: view.name,
        hint: view.saved === null ? null : view.hint,
        does: { go: viewLink(view) },
      }),
    ),
    ...agents
      .filter((agent) => agent.enabled)
      .map(
        (agent): PaletteEntry => ({
          id: `start-${agent.id}`,
          group: "Start",
          label: `Start ${agent.name}`,
          hint: agent.type,
          does: { start: agent },
        }),
      ),
    ...agents.map(
      (agent): PaletteEntry => ({
        id: `agent-${agent.id}`,
        group: "Agents",
        label: `Edit ${agent.name}`,
        hint: agent.type,
        does: { go: agentLink(agent.id) },
      }),
    ),
  ];
}
