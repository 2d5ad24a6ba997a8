const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const LOCALE = "en-GB";

const STEPS = [
  MINUTE,
  2 * MINUTE,
  5 * MINUTE,
  10 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  DAY,
  2 * DAY,
  7 * DAY,
  14 * DAY,
  28 * DAY,
  91 * DAY,
  364 * DAY,
];
/** The first day of the epoch was a Thursday; steps of weeks begin on Mondays. */
const FIRST_MONDAY = 4 * DAY;

export interface Tick {
  at: number;
  label: string;
}

/** Marks at round times of the reader's zone, at most `most` of them. Times of day within a day, dates from a day up. */
export function ticksOf(from: number, to: number, timeZone: string, most: number): Tick[] {
  const length = to - from;
  const step = STEPS.find((each) => length / each <= most) ?? length;
  const origin = step >= 7 * DAY ? FIRST_MONDAY : 0;
  const ticks: Tick[] = [];
  let local = origin + Math.ceil((from + offsetAt(from, timeZone) - origin) / step) * step;
  for (; ticks.length <= most; local += step) {
    const at = instantOf(local, timeZone);
    if (at >= to) break;
    if (at >= from) ticks.push({ at, label: labelOf(at, local, step, timeZone) });
  }
  return ticks;
}

function labelOf(at: number, local: number, step: number, timeZone: string): string {
  const midnight = local % DAY === 0;
  return (step >= DAY || midnight ? dateFormat(timeZone) : clockFormat(timeZone)).format(at);
}

/** What a zone's clocks are ahead of UTC at a moment, in milliseconds. */
function offsetAt(at: number, timeZone: string): number {
  const part: Record<string, number> = {};
  for (const { type, value } of partsFormat(timeZone).formatToParts(at)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
}

/** The moment at which a zone's clocks show a time, which is given as if it were UTC. */
function instantOf(local: number, timeZone: string): number {
  const guess = local - offsetAt(local, timeZone);
  return local - offsetAt(guess, timeZone);
}

/**
 * From when to when, half-open and as short as it may be: `14:00–14:30` today, `21 Nov, 14:00–14:30`, `20–21 Nov` for
 * whole days. `now` says what is today.
 */
export function intervalText(from: number, to: number, now: number, timeZone: string): string {
  const day = (at: number) => at + offsetAt(at, timeZone);
  const wholeDays = day(from) % DAY === 0 && day(to) % DAY === 0 && to > from;
  const sameYear = new Date(day(from)).getUTCFullYear() === new Date(day(now)).getUTCFullYear();
  const year = sameYear ? {} : ({ year: "numeric" } as const);
  const date = { day: "numeric", month: "short", ...year } as const;
  if (wholeDays) return rangeOf({ timeZone, ...date }, from, to - 1);
  const seconds = from % MINUTE === 0 && to % MINUTE === 0 ? {} : ({ second: "2-digit" } as const);
  const clock = { hour: "2-digit", minute: "2-digit", ...seconds } as const;
  const isToday = [from, to - 1].every((at) => Math.floor(day(at) / DAY) === Math.floor(day(now) / DAY));
  return rangeOf({ timeZone, ...clock, ...(isToday ? {} : date) }, from, to);
}

function rangeOf(options: Intl.DateTimeFormatOptions, from: number, to: number): string {
  return new Intl.DateTimeFormat(LOCALE, options).formatRange(from, to);
}

const dateFormat = remember({ day: "numeric", month: "short" });
const clockFormat = remember({ hour: "2-digit", minute: "2-digit" });
const partsFormat = remember({
  hourCycle: "h23",
  year: "numeric",
  month: "numeric",
  day: "numeric",
  hour: "numeric",
  minute: "numeric",
  second: "numeric",
});

function remember(options: Intl.DateTimeFormatOptions): (timeZone: string) => Intl.DateTimeFormat {
  const made = new Map<string, Intl.DateTimeFormat>();
  return (timeZone) => {
    const format = made.get(timeZone) ?? new Intl.DateTimeFormat(LOCALE, { timeZone, ...options });
    made.set(timeZone, format);
    return format;
  };
}
