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
export function setAddress(changes: Partial<Record<AddressName, string | null>>, { push = false } = {}): void {
  const params = new URLSearchParams(window.location.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === undefined || value === "") params.delete(name);
    else params.set(name, value);
  }
  const address = `${window.location.pathname}${params.size === 0 ? "" : `?${params}`}${window.location.hash}`;
  if (push) window.history.pushState(null, "", address);
  else window.history.replaceState(null, "", address);
}
