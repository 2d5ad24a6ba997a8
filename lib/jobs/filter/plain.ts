const LONGEST = 90;

/** Letters that never begin or end anything in the language. */
const LETTERS = String.raw`[^\s:,"“”„\0\ud800-\udfff]`;
// With or without a minus; no two of these begin alike, so that no text is read in more than one way.
const WORD = `${LETTERS}(?:${LETTERS}|,)*`;
const VALUES = `-?(?:agent|source|type|id|tag|by|name|error):${LETTERS}+(?:,${LETTERS}+)*`;
const STATE = "(?:queued|executing|executioncompleted|submitting|cancelling|completed|failed|cancelled|unknown)";
const STATES = `-?state:${STATE}(?:,${STATE})*`;
const AGO = String.raw`(?:created|started|ended|updated):[<>]-\d{1,4}[mhd]`;
const PLAIN = new RegExp(String.raw`^\s*(?:(?:${VALUES}|${STATES}|${AGO}|${WORD})(?:\s+|$))*$`, "i");

/**
 * Whether a text is so simple that it can be told at a glance that it is understood, and means the same in every time
 * zone. Of a text for which this is false nothing is said. It spares most lists the code of the whole language.
 */
export function isPlain(text: string): boolean {
  return text.length <= LONGEST && PLAIN.test(text);
}
