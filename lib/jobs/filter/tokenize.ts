import { findKey } from "./keys.ts";
import type { FilterProblem } from "./model.ts";

/** A value as it stands in the text, with its quotes taken off. */
export interface TokenValue {
  text: string;
  quoted: boolean;
  /** Where it stands, quotes included; half-open. */
  from: number;
  to: number;
}

/** What stands between blanks: `key:value,value`, or a word, which has no key and one value. */
export interface Token {
  negated: boolean;
  key: string | null;
  values: [TokenValue, ...TokenValue[]];
  /** Where it stands, half-open; `keyFrom` to `keyTo` is the key without "-" and colon, empty for words. */
  from: number;
  to: number;
  keyFrom: number;
  keyTo: number;
}

const HEAD = /(-?)([a-z][a-z_-]*):(\/\/|\\|:)?/iy;
const BLANK = /\s/;
const ESCAPED = /\\(?:(["\\])|u\{([0-9a-f]{1,6})\})/iy;

/** Splits a filter text at blanks, and the values of keys at commas, outside quotes. */
export function tokenize(text: string): { tokens: Token[]; problems: FilterProblem[] } {
  const tokens: Token[] = [];
  const problems: FilterProblem[] = [];
  let at = 0;
  while (at < text.length) {
    if (BLANK.test(text.charAt(at))) at++;
    else {
      const token = readToken(text, at, problems);
      tokens.push(token);
      at = token.to;
    }
  }
  return { tokens, problems };
}

/** Whether a free word with this text would be read as something else unless it is quoted. */
export function looksLikeTerm(word: string): boolean {
  return word.startsWith("-") || readHead(word, 0) !== null;
}

/** Addresses (`https://…`), paths (`C:\…`) and names of code (`std::string`) are words unless a key stands before the colon. */
function readHead(text: string, from: number): { minus: string; key: string } | null {
  HEAD.lastIndex = from;
  const [, minus, key, after] = HEAD.exec(text) ?? [];
  if (minus === undefined || key === undefined) return null;
  return after === undefined || findKey(key) !== undefined ? { minus, key } : null;
}

function readToken(text: string, from: number, problems: FilterProblem[]): Token {
  const head = readHead(text, from);
  if (head === null) {
    const negated = isMinus(text, from);
    const start = negated ? from + 1 : from;
    const value = readValue(text, start, false, problems);
    return { negated, key: null, values: [value], from, to: value.to, keyFrom: start, keyTo: start };
  }
  const keyFrom = from + head.minus.length;
  const keyTo = keyFrom + head.key.length;
  let value = readValue(text, keyTo + 1, true, problems);
  const values: Token["values"] = [value];
  while (text.charAt(value.to) === ",") {
    value = readValue(text, value.to + 1, true, problems);
    values.push(value);
  }
  return { negated: head.minus !== "", key: head.key, values, from, to: value.to, keyFrom, keyTo };
}

/** A minus that negates: not a dash of its own, not `--flag`, not an arrow. */
function isMinus(text: string, at: number): boolean {
  const next = text.charAt(at + 1);
  return text.charAt(at) === "-" && next !== "" && next !== "-" && next !== ">" && !BLANK.test(next);
}

function readValue(text: string, from: number, splitAtComma: boolean, problems: FilterProblem[]): TokenValue {
  let value = "";
  let quoted = false;
  let at = from;
  while (at < text.length) {
    const char = text.charAt(at);
    // Phones write curly quotes; inside a word they are what they are.
    if (char === '"' || (at === from && /[“”„]/.test(char))) {
      const inside = readQuoted(text, at, char === '"' ? '"' : "“”");
      if (!inside.closed) problems.push({ from: at, to: text.length, message: 'the quote is not closed; add "' });
      quoted = true;
      value += inside.text;
      at = inside.to;
    } else if (BLANK.test(char) || (splitAtComma && char === ",")) break;
    else {
      value += char;
      at++;
    }
  }
  return { text: value, quoted, from, to: at };
}

function readQuoted(text: string, from: number, closing: string): { text: string; to: number; closed: boolean } {
  let value = "";
  let at = from + 1;
  while (at < text.length) {
    const char = text.charAt(at);
    if (closing.includes(char)) return { text: value, to: at + 1, closed: true };
    ESCAPED.lastIndex = at;
    const escaped = char === "\\" ? ESCAPED.exec(text) : null;
    const code = Number.parseInt(escaped?.[2] ?? "0", 16);
    if (escaped === null || code > 0x10ffff) {
      value += char;
      at++;
    } else {
      value += escaped[1] ?? String.fromCodePoint(code);
      at += escaped[0].length;
    }
  }
  return { text: value, to: at, closed: false };
}
