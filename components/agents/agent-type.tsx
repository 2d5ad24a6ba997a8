import clsx from "clsx";
import { FileText, Waypoints } from "lucide-react";
import type { AgentType } from "./agent-draft.ts";
import { TYPE_WORDS } from "./agent-words.ts";

const ICONS = { scraping: FileText, crawling: Waypoints } satisfies Record<AgentType, unknown>;

/** The kind of an agent as icon and word. */
export function AgentTypeLabel({ type, className }: { type: AgentType; className?: string }) {
  const Icon = ICONS[type];
  const { word, meaning } = TYPE_WORDS[type];
  return (
    <span data-tip={meaning} className={clsx("inline-flex items-center gap-1.5 whitespace-nowrap", className)}>
      <Icon aria-hidden="true" className="size-3.5 shrink-0" />
      {word}
    </span>
  );
}
