/** A value of a JSON text and where it stands: characters `from` up to, not including, `to`. */
export interface JsonNode {
  kind: "object" | "list" | "text" | "number" | "boolean" | "null";
  from: number;
  to: number;
  /** Of an object, in the order of the text. */
  members: ReadonlyMap<string, JsonNode>;
  /** Of a list. */
  items: readonly JsonNode[];
}

/** What is wrong with a JSON text, and where: line and column count from 1. */
export interface JsonFault {
  message: string;
  offset: number;
  line: number;
  column: number;
}

const MAX_DEPTH = 100;
const NO_MEMBERS: ReadonlyMap<string, JsonNode> = new Map();
const NO_ITEMS: readonly JsonNode[] = [];
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what a JSON text must not hold.
const TEXT = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/y;
const SPACE = /[ \t\n\r]*/y;
const WORD = /[A-Za-z_$][\w$]*/y;

/**
 * Reads a JSON text and keeps where each value stands, so that whatever is wrong with one can be shown at its place.
 * Stricter than `JSON.parse` in two things: a name may stand once in an object, and nesting ends at 100 levels.
 */
export function readJson(text: string): { value: unknown; root: JsonNode } | { fault: JsonFault } {
  try {
    const root = new Reader(text).whole();
    return { value: JSON.parse(text), root };
  } catch (error) {
    if (error instanceof Unreadable) return { fault: { message: error.message, ...placeAt(text, error.offset) } };
    throw error;
  }
}

/** The line and the column, from 1, of a place in a text. */
export function placeAt(text: string, offset: number): Omit<JsonFault, "message"> {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf("\n") + 1;
  return { offset, line: before.split("\n").length, column: offset - lineStart + 1 };
}

/** The value at a path, or the innermost one that there is on the way to it. */
export function nodeAt(root: JsonNode, path: readonly PropertyKey[]): JsonNode {
  let node = root;
  for (const step of path) {
    const next = node.kind === "list" ? node.items[Number(step)] : node.members.get(String(step));
    if (next === undefined) return node;
    node = next;
  }
  return node;
}

class Unreadable extends Error {
  override readonly name = "Unreadable";
  readonly offset: number;

  constructor(offset: number, message: string) {
    super(message);
    this.offset = offset;
  }
}

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  whole(): JsonNode {
    this.#skip();
    if (this.#at === this.#text.length) throw this.#fault("There is nothing here: give at least {}");
    const root = this.#value(0);
    this.#skip();
    if (this.#at < this.#text.length) throw this.#fault(`${this.#shown()} stands after the end of the JSON`);
    return root;
  }

  #value(depth: number): JsonNode {
    const from = this.#at;
    const sign = this.#text[from];
    if (sign === "{") return this.#object(depth);
    if (sign === "[") return this.#list(depth);
    if (sign === '"') {
      this.#string();
      return this.#leaf("text", from);
    }
    if (this.#take(NUMBER) !== null) {
      if (/[\w.]/.test(this.#text[this.#at] ?? "")) throw this.#fault("This is not a number as JSON writes them", from);
      return this.#leaf("number", from);
    }
    const word = this.#take(WORD);
    if (word === "true" || word === "false") return this.#leaf("boolean", from);
    if (word === "null") return this.#leaf("null", from);
    if (word !== null) throw this.#fault(`${short(word)} is no value; texts stand in double quotes`, from);
    if (sign === "'") throw this.#fault("Texts stand in double quotes", from);
    throw this.#fault(sign === undefined ? "The text ends where a value should be" : `${this.#shown()} is no value`);
  }

  #object(depth: number): JsonNode {
    const from = this.#enter(depth);
    const members = new Map<string, JsonNode>();
    this.#skip();
    while (this.#text[this.#at] !== "}") {
      const nameAt = this.#at;
      if (this.#text[nameAt] !== '"') throw this.#missingName(members.size > 0);
      const name = this.#string();
      if (members.has(name)) throw this.#fault(`"${short(name)}" stands here twice`, nameAt);
      this.#skip();
      if (this.#text[this.#at] !== ":") throw this.#fault(`A colon is missing after "${short(name)}"`);
      this.#at++;
      this.#skip();
      members.set(name, this.#value(depth + 1));
      this.#separator("}");
    }
    this.#at++;
    return { kind: "object", from, to: this.#at, members, items: NO_ITEMS };
  }

  #list(depth: number): JsonNode {
    const from = this.#enter(depth);
    const items: JsonNode[] = [];
    this.#skip();
    while (this.#text[this.#at] !== "]") {
      if (this.#at >= this.#text.length) throw this.#fault("A ] is missing at the end");
      items.push(this.#value(depth + 1));
      this.#separator("]");
    }
    this.#at++;
    return { kind: "list", from, to: this.#at, members: NO_MEMBERS, items };
  }

  #enter(depth: number): number {
    if (depth >= MAX_DEPTH) throw this.#fault(`This is nested more than ${MAX_DEPTH} levels deep`);
    return this.#at++;
  }

  /** Goes past a comma, or stops before `end`. */
  #separator(end: "}" | "]"): void {
    this.#skip();
    const sign = this.#text[this.#at];
    if (sign === end) return;
    if (sign === undefined) throw this.#fault(`A ${end} is missing at the end`);
    if (sign !== ",") throw this.#fault(`A comma or ${end} is missing before ${this.#shown()}`);
    const comma = this.#at++;
    this.#skip();
    if (this.#text[this.#at] === end) throw this.#fault("This comma has nothing after it", comma);
  }

  #missingName(afterOther: boolean): Unreadable {
    if (this.#at >= this.#text.length) return this.#fault("A } is missing at the end");
    if (this.#text[this.#at] === "'") return this.#fault("Names stand in double quotes");
    const found = this.#shown();
    return this.#fault(
      `A name in double quotes ${afterOther ? "must follow the comma" : "or } must stand here"}, not ${found}`,
    );
  }

  #string(): string {
    const from = this.#at;
    const found = this.#take(TEXT);
    if (found !== null) return JSON.parse(found) as string;
    throw stringFault(this.#text, from);
  }

  #leaf(kind: JsonNode["kind"], from: number): JsonNode {
    return { kind, from, to: this.#at, members: NO_MEMBERS, items: NO_ITEMS };
  }

  #take(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0] ?? null;
    if (found !== null) this.#at += found.length;
    return found;
  }

  #skip(): void {
    this.#take(SPACE);
  }

  #shown(): string {
    return short(String.fromCodePoint(this.#text.codePointAt(this.#at) ?? 0xfffd));
  }

  #fault(message: string, offset = this.#at): Unreadable {
    return new Unreadable(offset, message);
  }
}

/** Where a text in double quotes breaks off. */
function stringFault(text: string, from: number): Unreadable {
  for (let at = from + 1; at < text.length; at++) {
    const sign = text[at] ?? "";
    if (sign === "\n" || sign === "\r") return new Unreadable(from, "This text has no closing quote on its line");
    if (sign < " ") return new Unreadable(at, "A control character must be written as \\u and four hex digits");
    if (sign === "\\") {
      if (!/^\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/.test(text.slice(at, at + 6))) {
        return new Unreadable(at, `${short(text.slice(at, at + 2))} is no escape; a backslash itself is \\\\`);
      }
      at++;
    }
  }
  return new Unreadable(from, "This text has no closing quote");
}

const short = (text: string) => (text.length > 40 ? `${text.slice(0, 40)}…` : text);
