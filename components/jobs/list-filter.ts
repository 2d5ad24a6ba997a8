import { type JobFilter, parseFilter, serializeFilter } from "../../lib/jobs/filter.ts";
import { type CountName, STATES_OF_COUNT } from "../../lib/jobs/state.ts";

/** Whether a filter asks for all states of a count. */
export function hasCount(filter: JobFilter, name: CountName): boolean {
  return STATES_OF_COUNT[name].every((state) => filter.states.includes(state));
}

/** The filter text with the states of a count added or, if they are all there, taken away. */
export function toggleCount(q: string, name: CountName): string {
  const { filter } = parseFilter(q);
  const states = STATES_OF_COUNT[name];
  const rest = filter.states.filter((state) => !states.includes(state));
  const next = hasCount(filter, name) ? rest : [...rest, ...states];
  return serializeFilter({ ...filter, states: next });
}

/** The filter text for one agent, or for all with null. */
export function withAgent(q: string, agent: string | null): string {
  return serializeFilter({ ...parseFilter(q).filter, agents: agent === null ? [] : [agent] });
}
