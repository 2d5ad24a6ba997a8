import type { SavedView } from "../../../lib/api/types.ts";
import { parseFilter } from "../../../lib/jobs/filter/parse.ts";
import { serializeTerm } from "../../../lib/jobs/filter/serialize.ts";
import { DEFAULT_SORT, type JobSort } from "../../../lib/jobs/sort.ts";
import { SYSTEM_VIEWS } from "../../../lib/jobs/system-views.ts";
import { placeLink } from "../list-place.ts";

/** A list under a name: one that everybody has, or one that somebody saved. */
export interface ListView {
  id: string;
  name: string;
  q: string;
  sort: JobSort;
  group: "Views" | "Yours" | "Shared with you";
  hint: string | null;
  /** Null for the ones that everybody has. */
  saved: SavedView | null;
}

/** The address of a view's list. */
export function viewLink({ id, q, sort }: Pick<ListView, "id" | "q" | "sort">): string {
  return placeLink({ q, sort, view: id });
}

/** What the address says: filter text, order, and the view that it was come from. */
export interface ViewedList {
  q: string;
  sort: JobSort;
  view: string | null;
}

const BUILT_IN: readonly ListView[] = SYSTEM_VIEWS.map((view) => ({ ...view, group: "Views", saved: null }));

/** All views that the reader can choose from, in groups. */
export function allViews(saved: readonly SavedView[]): ListView[] {
  const views = saved.map((view): ListView => {
    const { id, name, q, sort, mine, shared, owner } = view;
    if (mine) return { id, name, q, sort, group: "Yours", hint: shared ? "Shared" : null, saved: view };
    return { id, name, q, sort, group: "Shared with you", hint: `By ${owner}`, saved: view };
  });
  const own = views.filter((view) => view.group === "Yours");
  return [...BUILT_IN, ...own, ...views.filter((view) => view.group !== "Yours")];
}

/** The same for all lists that show the same: the order of terms and of their values does not matter. */
export function listKey(q: string, sort: JobSort): string {
  const { filter, problems } = parseFilter(q);
  if (problems.length > 0) return `${sort} ${q}`;
  const terms = filter.terms.map((term) => serializeTerm("values" in term ? inOrder(term) : term));
  return [sort, ...[...new Set(terms)].sort()].join(" ");
}

function inOrder<Term extends { values: string[] }>(term: Term): Term {
  return { ...term, values: [...new Set(term.values)].sort() };
}

/**
 * The view that a list is: the one that shows just this, or the one that it was come from, which has been `changed` since.
 * All jobs in the usual order are no view, unless somebody saved them as one.
 */
export function viewOf(views: readonly ListView[], list: ViewedList): { view: ListView; changed: boolean } | null {
  const key = listKey(list.q, list.sort);
  const from = views.find((view) => view.id === list.view);
  const candidates = from === undefined ? views : [from, ...views];
  const same = candidates.find((view) => listKey(view.q, view.sort) === key);
  if (same !== undefined) return { view: same, changed: false };
  if (from === undefined || key === listKey("", DEFAULT_SORT)) return null;
  return { view: from, changed: true };
}

/** A name for a view that nobody has yet: `Failed today 2`. */
export function freeName(wanted: string, views: readonly ListView[]): string {
  const taken = new Set(views.map((view) => view.name.toLowerCase()));
  for (let number = 1; ; number++) {
    const name = number === 1 ? wanted : `${wanted} ${number}`;
    if (!taken.has(name.toLowerCase())) return name;
  }
}
