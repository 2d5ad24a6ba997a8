import type { Instant } from "./model.ts";

/** What stands where a figure is unknown. */
export const DASH = "–";

const LOCALE = "en-GB";
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const wholeNumber = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });

/** A whole number with thousands separators: `18,204`. */
export function formatCount(value: number | null | undefined): string {
  return value === null || value === undefined ? DASH : wholeNumber.format(value);
}

/** A number that must fit a small place: `840`, `18.2k`, `1.4M`. */
export function formatCompact(value: number): string {
  if (value < 10_000) return wholeNumber.format(value);
  const [scaled, unit] = value < 999_950 ? [value / 1000, "k"] : [value / 1_000_000, "M"];
  return `${scaled < 100 ? Math.floor(scaled * 10) / 10 : Math.floor(scaled)}${unit}`;
}

/** `1 job`, `1,204 jobs`. */
export function formatQuantity(value: number, singular: string, plural = `${singular}s`): string {
  return `${wholeNumber.format(value)} ${value === 1 ? singular : plural}`;
}

/** An amount of data: `840 B`, `64 kB`, `20.0 MB`. A kB has 1024 bytes. */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${wholeNumber.format(bytes)} B`;
  if (bytes < 1024 * 1023.5) return `${wholeNumber.format(bytes / 1024)} kB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

/** 0 to 100, never rounded up to 100: `61%`. */
export function formatPercent(percent: number | null): string {
  return percent === null ? DASH : `${Math.floor(clampPercent(percent))}%`;
}

/** A percentage within 0 to 100. */
export function clampPercent(percent: number): number {
  return Math.min(100, Math.max(0, percent));
}

/**
 * A length of time with its units, two at most: `0.4 s`, `12 s`, `2m 11s`, `1h 04m`, `2d 03h`. Below ten seconds it has
 * tenths unless `whole`, which ticking clocks use.
 */
export function formatDuration(milliseconds: number | null, { whole = false } = {}): string {
  if (milliseconds === null || !Number.isFinite(milliseconds)) return DASH;
  const span = Math.max(0, milliseconds);
  if (span < 10 * SECOND && !whole) return `${(Math.floor(span / 100) / 10).toFixed(1)} s`;
  if (span < MINUTE) return `${Math.floor(span / SECOND)} s`;
  if (span < HOUR) return `${Math.floor(span / MINUTE)}m ${twoDigits(Math.floor((span % MINUTE) / SECOND))}s`;
  if (span < DAY) return `${Math.floor(span / HOUR)}h ${twoDigits(Math.floor((span % HOUR) / MINUTE))}m`;
  return `${Math.floor(span / DAY)}d ${twoDigits(Math.floor((span % DAY) / HOUR))}h`;
}

/** A rough length of time, one unit: `40 s`, `4 min`, `2 h`, `3 d`. */
export function formatRoughDuration(milliseconds: number): string {
  const span = Math.max(0, milliseconds);
  if (span < MINUTE) return `${Math.max(1, Math.round(span / SECOND))} s`;
  if (span < 90 * MINUTE) return `${Math.round(span / MINUTE)} min`;
  if (span < 36 * HOUR) return `${Math.round(span / HOUR)} h`;
  return `${Math.round(span / DAY)} d`;
}

/** How long ago: `just now`, `40 s ago`, `4 min ago`. */
export function formatAgo(instant: Instant, now: number): string {
  const span = now - Date.parse(instant);
  return span < 2 * SECOND ? "just now" : `${formatRoughDuration(span)} ago`;
}

/** How long until: `now`, `in 40 s`, `in 4 min`. */
export function formatUntil(instant: Instant, now: number): string {
  const span = Date.parse(instant) - now;
  return span < SECOND ? "now" : `in ${formatRoughDuration(span)}`;
}

/** What is expected of a job that runs: `~4 min left`, or `40 s over` once the expected end has passed. */
export function formatExpectedEnd(instant: Instant, now: number): string {
  const left = Date.parse(instant) - now;
  return left >= 0 ? `~${formatRoughDuration(left)} left` : `${formatRoughDuration(-left)} over`;
}

/** Milliseconds between two instants, or up to `now` when the second is not there yet; null without the first. */
export function span(from: Instant | null, to: Instant | null, now: number): number | null {
  if (from === null) return null;
  return Math.max(0, (to === null ? now : Date.parse(to)) - Date.parse(from));
}

/** The time of day to the second: `14:02:11`. */
export function formatClock(instant: Instant | number, timeZone?: string): string {
  return clockFormat(timeZone).format(new Date(instant));
}

/** The time of day, with the date when it is not today's: `14:02:11`, `21 Nov, 14:02`, `21 Nov 2025, 14:02`. */
export function formatMoment(instant: Instant, now: number, timeZone?: string): string {
  const day = dayFormat(timeZone);
  const date = new Date(instant);
  if (day.format(date) === day.format(new Date(now))) return formatClock(instant, timeZone);
  const sameYear = day.format(date).slice(-4) === day.format(new Date(now)).slice(-4);
  return momentFormat(timeZone, sameYear).format(date);
}

/** The exact time with its zone: `Sunday, 22 November 2026 at 14:02:11.250 GMT+1 (Europe/Berlin)`. */
export function formatExact(instant: Instant, timeZone?: string): string {
  const format = exactFormat(timeZone);
  const exact = format.format(new Date(instant));
  const zoneName = format.resolvedOptions().timeZone;
  return exact.endsWith(zoneName) ? exact : `${exact} (${zoneName})`;
}

const twoDigits = (value: number) => String(value).padStart(2, "0");

const clockFormat = remember((timeZone) => new Intl.DateTimeFormat(LOCALE, { ...zone(timeZone), timeStyle: "medium" }));

const dayFormat = remember(
  (timeZone) =>
    new Intl.DateTimeFormat(LOCALE, { ...zone(timeZone), year: "numeric", month: "2-digit", day: "2-digit" }),
);

const shortMomentFormat = remember(
  (timeZone) =>
    new Intl.DateTimeFormat(LOCALE, {
      ...zone(timeZone),
      day: "numeric",
      month: "short",
      hour: "2-digit",
      minute: "2-digit",
    }),
);

const longMomentFormat = remember(
  (timeZone) => new Intl.DateTimeFormat(LOCALE, { ...zone(timeZone), dateStyle: "medium", timeStyle: "short" }),
);

const momentFormat = (timeZone: string | undefined, sameYear: boolean) =>
  sameYear ? shortMomentFormat(timeZone) : longMomentFormat(timeZone);

const exactFormat = remember(
  (timeZone) =>
    new Intl.DateTimeFormat(LOCALE, {
      ...zone(timeZone),
      weekday: "long",
      day: "numeric",
      month: "long",
      year: "numeric",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      fractionalSecondDigits: 3,
      timeZoneName: "short",
    }),
);

function zone(timeZone: string | undefined): { timeZone?: string } {
  return timeZone === undefined ? {} : { timeZone };
}

/** Formatters are dear to make and cheap to use: one for each time zone. */
function remember(
  make: (timeZone: string | undefined) => Intl.DateTimeFormat,
): (timeZone?: string) => Intl.DateTimeFormat {
  const made = new Map<string, Intl.DateTimeFormat>();
  return (timeZone) => {
    const known = made.get(timeZone ?? "");
    if (known !== undefined) return known;
    const format = make(timeZone);
    made.set(timeZone ?? "", format);
    return format;
  };
}
