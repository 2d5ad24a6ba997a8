"use client";

import dynamic from "next/dynamic";
import type { JobSort } from "../../../lib/jobs/sort.ts";
import { useSelection } from "../selection.ts";

const SelectionBar = dynamic(() => import("./selection-bar.tsx").then((module) => module.SelectionBar), { ssr: false });

/** Where the selection's bar appears with the first tick; its code is loaded then. The last thing in the list's frame. */
export function SelectionSlot({ q, pinned, sort }: { q: string; pinned: string | null; sort: JobSort }) {
  const selection = useSelection();
  return selection.kind === "none" ? null : <SelectionBar selection={selection} q={q} pinned={pinned} sort={sort} />;
}
