"use client";

import dynamic from "next/dynamic";
import { useEffect } from "react";
import { closeOverlay, openPalette, openShortcuts, useOverlay } from "./overlays.ts";
import { isPlain, isTyping } from "./typing.ts";

const CommandPalette = dynamic(() => import("./command-palette.tsx").then((module) => module.CommandPalette), {
  ssr: false,
});
const ShortcutSheet = dynamic(() => import("./shortcut-sheet.tsx").then((module) => module.ShortcutSheet), {
  ssr: false,
});

/** The keys that work on every page, and the overlays that they open. */
export function Shortcuts() {
  const overlay = useOverlay();

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() === "k" && (event.metaKey || event.ctrlKey) && !event.altKey && !event.shiftKey) {
        event.preventDefault();
        openPalette();
      } else if (isPlain(event) && !isTyping(event)) {
        if (event.key === "?") openShortcuts();
        else if (event.key === "/") focusFilter(event);
      }
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);

  if (overlay === "palette") return <CommandPalette onClose={closeOverlay} />;
  if (overlay === "shortcuts") return <ShortcutSheet onClose={closeOverlay} />;
  return null;
}

/** Goes to the page's filter; where there is none, searching is the next best thing. */
function focusFilter(event: KeyboardEvent): void {
  event.preventDefault();
  const filter = document.querySelector<HTMLInputElement>("[data-filter-input]");
  if (filter === null) openPalette();
  else filter.select();
}
