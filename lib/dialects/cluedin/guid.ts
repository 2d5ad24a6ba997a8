const GUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const OF_NUMBER = /^0{8}-0{4}-0{4}-(\d{4})-(\d{12})$/;

/**
 * An id as the GUID that CluedIn's programs expect: a number is written in its last sixteen digits, a GUID is itself. Anything
 * else has no GUID, and stays what it is.
 */
export function toGuid(id: string | number): string {
  const text = String(id);
  if (!/^\d{1,16}$/.test(text)) return text;
  const digits = text.padStart(16, "0");
  return `00000000-0000-0000-${digits.slice(0, 4)}-${digits.slice(4)}`;
}

/** The id that `toGuid` wrote; other texts stay as they are. */
export function fromGuid(text: string): string {
  const [, high, low] = OF_NUMBER.exec(text.trim()) ?? [];
  return high === undefined ? text.trim() : `${high}${low}`.replace(/^0+(?=\d)/, "");
}

export function isGuid(text: string): boolean {
  return GUID.test(text);
}
