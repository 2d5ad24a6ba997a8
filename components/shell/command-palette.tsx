"use client";

import * as Radix from "@radix-ui/react-dialog";
import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { ArrowRight, Bookmark, Bot, Play, Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, useId, useState } from "react";
import { queries } from "../../lib/api/queries.ts";
import { useStartAgent } from "../agents/use-start-agent.ts";
import { type PaletteEntry, paletteEntries } from "./palette-entries.ts";

const ICON = { "Go to": ArrowRight, Views: Bookmark, Start: Play, Agents: Bot, Search } satisfies Record<
  PaletteEntry["group"],
  unknown
>;

/** Everything by keyboard: type, choose with the arrows, Enter. */
export function CommandPalette({ onClose }: { onClose: () => void }) {
  const router = useRouter();
  const start = useStartAgent();
  const { data: agents } = useQuery(queries.agents());
  const { data: views } = useQuery(queries.savedViews());
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState(0);
  const listId = useId();
  const entries = paletteEntries(typed, agents?.items ?? [], views?.items);
  const active = Math.min(chosen, entries.length - 1);

  const run = (entry: PaletteEntry | undefined) => {
    if (entry === undefined) return;
    onClose();
    if ("go" in entry.does) router.push(entry.does.go);
    else start.mutate(entry.does.start);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && entries.length > 0) {
      event.preventDefault();
      const next = (active + step + entries.length) % entries.length;
      setChosen(next);
      document.getElementById(`${listId}-${next}`)?.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter" && !event.nativeEvent.isComposing) {
      event.preventDefault();
      run(entries[active]);
    }
  };

  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-appear bg-scrim" />
        <Radix.Content
          aria-describedby={undefined}
          className="fixed inset-x-0 top-[12vh] z-50 mx-auto flex max-h-[70vh] w-[calc(100vw-2rem)] max-w-xl animate-appear flex-col overflow-hidden rounded-lg bg-surface shadow-overlay outline-none"
        >
          <Radix.Title className="sr-only">Search or act</Radix.Title>
          <div className="flex items-center gap-2.5 border-b px-4">
            <Search aria-hidden="true" className="size-4 text-ink-3" />
            <input
              role="combobox"
              aria-label="Search or act"
              aria-expanded="true"
              aria-controls={listId}
              aria-activedescendant={entries.length === 0 ? undefined : `${listId}-${active}`}
              autoComplete="off"
              spellCheck={false}
              placeholder="Go to a page, start an agent, search jobs…"
              value={typed}
              onChange={(event) => {
                setTyped(event.target.value);
                setChosen(0);
              }}
              onKeyDown={onKeyDown}
              className="h-12 min-w-0 flex-1 bg-transparent text-base outline-none"
            />
          </div>
          <div id={listId} role="listbox" aria-label="Commands" className="overflow-y-auto p-1.5">
            {entries.map((entry, index) => {
              const Icon = ICON[entry.group];
              const begins = entries[index - 1]?.group !== entry.group;
              return (
                <div key={entry.id} role="presentation">
                  {begins && (
                    <p aria-hidden="true" className="px-2.5 pt-2 pb-1 font-medium text-ink-3 text-xs">
                      {entry.group}
                    </p>
                  )}
                  <div
                    id={`${listId}-${index}`}
                    role="option"
                    tabIndex={-1}
                    aria-selected={index === active}
                    onPointerMove={() => setChosen(index)}
                    onClick={() => run(entry)}
                    onKeyDown={onKeyDown}
                    className={clsx(
                      "flex h-9 cursor-pointer items-center gap-2.5 rounded-md px-2.5 text-sm",
                      index === active && "bg-sunken",
                    )}
                  >
                    <Icon aria-hidden="true" className="size-4 shrink-0 text-ink-3" />
                    <span className="min-w-0 flex-1 truncate">{entry.label}</span>
                    {entry.hint !== null && <span className="text-ink-3 text-xs">{entry.hint}</span>}
                  </div>
                </div>
              );
            })}
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
