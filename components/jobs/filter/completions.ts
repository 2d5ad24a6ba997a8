import type { FilterValues } from "../../../lib/api/types.ts";
import { fixedChoices } from "../../../lib/jobs/filter/choices.ts";
import { describeTerm } from "../../../lib/jobs/filter/describe.ts";
import {
  FILTER_KEYS,
  type FilterKey,
  findKey,
  isChoiceKey,
  isContainsKey,
  isSpanKey,
  isTimeKey,
} from "../../../lib/jobs/filter/keys.ts";
import { parseFilter } from "../../../lib/jobs/filter/parse.ts";
import { quoteValue } from "../../../lib/jobs/filter/serialize.ts";
import { tokenize } from "../../../lib/jobs/filter/tokenize.ts";
import { writeState } from "../../../lib/jobs/filter/written-state.ts";
import { JOB_STATES, type JobState } from "../../../lib/jobs/state.ts";
import { EXAMPLES, KEY_HINTS } from "./key-hints.ts";

/** What the caret stands at: a key that is being written, or a value of a key; half-open in the text. */
export interface Place {
  key: FilterKey | null;
  /** What is written of it, up to the caret. */
  typed: string;
  from: number;
  to: number;
  negated: boolean;
  /** The other values of the same term. */
  others: string[];
}

/** Something that can be put where the caret is. `count`: how many of the recent jobs have the value. */
export interface Completion {
  insert: string;
  label: string;
  detail: string;
  count: number | null;
}

const MOST_VALUES = 50;
const MOST_AGENTS = 4;
/** Those that are looked for most come first. */
const STATES = (
  [
    "Failed",
    "Executing",
    "Queued",
    "Completed",
    "Cancelled",
    "Cancelling",
    "Submitting",
    "ExecutionCompleted",
    "Unknown",
  ] satisfies JobState[]
).map(writeState);

/** What can be completed at the caret; null before terms, inside quoted words and at values of unknown keys. */
export function placeAt(text: string, caret: number): Place | null {
  const token = tokenize(text).tokens.find(({ from, to }) => from <= caret && caret <= to);
  if (token === undefined) return { key: null, typed: "", from: caret, to: caret, negated: false, others: [] };
  const { negated } = token;
  if (token.key === null || caret <= token.keyTo) {
    if (token.values[0].quoted && token.key === null) return null;
    const from = token.keyFrom;
    const to = token.key === null ? token.to : token.keyTo + 1;
    // Before a term that is there already, nothing is being written.
    const isBefore = caret < from || (caret === token.from && to > from);
    return isBefore ? null : { key: null, typed: text.slice(from, caret), from, to, negated, others: [] };
  }
  const key = findKey(token.key);
  const value = token.values.find(({ from, to }) => from <= caret && caret <= to);
  if (key === undefined || value === undefined) return null;
  const typed = text
    .slice(value.from, caret)
    .replace(/^["“”„]/, "")
    .replace(/"$/, "");
  const others = token.values.filter((each) => each !== value).map((each) => each.text);
  return { key, typed, from: value.from, to: value.to, negated, others };
}

/** The key whose values a place needs from the server: agents are offered for free words too. */
export function valuesWanted(place: Place | null): FilterKey | null {
  if (place === null) return null;
  if (place.key === null) return place.typed.length >= 2 && !place.negated ? "agent" : null;
  const hasValues = isChoiceKey(place.key) && place.key !== "id" && place.key !== "retry-of";
  return hasValues || place.key === "name" ? place.key : null;
}

/** What can be put at a place, the likeliest first. `values` are those of `valuesWanted`, once they are there. */
export function completionsFor(place: Place | null, values: FilterValues | undefined, today: string): Completion[] {
  if (place === null) return [];
  if (place.key === null) return [...keyCompletions(place), ...agentCompletions(place, values)];
  const { key, typed } = place;
  const all =
    isChoiceKey(key) || isContainsKey(key) ? valueCompletions(key, place, values) : rangeCompletions(key, typed, today);
  const fitting = thoseFitting(all, typed);
  // What is written in full needs no completion.
  return fitting.length === 1 && fitting[0]?.insert.toLowerCase() === typed.toLowerCase() ? [] : fitting;
}

/** The text with a completion put in, and where the caret then stands. */
export function complete(text: string, place: Place, { insert }: Completion): { text: string; caret: number } {
  const after = text.slice(place.to);
  const open = insert.endsWith(":") || /^[\s,]/.test(after);
  const put = open ? insert : `${insert} `;
  const caret = place.from + put.length + (open && /^\s/.test(after) && !insert.endsWith(":") ? 1 : 0);
  return { text: text.slice(0, place.from) + put + after, caret };
}

function keyCompletions({ typed, negated }: Place): Completion[] {
  const lower = typed.toLowerCase();
  const possible = FILTER_KEYS.filter((key) => !negated || isChoiceKey(key) || isContainsKey(key));
  return possible
    .filter((key) => key.startsWith(lower))
    .map((key) => ({ insert: `${key}:`, label: `${key}:`, detail: KEY_HINTS[key], count: null }));
}

function agentCompletions({ typed }: Place, values: FilterValues | undefined): Completion[] {
  const agents = (values?.values ?? []).map(({ value, count }) => ({
    insert: `agent:${quoteValue(value)}`,
    label: `agent:${quoteValue(value)}`,
    detail: "",
    count,
  }));
  return agents
    .filter(({ insert }) => insert.slice(6).toLowerCase().includes(typed.toLowerCase()))
    .slice(0, MOST_AGENTS);
}

function valueCompletions(key: FilterKey, { others }: Place, values: FilterValues | undefined): Completion[] {
  const counts = new Map(
    values?.values.map(({ value, count }) => [key === "state" ? writeState(value) : value, count]),
  );
  const fixed = key === "state" ? STATES : isChoiceKey(key) ? fixedChoices(key) : null;
  const names = fixed ?? [...(key === "by" ? ["me"] : []), ...counts.keys()];
  const taken = others.map((other) => other.toLowerCase());
  return names
    .filter((name) => !taken.includes(name.toLowerCase()))
    .map((name) => ({
      insert: quoteValue(name),
      label: name,
      detail: detailOf(key, name),
      count: values === undefined || (key === "by" && name === "me") ? null : (counts.get(name) ?? 0),
    }));
}

function detailOf(key: FilterKey, name: string): string {
  if (key === "by" && name === "me") return "you";
  const state = key === "state" ? JOB_STATES.find((each) => writeState(each) === name) : undefined;
  return state === "ExecutionCompleted" ? "crawled" : "";
}

/** Examples, and for a bare number the same number with units. */
function rangeCompletions(key: FilterKey, typed: string, today: string): Completion[] {
  const [, operator = "", figure] = /^([<>]=?|-)?-?(\d{1,4})$/.exec(typed) ?? [];
  let examples = EXAMPLES[key] ?? [];
  if (figure !== undefined && isTimeKey(key)) {
    const before = operator === "" || operator === "-" ? ">" : operator;
    examples = [..."mhd"].map((unit) => `${before}-${figure}${unit}`);
  } else if (figure !== undefined && isSpanKey(key)) {
    const before = operator === "" || operator === "-" ? ">" : operator;
    examples = [..."smh"].map((unit) => `${before}${figure}${unit}`);
  }
  return examples.map((example) => {
    const insert = example.replace("{today}", today);
    const [term] = parseFilter(`${key}:${insert}`).filter.terms;
    const words = term === undefined ? "" : describeTerm(term, "UTC");
    return { insert, label: insert, detail: words.slice(words.indexOf(": ") + 2), count: null };
  });
}

/** Those that begin with what is written, then those that hold it. */
function thoseFitting(all: readonly Completion[], typed: string): Completion[] {
  const lower = typed.toLowerCase().replace(/\\(.)/g, "$1");
  if (/^([<>]=?|-)?-?\d{1,4}$/.test(lower)) return all.slice(0, MOST_VALUES);
  const begins = all.filter(({ label }) => label.toLowerCase().startsWith(lower));
  const holds = all.filter(
    ({ label }) => !begins.some((each) => each.label === label) && label.toLowerCase().includes(lower),
  );
  return [...begins, ...holds].slice(0, MOST_VALUES);
}
