/** Red, green and blue, 0 to 255. */
export type AnsiColor = readonly [red: number, green: number, blue: number];

/** The sixteen colours that terminals name, as the common ones show them. */
const NAMED: readonly AnsiColor[] = [
  [0, 0, 0],
  [205, 49, 49],
  [13, 188, 121],
  [200, 160, 16],
  [36, 114, 200],
  [188, 63, 188],
  [17, 168, 205],
  [170, 170, 170],
  [102, 102, 102],
  [241, 76, 76],
  [35, 209, 139],
  [220, 200, 67],
  [59, 142, 234],
  [214, 112, 214],
  [41, 184, 219],
  [255, 255, 255],
];
const CUBE = [0, 95, 135, 175, 215, 255] as const;

/** WCAG 2.2 AA for text, with a little over for rounding. */
const LEAST_CONTRAST = 4.6;
/** The darkest ground that lines have in the light theme, and the lightest in the dark one: tints and hover included. */
export const LIGHT_GROUND: AnsiColor = [236, 234, 228];
export const DARK_GROUND: AnsiColor = [58, 46, 38];
const WHITE: AnsiColor = [255, 255, 255];
const BLACK: AnsiColor = [0, 0, 0];

/** One of the 256 colours of terminals; the number is taken as it is meant, not as far as it may be out of range. */
export function indexedColor(index: number): AnsiColor {
  const place = Number.isFinite(index) ? Math.min(255, Math.max(0, Math.trunc(index))) : 7;
  const named = NAMED[place];
  if (named !== undefined) return named;
  if (place >= 232) {
    const grey = 8 + (place - 232) * 10;
    return [grey, grey, grey];
  }
  const cube = place - 16;
  const step = (part: number) => CUBE[part % 6] ?? 0;
  return [step(Math.floor(cube / 36)), step(Math.floor(cube / 6)), step(cube)];
}

/** The nearest to a colour that can be read on a ground: mixed with black on a light one, with white on a dark one. */
export function readableOn(color: AnsiColor, ground: AnsiColor): AnsiColor {
  if (contrast(color, ground) >= LEAST_CONTRAST) return color;
  const towards = contrast(BLACK, ground) >= contrast(WHITE, ground) ? BLACK : WHITE;
  let low = 0;
  let high = 1;
  for (let round = 0; round < 7; round++) {
    const middle = (low + high) / 2;
    if (contrast(mix(color, towards, middle), ground) >= LEAST_CONTRAST) high = middle;
    else low = middle;
  }
  return mix(color, towards, high);
}

const inks = new Map<number, string>();

/** A colour as CSS that can be read in both themes, on every ground that a line may have. */
export function inkOf(color: AnsiColor): string {
  const key = color[0] * 65_536 + color[1] * 256 + color[2];
  const known = inks.get(key);
  if (known !== undefined) return known;
  const ink = `light-dark(${css(readableOn(color, LIGHT_GROUND))}, ${css(readableOn(color, DARK_GROUND))})`;
  // A log of many colours must not fill the memory.
  if (inks.size >= 1000) inks.clear();
  inks.set(key, ink);
  return ink;
}

export function css([red, green, blue]: AnsiColor): string {
  return `rgb(${red}, ${green}, ${blue})`;
}

/** The contrast of WCAG between two colours, 1 to 21. */
export function contrast(one: AnsiColor, other: AnsiColor): number {
  const [light, dark] = [luminance(one), luminance(other)].toSorted((first, second) => second - first);
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05);
}

function luminance([red, green, blue]: AnsiColor): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function linear(part: number): number {
  const share = part / 255;
  return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

function mix(one: AnsiColor, other: AnsiColor, share: number): AnsiColor {
  const part = (place: 0 | 1 | 2) => Math.round(one[place] + (other[place] - one[place]) * share);
  return [part(0), part(1), part(2)];
}
