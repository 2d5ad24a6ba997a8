import { setImmediate } from "node:timers/promises";
import type { ResultField, ResultFields } from "../../lib/api/job-types.ts";
import { CUT_AT } from "../../lib/jobs/result-preview.ts";
import { walkMembers } from "../../lib/json/json-members.ts";

const MOST_FIELDS = 500;
/** Names and beginnings of values together, so that no item makes a large answer. */
const MOST_CHARACTERS = 128 * 1024;

/** Where the fields of an item stand. It is gone through in steps, between which others have their turn. */
export async function fieldsOf(text: string): Promise<ResultFields> {
  const fields = new Map<string, ResultField>();
  const count = counterOf(text);
  const walk = walkMembers(text);
  let room = MOST_CHARACTERS;
  for (let step = walk.next(); ; step = walk.next()) {
    if (step.done) {
      return step.value === null ? { fields: null, more: false } : { fields: [...fields.values()], more: false };
    }
    if (step.value === null) {
      await setImmediate();
      continue;
    }
    const { name, start } = step.value;
    const end = step.value.end < 0 ? text.length : step.value.end;
    const data = text.slice(start, Math.min(end, start + CUT_AT)).replace(/[\ud800-\udbff]$/, "");
    room -= name.length + data.length;
    if (fields.size === MOST_FIELDS || room < 0) return { fields: [...fields.values()], more: true };
    const from = count(start);
    fields.delete(name);
    fields.set(name, { name, from, length: count(end) - from, data });
  }
}

/** How many characters stand before a place that only grows: those that JavaScript holds as two are one. */
function counterOf(text: string): (to: number) => number {
  let at = 0;
  let characters = 0;
  return (to) => {
    characters += to - at;
    for (; at < to; at++) {
      const code = text.charCodeAt(at);
      if (code >= 0xdc00 && code <= 0xdfff) characters--;
    }
    return characters;
  };
}
