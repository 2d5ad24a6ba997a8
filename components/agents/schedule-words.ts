/** One field of a cron expression: every value, every n-th, or the values that it lists in ascending order. */
type Part = { kind: "every" } | { kind: "step"; step: number } | { kind: "values"; values: number[] };

interface Range {
  name: string;
  min: number;
  max: number;
  names?: readonly string[];
}

const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"] as const;
const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;

const RANGES = [
  { name: "minute", min: 0, max: 59 },
  { name: "hour", min: 0, max: 23 },
  { name: "day of the month", min: 1, max: 31 },
  { name: "month", min: 1, max: 12, names: ["", ...MONTHS] },
  { name: "day of the week", min: 0, max: 7, names: DAYS },
] as const satisfies readonly Range[];

const MOST_TIMES = 4;

/**
 * A cron expression of five fields in words, to stand after "runs": `every 2 minutes`, `on weekdays at 08:00`. With a
 * time zone, it is named where there is a time of day. Null for what has no short description.
 */
export function scheduleInWords(cron: string, timezone?: string): string | null {
  const parts = readCron(cron);
  if (parts === null) return null;
  const [minute, hour, dayOfMonth, month, dayOfWeek] = parts;
  const time = timeWords(minute, hour);
  if (time === null) return null;
  // Where both days are restricted, cron means either; that takes more words than a list has room for.
  if (dayOfMonth.kind !== "every" && dayOfWeek.kind !== "every") return null;
  if (dayOfMonth.kind === "step" || month.kind === "step" || dayOfWeek.kind === "step") return null;
  const days = dayWords(dayOfMonth, dayOfWeek, month);
  const phrase = time.startsWith("at ") ? `${days ?? "every day"} ${time}` : [time, days].filter(Boolean).join(" ");
  const inMonths = month.kind === "values" ? ` in ${listed(month.values.map((each) => MONTHS[each - 1] ?? ""))}` : "";
  const zone = timezone !== undefined && /\d:\d/.test(phrase) ? ` ${timezone}` : "";
  return `${phrase}${zone}${inMonths}`;
}

/** What is plainly wrong with a cron expression, in words; null when the server must say whether it can be used. */
export function cronProblem(cron: string): string | null {
  const fields = cron.trim().split(/\s+/);
  if (fields.length !== RANGES.length || cron.trim() === "") {
    return "Give five fields: minute, hour, day of the month, month, day of the week";
  }
  for (const [place, { name, min, max }] of RANGES.entries()) {
    for (const number of fields[place]?.match(/(?<![/\d#])\d+/g) ?? []) {
      if (Number(number) < min || Number(number) > max) return `The ${name} goes from ${min} to ${max}, not ${number}`;
    }
  }
  return null;
}

function readCron(cron: string): [Part, Part, Part, Part, Part] | null {
  const fields = cron.trim().split(/\s+/);
  if (fields.length !== RANGES.length) return null;
  const parts = RANGES.map((range, place) => readPart(fields[place] ?? "", range));
  const [minute, hour, dayOfMonth, month, dayOfWeek] = parts;
  if (!minute || !hour || !dayOfMonth || !month || !dayOfWeek) return null;
  return [minute, hour, dayOfMonth, month, dayOfWeek];
}

function readPart(text: string, range: Range): Part | null {
  if (text === "*" || text === "*/1") return { kind: "every" };
  const step = Number(/^\*\/(\d{1,2})$/.exec(text)?.[1]);
  if (step > 0) return { kind: "step", step };
  const values = new Set<number>();
  for (const piece of text.split(",")) {
    const [, from, to, by] = /^([a-z]+|\d{1,2})(?:-([a-z]+|\d{1,2}))?(?:\/(\d{1,2}))?$/i.exec(piece) ?? [];
    if (from === undefined || (by !== undefined && to === undefined)) return null;
    const first = readValue(from, range);
    const last = to === undefined ? first : readValue(to, range);
    const stride = by === undefined ? 1 : Number(by);
    if (first === null || last === null || last < first || stride < 1) return null;
    for (let value = first; value <= last; value += stride) values.add(range.max === 7 ? value % 7 : value);
  }
  return { kind: "values", values: [...values].sort((one, other) => one - other) };
}

function readValue(text: string, { min, max, names }: Range): number | null {
  if (/^\d+$/.test(text)) return Number(text) >= min && Number(text) <= max ? Number(text) : null;
  const place = names?.findIndex((name) => name !== "" && name.slice(0, 3).toLowerCase() === text.toLowerCase()) ?? -1;
  return place < 0 ? null : place;
}

function timeWords(minute: Part, hour: Part): string | null {
  if (hour.kind === "step") return minute.kind === "values" ? everyNthHour(minute.values, hour.step) : null;
  if (minute.kind !== "values") {
    const often = minute.kind === "every" ? "every minute" : everyNthMinute(minute.step);
    if (hour.kind === "every" || often === null) return often;
    const span = spanOf(hour.values);
    return span === null ? null : `${often} from ${clock(span.first, 0)} to ${clock(span.last, 59)}`;
  }
  if (hour.kind === "every") return everyHour(minute.values);
  const times = hour.values.flatMap((each) => minute.values.map((at) => clock(each, at)));
  if (times.length <= MOST_TIMES) return `at ${listed(times)}`;
  const span = spanOf(hour.values);
  return span === null ? null : `${everyHour(minute.values)} from ${clock(span.first, 0)} to ${clock(span.last, 59)}`;
}

/** Steps start afresh each hour, so that only those that divide it come at even distances. */
function everyNthMinute(step: number): string | null {
  return 60 % step === 0 ? `every ${step} minutes` : null;
}

function everyNthHour(minutes: number[], step: number): string | null {
  if (24 % step !== 0 || minutes.length > MOST_TIMES) return null;
  return `every ${step} hours${pastTheHour(minutes)}`;
}

function everyHour(minutes: number[]): string {
  return `every hour${pastTheHour(minutes)}`;
}

function pastTheHour(minutes: number[]): string {
  if (minutes.length === 1 && minutes[0] === 0) return "";
  return ` at ${listed(minutes.map((minute) => `:${twoDigits(minute)}`))}`;
}

/** The first and last of values without a gap between them. */
function spanOf(values: number[]): { first: number; last: number } | null {
  const first = values[0] ?? 0;
  const last = values.at(-1) ?? 0;
  return last - first + 1 === values.length ? { first, last } : null;
}

function dayWords(dayOfMonth: Part, dayOfWeek: Part, month: Part): string | null {
  if (dayOfWeek.kind === "values") {
    const days = dayOfWeek.values;
    if (days.length === 7) return null;
    if (days.join() === "1,2,3,4,5") return "on weekdays";
    if (days.join() === "0,6") return "on weekends";
    return `on ${listed(days.map((day) => `${DAYS[day] ?? ""}s`))}`;
  }
  if (dayOfMonth.kind !== "values") return null;
  return `on the ${listed(dayOfMonth.values.map(ordinal))}${month.kind === "values" ? "" : " of the month"}`;
}

function ordinal(value: number): string {
  const endings: Record<string, string> = { one: "st", two: "nd", few: "rd" };
  return `${value}${endings[new Intl.PluralRules("en", { type: "ordinal" }).select(value)] ?? "th"}`;
}

function clock(hour: number, minute: number): string {
  return `${twoDigits(hour)}:${twoDigits(minute)}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
