import { decoded, rewriteJson } from "../../../lib/json/rewrite-json.ts";

/** A place in a JSON text with its values; a list has one place for all its items: `fields[].name`. */
export interface Fact {
  name: string;
  /** As they are written, strings without their quotes. */
  values: string[];
  /** How many others were left out. */
  more: number;
}

const MAX_FACTS = 80;
const MAX_VALUES = 12;
const MAX_CHARACTERS = 300;

/**
 * What a JSON object says, place by place, numbers as they are written. Null for what is no object, or has more places than
 * anybody would read so.
 */
export function factsOf(json: string): Fact[] | null {
  if (!/^\s*\{/.test(json)) return null;
  const facts = new Map<string, Fact>();
  const steps = rewriteJson(json, {
    pathsBy: "old key",
    visit({ raw, kind, path }) {
      if (kind === "key" || facts.size > MAX_FACTS) return null;
      const name = path.slice(1).replaceAll("/*", "[]").replaceAll("/", ".");
      const fact = facts.get(name) ?? { name, values: [], more: 0 };
      facts.set(name, fact);
      const text = raw.startsWith('"') ? decoded(raw) : raw;
      if (fact.values.length < MAX_VALUES) fact.values.push(text.slice(0, MAX_CHARACTERS));
      else fact.more++;
      return null;
    },
  });
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value === null || facts.size > MAX_FACTS ? null : [...facts.values()];
}
