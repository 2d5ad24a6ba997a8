/** A length of time as `HH:MM:SS`, whole seconds, as many hours as it takes. Below zero is zero. */
export function clockSpan(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(twoDigits).join(":");
}

/** A length of time as .NET writes a TimeSpan: `[-][d.]hh:mm:ss[.fffffff]`. */
export function netSpan(ms: number): string {
  const whole = Math.abs(Math.round(ms));
  const days = Math.floor(whole / 86_400_000);
  const fraction = whole % 1000;
  return [
    ms < 0 && whole > 0 ? "-" : "",
    days === 0 ? "" : `${days}.`,
    clockSpan(whole % 86_400_000),
    fraction === 0 ? "" : `.${String(fraction).padStart(3, "0")}0000`,
  ].join("");
}

const SPAN = /^(-)?(?:(\d{1,8})\.)?(\d{1,8}):([0-5]?\d):([0-5]?\d)(?:[.,](\d{1,9}))?$/;

/** The milliseconds of a span in either form; null for anything else. */
export function readSpan(text: unknown): number | null {
  const [whole, sign, days = "0", hours, minutes, seconds, fraction = ""] =
    typeof text === "string" ? (SPAN.exec(text.trim()) ?? []) : [];
  if (whole === undefined) return null;
  const inSeconds = ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds);
  const ms = inSeconds * 1000 + Number(fraction.slice(0, 3).padEnd(3, "0"));
  return sign === undefined ? ms : -ms;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
