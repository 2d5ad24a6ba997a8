const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const NAMES =
  "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?";
const YEAR = "(?<year>\\d{4})";
const DAY = "(?<day>\\d{1,2})";
const DAYS = [
  `${YEAR}([-/.])(?<month>\\d{1,2})\\2${DAY}`,
  `${DAY}\\.\\s?(?<month>\\d{1,2})\\.\\s?${YEAR}`,
  `${DAY}(?:st|nd|rd|th)?[ -](?:of )?(?<name>${NAMES})\\.?,?[ -]${YEAR}`,
  `(?<name>${NAMES})\\.? ${DAY}(?:st|nd|rd|th)?,? ${YEAR}`,
];
const TIME =
  "(?:(?:T|,? (?:at )?)(?<time>\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,9})?)?) ?(?<zone>Z|UTC|GMT|[+-]\\d{2}:?\\d{2})?)?";
const WEEKDAY = "(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\\.?,? )?";
const READERS = DAYS.map((day) => new RegExp(`^${WEEKDAY}${day}${TIME}$`, "iu"));
const LONGEST = 60;

/**
 * Reads a day, with or without a time, of which it is certain what is meant, into ISO 8601: `2026-11-22`, `2026-11-22T06:03:00`, or
 * with a zone the instant in UTC, `2026-11-22T05:03:00.000Z`. `03/04/2026` is two days to two readers, and not read. Null when the
 * text says no such day.
 */
export function readDate(text: string): string | null {
  const written = text.length > LONGEST ? "" : text.trim();
  for (const reader of READERS) {
    const { year = "", month, name = "", day = "", time, zone } = reader.exec(written)?.groups ?? {};
    if (day === "") continue;
    const number = month === undefined ? MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1 : Number(month);
    const date = `${year}-${String(number).padStart(2, "0")}-${day.padStart(2, "0")}`;
    if (!isReal(`${date}T00:00:00Z`, date)) return null;
    if (time === undefined) return date;
    const clock = time.length === 5 ? `${time}:00` : time;
    const moment = `${date}T${clock}`;
    const instant = `${moment}${zone === undefined ? "Z" : zoneOf(zone)}`;
    if (Number.isNaN(Date.parse(instant)) || clock.startsWith("24")) return null;
    return zone === undefined ? moment : new Date(instant).toISOString();
  }
  return null;
}

/** Date.parse makes the 2nd of March of the 30th of February. */
function isReal(instant: string, date: string): boolean {
  const parsed = Date.parse(instant);
  return !Number.isNaN(parsed) && new Date(parsed).toISOString().startsWith(date);
}

function zoneOf(zone: string): string {
  if (/^[a-z]/i.test(zone)) return "Z";
  return zone.includes(":") ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`;
}
