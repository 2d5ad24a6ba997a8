import { goToFilter as goToListFilter } from "../use-list-place.ts";

/**
 * Puts a filter's text into the address of the page that is open: a new place in the history, unless the reader is
 * still typing. The list begins at its first page; other pages keep the rest of their address.
 */
export function goToFilter(q: string, { typing = false } = {}): void {
  const { pathname, search } = window.location;
  if (pathname === "/jobs") {
    goToListFilter(q, { typing });
    return;
  }
  const params = new URLSearchParams(search);
  if (q === "") params.delete("q");
  else params.set("q", q);
  const link = params.size === 0 ? pathname : `${pathname}?${params}`;
  if (typing) window.history.replaceState(null, "", link);
  else window.history.pushState(null, "", link);
}
