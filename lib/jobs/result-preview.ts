import { plainText, readMembers } from "../json/json-members.ts";
import type { ResultRow } from "./model.ts";

/** A value that is shown in part. `length` is that of the whole in characters as JSON; null when it was not read to its end. */
export interface CutValue {
  name: string;
  length: number | null;
  /** Whether it is an object or a list, not a text. */
  nested: boolean;
}

/**
 * A result as lists have it. `data` is the item as JSON text, exact, except that a value named in `cut` is the beginning of it as
 * a string. With `partial`, fields that come after the last one were not read.
 */
export interface ListedResult extends ResultRow {
  /** The size of the whole item. */
  bytes: number;
  cut: CutValue[];
  partial: boolean;
  /** Of a row that post-processing made: the seq of the result that it was made of. */
  rawSeq?: number;
}

/** The name under which the values of items stand that are no objects. */
export const WHOLE = "value";
/** Items up to this many characters are listed whole. */
const LISTED_WHOLE = 4096;
/** What is shown of a longer value, in characters. */
export const CUT_AT = 256;

/** What a list shows of an item. `text` is all of it, or with `more` its beginning. */
export function previewOf(text: string, more: boolean): Pick<ListedResult, "data" | "cut" | "partial"> {
  if (!more && text.length <= LISTED_WHOLE) return { data: text, cut: [], partial: false };
  const read = readMembers(text);
  if (read === null) {
    const nested = /^\s*[[{]/.test(text);
    const shown = plainText({ raw: text.slice(0, CUT_AT), cut: true });
    const cut = { name: WHOLE, length: more ? null : text.length, nested };
    return { data: JSON.stringify({ [WHOLE]: wellFormed(shown) }), cut: [cut], partial: false };
  }
  const cut: CutValue[] = [];
  const shown: string[] = [];
  for (const [name, { raw, cut: open }] of read.members) {
    if (!open && raw.length <= CUT_AT) shown.push(`${JSON.stringify(name)}:${raw}`);
    else {
      cut.push({ name, length: open ? null : raw.length, nested: /^[[{]/.test(raw) });
      const beginning = plainText({ raw: raw.slice(0, CUT_AT), cut: open || raw.length > CUT_AT });
      shown.push(`${JSON.stringify(name)}:${JSON.stringify(wellFormed(beginning))}`);
    }
  }
  return { data: `{${shown.join(",")}}`, cut, partial: !read.whole };
}

/** Half of a surrogate pair at the end of what was cut would be an unknown character. */
function wellFormed(text: string): string {
  return text.replace(/[\ud800-\udbff]$/, "");
}
