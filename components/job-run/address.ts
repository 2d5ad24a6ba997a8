"use client";

import { useSearchParams } from "next/navigation";

/**
 * What the address of a job's page may say: the open tab, the attempt it is about (`run`, from 1; left out, the latest), and
 * what each tab shows. A tab's own parameters begin with its name: `log-line`, `task-state`.
 */
export type AddressName = "tab" | "run" | `${"log" | "task" | "result" | "compare" | "audit" | "story"}-${string}`;

/** The address's parameters; they follow whatever `setAddress` writes. */
export function useAddress(): (name: AddressName) => string | null {
  const params = useSearchParams();
  return (name) => params.get(name);
}

/** Writes parameters into the address in place, or with `push` as a new place of the history; null takes one away. */
export function setAddress(changes: AddressChanges, { push = false } = {}): void {
  const params = new URLSearchParams(window.location.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === undefined || value === "") params.delete(name);
    else params.set(name, value);
  }
  const address = `${window.location.pathname}${params.size === 0 ? "" : `?${params}`}${window.location.hash}`;
  if (push) window.history.pushState(null, "", address);
  else window.history.replaceState(null, "", address);
}

type AddressChanges = Partial<Record<AddressName, string | null>>;

/** What narrows the lists of a tab, as not chosen. */
const UNFILTERED = {
  tasks: { "task-state": null, "task-q": null, "task-seq": null },
  logs: { "log-level": null, "log-task": null, "log-q": null, "log-regex": null, "log-only": null, "log-line": null },
  results: {
    "result-view": null,
    "result-modified": null,
    "result-verdict": null,
    "result-task": null,
    "result-after": null,
    "result-row": null,
  },
} as const satisfies Record<string, AddressChanges>;

/** What leads to something in a tab: what was filtered there before must not hide it. */
export function inTab(tab: keyof typeof UNFILTERED, changes: AddressChanges): AddressChanges {
  return { tab, ...UNFILTERED[tab], ...changes };
}
