import type { JobRow, Trigger } from "./model.ts";
import { TRIGGERS } from "./model.ts";
import type { JobState } from "./state.ts";
import { JOB_STATES } from "./state.ts";

/** A filter over jobs, as one text says it. Lists are alternatives; an empty list does not restrict. */
export interface JobFilter {
  states: JobState[];
  notStates: JobState[];
  agents: string[];
  sources: string[];
  triggers: Trigger[];
  ids: string[];
  /** Words that must all stand in id, name or error, without regard to case. */
  text: string[];
}

/** Something in a filter text that cannot be understood: where it stands (half-open), and what to do. */
export interface FilterProblem {
  from: number;
  to: number;
  message: string;
}

export interface ParsedFilter {
  filter: JobFilter;
  problems: FilterProblem[];
}

/** The longest filter text that is read. */
export const MAX_FILTER_LENGTH = 2000;

const KEYS = ["state", "agent", "source", "trigger", "id"] as const;
type Key = (typeof KEYS)[number];

/** A filter that every job matches. */
export function noFilter(): JobFilter {
  return { states: [], notStates: [], agents: [], sources: [], triggers: [], ids: [], text: [] };
}

/**
 * Reads a filter text: `state:failed,cancelled agent:books source:local trigger:retry id:1001 -state:completed` and
 * free words; `"…"` keeps spaces together. Never throws: what cannot be understood is in `problems`.
 */
export function parseFilter(text: string): ParsedFilter {
  const filter = noFilter();
  const problems: FilterProblem[] = [];
  if (text.length > MAX_FILTER_LENGTH) {
    problems.push({
      from: MAX_FILTER_LENGTH,
      to: text.length,
      message: `is over ${MAX_FILTER_LENGTH} characters long`,
    });
    return { filter, problems };
  }
  for (const token of tokenize(text, problems)) {
    if (token.key === null) filter.text.push(token.values.map((value) => value.text).join(","));
    else addTerm(filter, token, problems);
  }
  return { filter, problems };
}

/** Writes a filter as the text that reads back as the same filter. */
export function serializeFilter(filter: JobFilter): string {
  const terms: string[] = [];
  const add = (key: string, values: readonly string[]) => {
    if (values.length > 0) terms.push(`${key}:${values.map((value) => quote(value, true)).join(",")}`);
  };
  add("state", filter.states.map(lowerFirst));
  add("-state", filter.notStates.map(lowerFirst));
  add("agent", filter.agents);
  add("source", filter.sources);
  add("trigger", filter.triggers);
  add("id", filter.ids);
  terms.push(...filter.text.map((word) => quote(word, false)));
  return terms.join(" ");
}

/** Whether a job matches, by the same rules as the query in the database. */
export function matchesFilter(filter: JobFilter, job: JobRow): boolean {
  const holds = (allowed: readonly string[], value: string) => allowed.length === 0 || allowed.includes(value);
  if (!holds(filter.states, job.state) || filter.notStates.includes(job.state)) return false;
  if (!holds(filter.sources, job.source) || !holds(filter.triggers, job.trigger) || !holds(filter.ids, job.id))
    return false;
  const agentNames = [job.agentId, job.agentName].map((name) => name?.toLowerCase());
  if (filter.agents.length > 0 && !filter.agents.some((agent) => agentNames.includes(agent.toLowerCase())))
    return false;
  const text = `${job.id} ${job.name} ${job.error ?? ""}`.toLowerCase();
  return filter.text.every((word) => text.includes(word.toLowerCase()));
}

interface Value {
  text: string;
  from: number;
  to: number;
}

interface Token {
  key: Key | null;
  negated: boolean;
  values: Value[];
  from: number;
  to: number;
}

const STATE_BY_NAME = new Map(JOB_STATES.map((state) => [state.toLowerCase(), state]));
const TRIGGER_BY_NAME = new Map<string, Trigger>(TRIGGERS.map((trigger) => [trigger, trigger]));

function addTerm(filter: JobFilter, token: Token, problems: FilterProblem[]): void {
  if (token.negated && token.key !== "state") {
    problems.push({ from: token.from, to: token.to, message: `"-" can stand before state only` });
    return;
  }
  for (const value of token.values) {
    if (value.text === "") {
      problems.push({ from: token.from, to: token.to, message: `${token.key}: needs a value` });
      continue;
    }
    switch (token.key) {
      case "state": {
        const state = STATE_BY_NAME.get(value.text.toLowerCase());
        const known = JOB_STATES.map(lowerFirst).join(", ");
        if (state === undefined)
          problems.push({ ...place(value), message: `no state "${value.text}"; use one of ${known}` });
        else (token.negated ? filter.notStates : filter.states).push(state);
        break;
      }
      case "trigger": {
        const trigger = TRIGGER_BY_NAME.get(value.text.toLowerCase());
        const known = TRIGGERS.join(", ");
        if (trigger === undefined)
          problems.push({ ...place(value), message: `no trigger "${value.text}"; use one of ${known}` });
        else filter.triggers.push(trigger);
        break;
      }
      case "agent":
        filter.agents.push(value.text);
        break;
      case "source":
        filter.sources.push(value.text);
        break;
      case "id":
        filter.ids.push(value.text);
        break;
    }
  }
}

function place({ from, to }: Value): { from: number; to: number } {
  return { from, to };
}

/** Splits at spaces outside quotes. A word is a term when what stands before its first colon is a key or looks like one. */
function tokenize(text: string, problems: FilterProblem[]): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    if (/\s/.test(text.charAt(at))) {
      at++;
      continue;
    }
    const from = at;
    const head = /^(-?)([a-z][a-z-]*):(?!\/\/)/i.exec(text.slice(at));
    const key = KEYS.find((each) => each === head?.[2]?.toLowerCase()) ?? null;
    if (head !== null && key === null) {
      problems.push({
        from,
        to: from + head[0].length,
        message: `no key "${head[2]}"; use one of ${KEYS.join(", ")}, or put the word in quotes`,
      });
    }
    if (head !== null && key !== null) at += head[0].length;
    const values: Value[] = [];
    for (;;) {
      const value = readValue(text, at, key !== null, problems);
      values.push(value);
      at = value.to;
      if (key !== null && text.charAt(at) === ",") at++;
      else break;
    }
    const unknownKey = head !== null && key === null;
    if (!unknownKey) tokens.push({ key, negated: key !== null && head?.[1] === "-", values, from, to: at });
  }
  return tokens;
}

function readValue(text: string, from: number, splitAtComma: boolean, problems: FilterProblem[]): Value {
  let value = "";
  let at = from;
  let quoteFrom = -1;
  for (; at < text.length; at++) {
    const char = text.charAt(at);
    if (quoteFrom >= 0 && char === "\\" && /["\\]/.test(text.charAt(at + 1))) {
      at++;
      value += text.charAt(at);
    } else if (char === '"') quoteFrom = quoteFrom < 0 ? at : -1;
    else if (quoteFrom < 0 && (/\s/.test(char) || (splitAtComma && char === ","))) break;
    else value += char;
  }
  if (quoteFrom >= 0) problems.push({ from: quoteFrom, to: text.length, message: 'the quote is not closed; add "' });
  return { text: value, from, to: at };
}

function quote(value: string, inTerm: boolean): string {
  const plain =
    value !== "" && !/[\s"\\]/.test(value) && (inTerm ? !value.includes(",") : !/^-?[a-z][a-z-]*:/i.test(value));
  return plain ? value : `"${value.replace(/["\\]/g, "\\$&")}"`;
}

function lowerFirst(state: JobState): string {
  return state.charAt(0).toLowerCase() + state.slice(1);
}
