import { type JobFilter, noFilter, serializeFilter } from "../../lib/jobs/filter.ts";
import { type CountName, STATES_OF_COUNT } from "../../lib/jobs/state.ts";

/** The address of the list with a filter text. */
export function listLink(q: string, cursor: string | null = null): string {
  const search = new URLSearchParams();
  if (q !== "") search.set("q", q);
  if (cursor !== null) search.set("cursor", cursor);
  return search.size === 0 ? "/jobs" : `/jobs?${search}`;
}

/** The list filtered to what is given. */
export function filterLink(filter: Partial<JobFilter>): string {
  return listLink(serializeFilter({ ...noFilter(), ...filter }));
}

/** The list filtered to the jobs of one count. */
export function countLink(name: CountName): string {
  return filterLink({ states: [...STATES_OF_COUNT[name]] });
}

/** The page of one job. */
export function jobLink(job: { source: string; id: string }): string {
  return `/jobs/${encodeURIComponent(job.source)}/${encodeURIComponent(job.id)}`;
}

/** The page of one agent. */
export function agentLink(id: string): string {
  return `/agents/${encodeURIComponent(id)}`;
}
