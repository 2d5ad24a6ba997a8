import { COUNT_PRESENTATION, STATE_PRESENTATION } from "../presentation.ts";
import { JOB_STATES, STATES_OF_COUNT } from "../state.ts";
import type { FilterKey } from "./keys.ts";
import { isSpanKey } from "./keys.ts";
import type { ChoiceTerm, Comparison, FilterTerm, MeasureTerm, TimeTerm, TimeValue } from "./model.ts";
import { formatSpan } from "./spans.ts";
import { localOf } from "./zone.ts";

/** What each key is called in sentences and on chips. */
const KEY_LABELS: Record<FilterKey, string> = {
  state: "State",
  agent: "Agent",
  source: "Source",
  trigger: "Trigger",
  type: "Type",
  id: "Id",
  tag: "Tag",
  by: "Started by",
  "retry-of": "Retry of",
  fingerprint: "Kind of failure",
  name: "Name",
  error: "Error",
  created: "Created",
  started: "Started",
  ended: "Ended",
  updated: "Updated",
  duration: "Duration",
  queued: "Queue time",
  silent: "No news for",
  percent: "Progress",
  priority: "Priority",
  attempt: "Attempt",
  results: "Results",
};

const VALUES_SHOWN = 3;

/** A term in words: `State: Failed`, `Created: last 24 h`, `Not agent: books`. Instants are told in `timeZone`. */
export function describeTerm(term: FilterTerm, timeZone: string): string {
  const label = term.kind === "word" ? "Text" : KEY_LABELS[term.key];
  const negated = "negated" in term && term.negated;
  return `${negated ? `Not ${label.toLowerCase()}` : label}: ${wordsOf(term, timeZone)}`;
}

function wordsOf(term: FilterTerm, timeZone: string): string {
  switch (term.kind) {
    case "word":
      return term.text;
    case "choice":
      return few(term.key === "state" ? stateWords(term) : term.values);
    case "contains":
      return few(term.values);
    case "time":
      return describeTimeRange(term.range, timeZone);
    case "measure":
      return describeMeasure(term);
  }
}

function few(values: readonly string[]): string {
  const more = values.length - VALUES_SHOWN;
  return more <= 0 ? values.join(", ") : `${values.slice(0, VALUES_SHOWN).join(", ")} and ${more} more`;
}

/** The four states of executing are one word together; the state of that name alone says that it is alone. */
function stateWords({ values }: ChoiceTerm): string[] {
  const group: readonly string[] = STATES_OF_COUNT.executing;
  const whole = group.every((state) => values.includes(state));
  const words = values.flatMap((value) => {
    if (whole && group.includes(value)) return value === "Executing" ? [COUNT_PRESENTATION.executing.word] : [];
    const state = JOB_STATES.find((each) => each === value);
    if (state === undefined) return [value];
    return [state === "Executing" ? "Executing only" : STATE_PRESENTATION[state].word];
  });
  return words;
}

const TIME_PHRASES: Record<Comparison, string> = {
  ">": "after ",
  ">=": "from ",
  "<": "before ",
  "<=": "up to ",
  "=": "",
};

function describeTimeRange(range: TimeTerm["range"], timeZone: string): string {
  const say = (value: TimeValue) => describeTime(value, timeZone);
  if (range.op === "..") {
    if (range.from === null) return range.to === null ? "any time" : `up to ${say(range.to)}`;
    return range.to === null ? `from ${say(range.from)}` : `${say(range.from)} – ${say(range.to)}`;
  }
  if (range.at.kind !== "ago" || range.op === "=") return `${TIME_PHRASES[range.op]}${say(range.at)}`;
  return range.op.startsWith(">") ? `last ${spanWords(range.at.ms)}` : `over ${spanWords(range.at.ms)} ago`;
}

/** One time of a filter in words: `20 Nov 2026, 14:02`, `today`, `24 h ago`. */
function describeTime(value: TimeValue, timeZone: string): string {
  switch (value.kind) {
    case "ago":
      return `${spanWords(value.ms)} ago`;
    case "named":
      return value.name;
    case "day":
      return dayWords(value.date);
    case "local":
      return localWords(value.time);
    case "instant":
      return localWords(new Date(localOf(Date.parse(value.at), timeZone)).toISOString().slice(0, -1));
  }
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function dayWords(date: string): string {
  const [year, month, day] = date.split("-").map(Number);
  const name = month === undefined ? undefined : MONTHS[month - 1];
  return [day, name, year].filter((part) => part !== undefined).join(" ");
}

function localWords(time: string): string {
  const [date = "", clock = ""] = time.split("T");
  return `${dayWords(date)}, ${clock.replace(/\.\d+$/, "").replace(/^(\d+:\d+):00$/, "$1")}`;
}

const MEASURE_PHRASES: Record<Comparison, string> = {
  ">": "over ",
  ">=": "at least ",
  "<": "under ",
  "<=": "at most ",
  "=": "",
};

function describeMeasure({ key, range }: MeasureTerm): string {
  const say = (value: number) => (isSpanKey(key) ? spanWords(value) : `${value}${key === "percent" ? "%" : ""}`);
  if (range.op !== "..") return `${MEASURE_PHRASES[range.op]}${say(range.value)}`;
  if (range.from === null) return range.to === null ? "any" : `at most ${say(range.to)}`;
  return range.to === null ? `at least ${say(range.from)}` : `${say(range.from)} – ${say(range.to)}`;
}

/** `1 h 30 min`. */
function spanWords(milliseconds: number): string {
  return formatSpan(milliseconds)
    .replace(/(\d+)m(?!s)/, "$1min")
    .replace(/(\d+)([a-z]+)/g, " $1 $2")
    .trim();
}
