import { type JsonMember, plainText, readMembers } from "../json/json-members.ts";
import { WHOLE } from "./result-preview.ts";

/**
 * Names of the fields in which two items differ, in the order of the first, then those that only the other has. Values are compared
 * as they are written. Of items that go on beyond these texts only what both hold is compared.
 */
export function differingFields(one: string, other: string): string[] {
  const first = readMembers(one);
  const second = readMembers(other);
  if (first === null || second === null) return one === other ? [] : [WHOLE];
  const names = new Set([...first.members.keys(), ...second.members.keys()]);
  return [...names].filter((name) => {
    const [is, was] = [first.members.get(name), second.members.get(name)];
    if (is === undefined) return first.whole;
    if (was === undefined) return second.whole;
    return differ(is, was);
  });
}

function differ(one: JsonMember, other: JsonMember): boolean {
  if (!one.cut && !other.cut)
    return one.raw !== other.raw && !(isText(one) && isText(other) && plainText(one) === plainText(other));
  const length = Math.min(one.raw.length, other.raw.length);
  return one.cut !== other.cut || one.raw.slice(0, length) !== other.raw.slice(0, length);
}

/** Of two texts only what they say counts, not how it is escaped. */
function isText({ raw }: JsonMember): boolean {
  return raw.startsWith('"');
}
