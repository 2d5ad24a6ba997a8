import { choicesOf, withChoices } from "../../lib/jobs/filter/edit.ts";
import type { JobFilter } from "../../lib/jobs/filter/model.ts";
import { parseFilter } from "../../lib/jobs/filter/parse.ts";
import { serializeFilter } from "../../lib/jobs/filter/serialize.ts";
import { type CountName, STATES_OF_COUNT } from "../../lib/jobs/state.ts";

/** Whether a filter asks for all states of a count. */
export function hasCount(filter: JobFilter, name: CountName): boolean {
  const chosen = choicesOf(filter, "state");
  return STATES_OF_COUNT[name].every((state) => chosen.includes(state));
}

/** The filter text with the states of a count added or, if they are all there, taken away. */
export function toggleCount(q: string, name: CountName): string {
  const { filter } = parseFilter(q);
  const states: readonly string[] = STATES_OF_COUNT[name];
  const rest = choicesOf(filter, "state").filter((state) => !states.includes(state));
  return serializeFilter(withChoices(filter, "state", hasCount(filter, name) ? rest : [...rest, ...states]));
}

/** The filter text for one agent, or for all with null. */
export function withAgent(q: string, agent: string | null): string {
  return serializeFilter(withChoices(parseFilter(q).filter, "agent", agent === null ? [] : [agent]));
}
