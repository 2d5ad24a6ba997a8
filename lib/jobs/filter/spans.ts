const UNITS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;
type Unit = keyof typeof UNITS;

/** The longest length of time that can be written: a hundred years, in milliseconds. */
const MAX_SPAN_MS = 36_500 * UNITS.d;

const PART = /(\d+(?:\.\d+)?)(ms|[smhdw])/iy;

/** Reads a length of time, `1h30m`, as milliseconds; otherwise says what is wrong with it. */
export function parseSpan(text: string): number | { problem: string } {
  if (/^0+$/.test(text)) return 0;
  if (/^\d+(\.\d+)?$/.test(text))
    return { problem: `"${text}" needs a unit: ${text}s, ${text}m, ${text}h or ${text}d` };
  let sum = 0;
  PART.lastIndex = 0;
  while (PART.lastIndex < text.length || text === "") {
    const part = PART.exec(text);
    if (part === null) {
      return { problem: `no length of time "${text}"; write 30s, 5m, 1h30m or 7d (units ms, s, m, h, d, w)` };
    }
    sum += Number(part[1]) * UNITS[unitOf(part[2])];
  }
  return sum > MAX_SPAN_MS ? { problem: `"${text}" is over a hundred years` } : Math.round(sum);
}

/** Writes a length of time so that it reads back the same: `90s` as `1m30s`, `36h` as it is, `48h` as `2d`. */
export function formatSpan(milliseconds: number): string {
  let rest = milliseconds;
  let text = "";
  for (const unit of milliseconds < 2 * UNITS.d
    ? (["h", "m", "s", "ms"] as const)
    : (["d", "h", "m", "s", "ms"] as const)) {
    const count = Math.floor(rest / UNITS[unit]);
    rest -= count * UNITS[unit];
    if (count > 0) text += `${count}${unit}`;
  }
  return text === "" ? "0s" : text;
}

function unitOf(written: string | undefined): Unit {
  const lower = written?.toLowerCase();
  return lower !== undefined && lower in UNITS ? (lower as Unit) : "ms";
}
