const DAY_MS = 86_400_000;

/**
 * The moment when clocks of a time zone show `local`, which is a wall-clock time written as if it were UTC; both in
 * milliseconds. Of a time that comes twice, the first; a time that is left out counts from before the clocks went forward.
 * @throws RangeError when there is no such zone
 */
export function momentOf(local: number, timeZone: string): number {
  if (timeZone === "UTC") return local;
  const before = offsetAt(local - DAY_MS, timeZone);
  const after = offsetAt(local + DAY_MS, timeZone);
  const fits = [local - before, local - after].filter((moment) => moment + offsetAt(moment, timeZone) === local);
  return fits.length === 0 ? local - before : Math.min(...fits);
}

/** What clocks of a time zone show at a moment, written as if it were UTC; both in milliseconds. */
export function localOf(moment: number, timeZone: string): number {
  return moment + offsetAt(moment, timeZone);
}

/** How far a zone is ahead of UTC at a moment, in milliseconds. */
function offsetAt(moment: number, timeZone: string): number {
  if (timeZone === "UTC") return 0;
  const part: Record<string, number> = {};
  for (const { type, value } of formatOf(timeZone).formatToParts(moment)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(moment / 1000) * 1000;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat("en-US-u-ca-gregory-nu-latn", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  formats.set(timeZone, format);
  return format;
}
