import { finish } from "../json/finish.ts";
import { decoded, type JsonContainer, type JsonToken, rewriteJson } from "../json/rewrite-json.ts";
import { isSecretName, secretsIn } from "./secrets.ts";

/** What a secret was replaced in: the string as it is shown, and the text that it was, by `placeOf`. */
type Originals = Map<string, string>;

/** `[redacted password]`, and `[redacted password 2]` for the next of that name. */
const PLACEHOLDER = /\[redacted [\w-]{1,60}(?: \d{1,9})?\]/;
/** The name of a placeholder that was in the text from the beginning, from a copy say: it is kept apart from ours. */
const WAS_THERE = "text";

/**
 * A text without its secrets: what stands under a name like `password` or `apiKey`, and what looks like a token, a key or a
 * login wherever it stands (`secrets.ts`). JSON stays JSON, and its numbers stay as they are written. In a text that was
 * cut, what is left of a secret is taken out as well. Never throws.
 */
export function redactSecrets(text: string): string {
  return finish(redactInSteps(text));
}

/** As `redactSecrets`, for texts that take long: it pauses every some thousand characters. */
export function* redactInSteps(text: string): Generator<void, string> {
  return (yield* redaction(text)).shown;
}

/**
 * Puts secrets back into a JSON text that was redacted and then edited. `original` is the text as it was before it was
 * redacted. A secret comes back where its string stands as it was shown, under the same keys; the place in a list may be
 * another. `unknown` are the strings with a placeholder that were changed or moved: what these should be nobody can tell, and
 * whoever may not read a secret may not send it somewhere else either. Refuse such a text, naming them.
 */
export function restoreRedacted(edited: string, original: string): { text: string; unknown: string[] } {
  const { originals } = finish(redaction(original));
  const unknown: string[] = [];
  const text = finish(
    rewriteJson(edited, {
      pathsBy: "old key",
      visit({ raw, path }) {
        if (!raw.startsWith('"')) return null;
        const shown = decoded(raw);
        if (!PLACEHOLDER.test(shown)) return null;
        const before = originals.get(placeOf(path, shown));
        if (before === undefined) unknown.push(shown);
        return before ?? null;
      },
    }),
  );
  // Not JSON: nothing can be said about where a string stands, so only the whole text can be what it was.
  if (text === null) return plain(edited, original);
  return { text, unknown };
}

function plain(edited: string, original: string): { text: string; unknown: string[] } {
  if (edited === redactSecrets(original)) return { text: original, unknown: [] };
  return { text: edited, unknown: [...edited.matchAll(new RegExp(PLACEHOLDER, "g"))].map(([found]) => found) };
}

function* redaction(text: string): Generator<void, { shown: string; originals: Originals }> {
  const placeholders = new Placeholders();
  const originals: Originals = new Map();
  const shown = yield* rewriteJson(text, {
    pathsBy: "new key",
    opened(container) {
      container.note = { secret: secretAround(container), name: null };
    },
    visit(token) {
      const instead = redactToken(token, placeholders);
      if (instead !== null) originals.set(placeOf(token.path, decoded(instead)), token.raw);
      return instead;
    },
  });
  if (shown !== null) return { shown, originals };
  return { shown: redactPlain(text, new Placeholders(), { loose: true }) ?? text, originals: new Map() };
}

function redactToken({ raw, kind, key, inside }: JsonToken, placeholders: Placeholders): string | null {
  const isText = raw.startsWith('"');
  if (kind === "value") {
    const name = secretName(key, inside);
    if (isText && isNameOfPair(key) && inside.note !== null) inside.note.name = decoded(raw);
    if (name !== null) return holdsSecret(raw) ? `"${placeholders.next(name)}"` : null;
  }
  if (!isText) return null;
  const closed = raw.length > 1 && raw.endsWith('"');
  const body = raw.slice(1, closed ? -1 : undefined);
  // Written with escapes, a secret may not be seen for one: then all of the string goes.
  if (body.includes("\\") && secretsIn(decoded(raw)).length > secretsIn(body).length) {
    return `"${placeholders.next("value")}"`;
  }
  const instead = redactPlain(body, placeholders);
  return instead === null ? null : `"${instead}${closed ? '"' : ""}`;
}

/** The secret name that a value stands under: its own key, that of the pair that it is part of, or one around it. */
function secretName(key: string | null, { note }: JsonContainer): string | null {
  if (key !== null && isSecretName(key)) return key;
  const named = note?.name ?? null;
  if (key !== null && /^val(ue)?$/i.test(key) && named !== null && isSecretName(named)) return named;
  return note?.secret ?? null;
}

/** The secret name that all of an object or list stands under: `"auth": {"user": …}`. */
function secretAround({ around }: JsonContainer): string | null {
  const key = around?.key ?? null;
  return around?.note?.secret ?? (key !== null && isSecretName(key) ? key : null);
}

/** `{"name": "Authorization", "value": "…"}`: the name of a pair says what its value is. */
function isNameOfPair(key: string | null): boolean {
  return key !== null && /^(name|key|header)$/i.test(key);
}

/** That there is no password, or that one is used, is none. */
function holdsSecret(raw: string): boolean {
  return raw !== '""' && raw !== "null" && raw !== "true" && raw !== "false";
}

/** Null when there is nothing to take out. */
function redactPlain(text: string, placeholders: Placeholders, { loose = false } = {}): string | null {
  const found = [...secretsIn(text, { loose })];
  for (const match of text.matchAll(new RegExp(PLACEHOLDER, "g"))) {
    const inSecret = found.some(({ start, end }) => start < match.index + match[0].length && match.index < end);
    if (!inSecret) found.push({ start: match.index, end: match.index + match[0].length, name: WAS_THERE });
  }
  if (found.length === 0) return null;
  found.sort((a, b) => a.start - b.start);
  let shown = "";
  let at = 0;
  for (const { start, end, name } of found) {
    shown += text.slice(at, start) + placeholders.next(name);
    at = end;
  }
  return shown + text.slice(at);
}

/** Names secrets: no two of a text are called the same, so that each finds its place again. */
class Placeholders {
  readonly #used = new Map<string, number>();

  next(name: string): string {
    const plain = name.replace(/[^\w-]+/g, "-").slice(0, 60) || "value";
    const number = (this.#used.get(plain) ?? 0) + 1;
    this.#used.set(plain, number);
    return `[redacted ${plain}${number === 1 ? "" : ` ${number}`}]`;
  }
}

function placeOf(path: string, shown: string): string {
  return `${path}\n${shown}`;
}
