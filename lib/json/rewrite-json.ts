/** A string, number, true, false or null of a JSON text, where it stands. */
export interface JsonToken {
  /** Word for word, a string with its quotes. Of a text that was cut, the last may be cut too. */
  raw: string;
  kind: "key" | "value";
  /** The keys on the way to it, each after a "/", with "*" for a place in a list. */
  path: string;
  /** The key that it stands under, in its own object or around its lists; null at the top. */
  key: string | null;
  /** The object or list that it stands in, and those around that: what a visitor notes there, it finds again. */
  inside: JsonContainer;
}

export interface JsonContainer {
  kind: "object" | "list" | "top";
  around: JsonContainer | null;
  path: string;
  /** In an object, the latest key; in a list, the key that the list stands under. */
  key: string | null;
  /** For the visitor's own use; null in a container that was just opened. */
  note: { secret: string | null; name: string | null } | null;
}

export interface JsonVisitor {
  /** Whether a key that is replaced is in the paths below it as it was or as it is written then. */
  pathsBy: "old key" | "new key";
  /** Hears of each object and list before what is in it. */
  opened?(container: JsonContainer): void;
  /** What to write in the token's place; null leaves it. */
  visit(token: JsonToken): string | null;
}

interface Open extends JsonContainer {
  /** In an object: whether the next string is a key. */
  keyNext: boolean;
}

const CHARACTERS_A_STEP = 128 * 1024;
/** What is nested deeper is taken for no JSON: no program writes it. */
const MAX_DEPTH = 5000;

/**
 * A JSON text with the tokens replaced for which the visitor answers another text, and all else letter for letter, big numbers
 * and spaces too. The text may be cut off at any place. Null when it is not JSON. It pauses now and then, so that a long
 * text can be gone through in steps.
 */
export function* rewriteJson(text: string, visitor: JsonVisitor): Generator<void, string | null> {
  const open: Open[] = [container("top", null, "", null)];
  const pieces: string[] = [];
  let copied = 0;
  let pauseAt = CHARACTERS_A_STEP;
  let at = 0;
  while (at < text.length) {
    if (at > pauseAt) {
      yield;
      pauseAt = at + CHARACTERS_A_STEP;
    }
    const inside = open.at(-1);
    if (inside === undefined) return null;
    const character = text.charAt(at);
    if (character === "{" || character === "[") {
      if (open.length > MAX_DEPTH) return null;
      const next = container(character === "{" ? "object" : "list", inside, pathIn(inside), inside.key);
      visitor.opened?.(next);
      open.push(next);
      at++;
    } else if (character === "}" || character === "]") {
      if (inside.kind !== (character === "}" ? "object" : "list")) return null;
      open.pop();
      at++;
    } else if (character === ",") {
      inside.keyNext = inside.kind === "object";
      at++;
    } else if (character === ":") {
      inside.keyNext = false;
      at++;
    } else if (character === " " || character === "\n" || character === "\t" || character === "\r") {
      at++;
    } else {
      const end = character === '"' ? endOfString(text, at + 1) : endOfLiteral(text, at);
      const raw = text.slice(at, end);
      if (character !== '"' && !isLiteral(raw, end === text.length)) return null;
      const kind = inside.keyNext ? "key" : "value";
      const path = kind === "key" ? `${inside.path}/^` : pathIn(inside);
      const instead = visitor.visit({ raw, kind, path, key: kind === "key" ? null : inside.key, inside });
      if (instead !== null) {
        pieces.push(text.slice(copied, at), instead);
        copied = end;
      }
      if (kind === "key") inside.key = decoded(visitor.pathsBy === "old key" ? raw : (instead ?? raw));
      at = end;
    }
  }
  pieces.push(text.slice(copied));
  return pieces.join("");
}

/** What a JSON string means; a cut or broken one as far as it can be told. */
export function decoded(raw: string): string {
  const body = raw.endsWith('"') && raw.length > 1 ? raw.slice(1, -1) : raw.slice(1);
  if (!body.includes("\\")) return body;
  try {
    return JSON.parse(`"${body}"`) as string;
  } catch {
    return body;
  }
}

function container(kind: Open["kind"], around: Open | null, path: string, key: string | null): Open {
  return { kind, around, path, key, note: null, keyNext: kind === "object" };
}

function pathIn({ kind, path, key }: Open): string {
  return kind === "object" ? `${path}/${key ?? ""}` : kind === "list" ? `${path}/*` : path;
}

/** The place after the closing quote of the string whose first character is at `start`; the end of the text without one. */
export function endOfString(text: string, start: number): number {
  for (let from = start; ; ) {
    const quote = text.indexOf('"', from);
    if (quote === -1) return text.length;
    let before = quote - 1;
    while (before >= start && text.charCodeAt(before) === 92) before--;
    if ((quote - 1 - before) % 2 === 0) return quote + 1;
    from = quote + 1;
  }
}

function endOfLiteral(text: string, start: number): number {
  let end = start;
  while (end < text.length && !'"{}[],: \n\t\r'.includes(text.charAt(end))) end++;
  return end;
}

function isLiteral(raw: string, cut: boolean): boolean {
  if (raw === "true" || raw === "false" || raw === "null") return true;
  if (/^-?\d[\d.eE+-]*$/.test(raw)) return true;
  return cut && (raw === "-" || ["true", "false", "null"].some((word) => word.startsWith(raw)));
}
