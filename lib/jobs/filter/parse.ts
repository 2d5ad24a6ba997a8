import { parseMeasureRange, parseTimeRange } from "./bounds.ts";
import { readChoice } from "./choices.ts";
import { FILTER_KEYS, type FilterKey, findKey, isChoiceKey, isContainsKey, isManyValued, isTimeKey } from "./keys.ts";
import {
  type FilterProblem,
  type FilterTerm,
  type JobFilter,
  MAX_FILTER_LENGTH,
  MAX_FILTER_TERMS,
  type MeasureKey,
  type ParsedFilter,
  type TimeKey,
} from "./model.ts";
import { nearest } from "./suggest.ts";
import { type Token, type TokenValue, tokenize } from "./tokenize.ts";

/** What people call some keys elsewhere. */
const MEANT: Record<string, FilterKey> = {
  status: "state",
  job: "name",
  message: "error",
  reason: "error",
  kind: "type",
  label: "tag",
  labels: "tag",
  user: "by",
  owner: "by",
  actor: "by",
  date: "created",
  time: "created",
  since: "created",
  finished: "ended",
  completed: "ended",
  took: "duration",
  elapsed: "duration",
  runtime: "duration",
  wait: "queued",
  waited: "queued",
  quiet: "silent",
  stuck: "silent",
  progress: "percent",
  attempts: "attempt",
  result: "results",
  retries: "retry-of",
  retryof: "retry-of",
  retry_of: "retry-of",
  backend: "source",
  cause: "trigger",
};

/** No job has a text with one of these in it: the null character, and half a character. */
const UNREADABLE = /[\0\p{Cs}]/u;

/**
 * Reads a filter text; `docs/filter.md` has the language. Never throws: what cannot be understood is in `problems`, in
 * the order of the text, and `filter` is what the rest of it says. Takes time in proportion to the text.
 */
export function parseFilter(text: string): ParsedFilter {
  const filter: JobFilter = { terms: [] };
  if (text.length > MAX_FILTER_LENGTH) {
    const message = `is over ${MAX_FILTER_LENGTH} characters long; shorten it`;
    return { filter, problems: [{ from: MAX_FILTER_LENGTH, to: text.length, message }] };
  }
  const { tokens, problems } = tokenize(text);
  let conditions = 0;
  for (const token of tokens) {
    const term = readTerm(token, problems);
    if (term === null) continue;
    conditions += merge(filter.terms, term);
    if (conditions <= MAX_FILTER_TERMS) continue;
    const message = `is the term that makes more than ${MAX_FILTER_TERMS}; leave some out`;
    problems.push({ from: token.from, to: token.to, message });
    break;
  }
  problems.sort((one, other) => one.from - other.from);
  return { filter, problems };
}

/** Adds a term, or its values to the term that it continues. Answers how many more conditions there are. */
function merge(terms: FilterTerm[], term: FilterTerm): number {
  if (term.kind === "choice" && !term.negated && !isManyValued(term.key)) {
    const before = terms.find((each) => each.kind === "choice" && each.key === term.key && !each.negated);
    if (before?.kind === "choice") {
      before.values = [...new Set([...before.values, ...term.values])];
      return 0;
    }
  }
  terms.push(term);
  return term.kind === "contains" ? term.values.length : 1;
}

function readTerm(token: Token, problems: FilterProblem[]): FilterTerm | null {
  const { negated, values } = token;
  const report = (message: string, { from, to }: { from: number; to: number } = token, fix?: string) => {
    const place = from < to ? { from, to } : { from: token.from, to: token.to };
    problems.push({ ...place, message, ...(fix === undefined ? {} : { fix }) });
    return null;
  };
  const unreadable = values.find((value) => UNREADABLE.test(value.text));
  if (unreadable !== undefined) return report("a character in it is no text; take it out", unreadable);
  if (token.key === null) {
    const { text } = values[0];
    return text === "" ? report("there is nothing between the quotes") : { kind: "word", negated, text };
  }
  const key = findKey(token.key);
  if (key === undefined) {
    const meant = MEANT[token.key.toLowerCase()] ?? nearest(token.key, FILTER_KEYS);
    const place = { from: token.from, to: token.keyTo + 1 };
    return report(unknownKey(token.key, meant), place, meant && `${negated ? "-" : ""}${meant}:`);
  }
  const empty = values.find((value) => value.text === "");
  if (empty !== undefined) return report(`${key}: needs a value`, empty);
  if (isChoiceKey(key)) {
    const chosen = values.flatMap((value) => {
      const choice = readChoice(key, value.text);
      if (typeof choice === "string") return [choice];
      report(choice.problem, value, choice.fix);
      return [];
    });
    return chosen.length === 0 ? null : { kind: "choice", key, negated, values: [...new Set(chosen)] };
  }
  if (isContainsKey(key)) {
    return { kind: "contains", key, negated, values: [...new Set(values.map((value) => value.text))] };
  }
  const [value, second] = values;
  if (second !== undefined)
    return report(`${key}: takes one value; write a range with ".."`, { from: second.from - 1, to: token.to });
  if (negated) return report(`"-" cannot stand before ${key}; ${opposite(key, value)}`);
  return readRangeTerm(key, value, problems);
}

function readRangeTerm(key: TimeKey | MeasureKey, value: TokenValue, problems: FilterProblem[]): FilterTerm | null {
  if (isTimeKey(key)) {
    const range = parseTimeRange(value, problems);
    return range === null ? null : { kind: "time", key, range };
  }
  const range = parseMeasureRange(key, value, problems);
  return range === null ? null : { kind: "measure", key, range };
}

function unknownKey(written: string, meant: FilterKey | undefined): string {
  const advice =
    meant === undefined
      ? `use one of ${FILTER_KEYS.join(", ")}, or put the word in quotes`
      : `did you mean ${meant}? Otherwise put the word in quotes`;
  return `no key "${written}"; ${advice}`;
}

const OPPOSITES: Record<string, string> = { ">": "<=", ">=": "<", "<": ">=", "<=": ">" };

function opposite(key: FilterKey, { text }: TokenValue): string {
  const [written = ""] = /^[<>]=?/.exec(text) ?? [];
  const turned = OPPOSITES[written];
  const open = /^(.+)\.\.$|^\.\.(.+)$/.exec(text);
  if (turned !== undefined) return `write ${key}:${turned}${text.slice(written.length)}`;
  if (open !== null) return `write ${key}:${open[1] === undefined ? `>${open[2]}` : `<${open[1]}`}`;
  if (isTimeKey(key) && /^-?\d+[a-z]/i.test(text)) return `write ${key}:<=-${text.replace(/^-/, "")}`;
  return `write ${key}:< or ${key}:> what is left out`;
}
