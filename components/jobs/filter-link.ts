import { filterOf } from "../../lib/jobs/filter/edit.ts";
import type { ChoiceKey } from "../../lib/jobs/filter/model.ts";
import { serializeFilter } from "../../lib/jobs/filter/serialize.ts";
import { type CountName, STATES_OF_COUNT } from "../../lib/jobs/state.ts";
import { placeLink } from "./list-place.ts";

/** The address of the list with a filter text. */
export function listLink(q: string): string {
  return placeLink({ q });
}

/** The list filtered to jobs that have one of the values of each key given. */
export function filterLink(choices: Partial<Record<ChoiceKey, readonly string[]>>): string {
  return listLink(serializeFilter(filterOf(choices)));
}

/** The list filtered to jobs that mention all the words. */
export function wordsLink(words: readonly string[]): string {
  return listLink(serializeFilter({ terms: words.map((text) => ({ kind: "word", negated: false, text })) }));
}

/** The list filtered to the jobs of one count. */
export function countLink(name: CountName): string {
  return filterLink({ state: STATES_OF_COUNT[name] });
}

/** The page of one job. */
export function jobLink(job: { source: string; id: string }): string {
  return `/jobs/${encodeURIComponent(job.source)}/${encodeURIComponent(job.id)}`;
}

/** The page of one agent. */
export function agentLink(id: string): string {
  return `/agents/${encodeURIComponent(id)}`;
}
