import { finish } from "./finish.ts";

/** A value of an object as it is written; `cut` when the text ended before the value did. */
export interface JsonMember {
  raw: string;
  cut: boolean;
}

/** What could be read of an object: its values by name, in order, and whether the text held all of it. */
export interface JsonMembers {
  members: Map<string, JsonMember>;
  whole: boolean;
}

const SPACE = /[\t\n\r ]*/y;
const SCALAR = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?=[\t\n\r ,}\]]|$)/y;
const STRUCTURE = /["{}[\]]/;
const MARKS_A_STEP = 20_000;

/** Where the value of a member stands in a text: from `start` up to `end`, which is -1 when the text ends before the value does. */
export interface JsonPlace {
  name: string;
  start: number;
  end: number;
}

/**
 * The values of the JSON object in `text`, letter by letter as they are written, so that big numbers stay exact. The text may be
 * the beginning of a longer one. Null when it is no object, or not JSON as far as it goes; values within values are not checked.
 * A name that comes twice has its last value.
 */
export function readMembers(text: string): JsonMembers | null {
  const members = new Map<string, JsonMember>();
  const walk = walkMembers(text);
  for (let step = walk.next(); ; step = walk.next()) {
    if (step.done) return step.value === null ? null : { members, whole: step.value === "whole" };
    if (step.value === null) continue;
    const { name, start, end } = step.value;
    members.delete(name);
    members.set(name, { raw: end < 0 ? text.slice(start) : text.slice(start, end), cut: end < 0 });
  }
}

/**
 * Where the values of an object stand, as `readMembers` reads it, one after the other; null now and then in between, so that a
 * long text can be gone through in steps. In the end: whether the text held all of the object, or null when it is none.
 */
export function* walkMembers(text: string): Generator<JsonPlace | null, "whole" | "cut" | null> {
  let at = skipSpace(text, 0);
  if (text[at] !== "{") return null;
  at = skipSpace(text, at + 1);
  if (text[at] === "}") return skipSpace(text, at + 1) === text.length ? "whole" : null;
  for (;;) {
    if (at >= text.length) return "cut";
    if (text[at] !== '"') return null;
    const nameEnd = endOfString(text, at);
    if (nameEnd < 0) return "cut";
    const name = unquote(text.slice(at, nameEnd));
    if (name === null) return null;
    at = skipSpace(text, nameEnd);
    if (at >= text.length) return "cut";
    if (text[at] !== ":") return null;
    at = skipSpace(text, at + 1);
    if (at >= text.length) return "cut";
    const end = yield* endOfValue(text, at);
    if (end === null) return null;
    yield { name, start: at, end };
    if (end < 0) return "cut";
    at = skipSpace(text, end);
    if (at >= text.length) return "cut";
    if (text[at] === "}") return skipSpace(text, at + 1) === text.length ? "whole" : null;
    if (text[at] !== ",") return null;
    at = skipSpace(text, at + 1);
  }
}

/** The values of the JSON list in `text`, each as it is written. Null when it is no list, or not JSON; values within are not checked. */
export function readItems(text: string): string[] | null {
  const items: string[] = [];
  let at = skipSpace(text, 0);
  if (text[at] !== "[") return null;
  at = skipSpace(text, at + 1);
  if (text[at] === "]") return skipSpace(text, at + 1) === text.length ? items : null;
  for (;;) {
    const end = finish(endOfValue(text, at));
    if (end === null || end < 0) return null;
    items.push(text.slice(at, end));
    at = skipSpace(text, end);
    if (text[at] === "]") return skipSpace(text, at + 1) === text.length ? items : null;
    if (text[at] !== ",") return null;
    at = skipSpace(text, at + 1);
  }
}

/** What a JSON string says, also of one whose end is missing; any other value as it is written. */
export function plainText({ raw, cut }: JsonMember): string {
  if (!raw.startsWith('"')) return raw;
  // An escape that was cut in two goes.
  const closed = cut ? `${raw.replace(/(?<!\\)((?:\\\\)*)\\(?:u[\da-fA-F]{0,3})?$/, "$1")}"` : raw;
  return unquote(closed) ?? raw;
}

function skipSpace(text: string, from: number): number {
  SPACE.lastIndex = from;
  SPACE.exec(text);
  return SPACE.lastIndex;
}

/** Where the string that begins at `from` ends; -1 when it does not. */
function endOfString(text: string, from: number): number {
  for (let at = text.indexOf('"', from + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let slashes = 0;
    while (text[at - 1 - slashes] === "\\") slashes++;
    if (slashes % 2 === 0) return at + 1;
  }
  return -1;
}

/** Where the value that begins at `from` ends; -1 when the text ends before, null when it is no value. */
function* endOfValue(text: string, from: number): Generator<null, number | null> {
  const first = text[from];
  if (first === '"') return endOfString(text, from);
  if (first === "{" || first === "[") return yield* endOfNested(text, from);
  SCALAR.lastIndex = from;
  if (SCALAR.test(text)) return SCALAR.lastIndex >= text.length ? -1 : SCALAR.lastIndex;
  return /^[-+\w.]*$/.test(text.slice(from, from + 400)) ? -1 : null;
}

function* endOfNested(text: string, from: number): Generator<null, number> {
  // Its own: others look meanwhile.
  const structure = new RegExp(STRUCTURE, "g");
  let depth = 0;
  let marks = 0;
  structure.lastIndex = from;
  for (let found = structure.exec(text); found !== null; found = structure.exec(text)) {
    if (++marks % MARKS_A_STEP === 0) yield null;
    const [mark] = found;
    if (mark === '"') {
      const end = endOfString(text, found.index);
      if (end < 0) return -1;
      structure.lastIndex = end;
    } else if (mark === "{" || mark === "[") depth++;
    else if (--depth === 0) return found.index + 1;
  }
  return -1;
}

function unquote(text: string): string | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "string" ? value : null;
  } catch {
    return null;
  }
}
