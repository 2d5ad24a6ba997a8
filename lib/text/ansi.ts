import { type AnsiColor, indexedColor } from "./ansi-color.ts";

/** How a piece of text looks. Null colours are those of the text around. */
export interface AnsiStyle {
  ink: AnsiColor | null;
  ground: AnsiColor | null;
  bold: boolean;
  faint: boolean;
  italic: boolean;
  underline: boolean;
  strike: boolean;
  inverse: boolean;
}

/**
 * A piece of a message: `text` is shown for the characters from `from` up to `to` of it. With `sign`, it stands for a character
 * that would not be seen or would do something: a control character, a mark that turns the direction of text.
 */
export interface LogPiece {
  text: string;
  from: number;
  to: number;
  style: AnsiStyle | null;
  sign: string | null;
}

const PLAIN: AnsiStyle = {
  ...{ ink: null, ground: null, bold: false, faint: false },
  ...{ italic: false, underline: false, strike: false, inverse: false },
};

// A command to the terminal (OSC, DCS, …) with its end, a control sequence (CSI), another escape, or a single character that
// must not reach the page as it is. Every part is bounded and no alternative can match the same text in two ways, so that time
// grows with the length.
const SPECIAL = new RegExp(
  [
    "\\u001b[\\]PX^_][^\\u0007\\u001b\\u009c]{0,4096}(?:\\u0007|\\u001b\\\\|\\u009c)?",
    "(?:\\u001b\\[|\\u009b)[0-?]{0,64}[ -/]{0,4}[@-~]",
    "\\u001b[ -/]{0,4}[0-~]",
    "[\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u00ad\\u061c\\u200b\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb]",
    "[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?<![\\ud800-\\udbff])[\\udc00-\\udfff]",
  ].join("|"),
  "g",
);

/** What the first control characters are called; pictures of them are in few fonts. */
const SHORT =
  "NUL SOH STX ETX EOT ENQ ACK BEL BS TAB LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US".split(
    " ",
  );

const NAMES: Record<number, string> = {
  173: "soft hyphen",
  1564: "Arabic letter mark",
  8203: "zero-width space",
  8206: "left-to-right mark",
  8207: "right-to-left mark",
  8232: "line separator",
  8233: "paragraph separator",
  8234: "left-to-right embedding",
  8235: "right-to-left embedding",
  8236: "end of embedding",
  8237: "left-to-right override",
  8238: "right-to-left override",
  8294: "left-to-right isolate",
  8295: "right-to-left isolate",
  8296: "first strong isolate",
  8297: "end of isolate",
  65279: "byte order mark",
};

/**
 * Takes a message apart: colours and weights (SGR) become styles, other escape sequences are left out, and characters that
 * are unseen or would do harm are shown as signs. Line breaks and tabs stay. Pieces are in order, and say which part of the
 * message they stand for.
 */
export function readAnsi(message: string): LogPiece[] {
  const pieces: LogPiece[] = [];
  let style: AnsiStyle | null = null;
  let done = 0;
  const plain = (to: number) => {
    if (to > done) pieces.push({ text: message.slice(done, to), from: done, to, style, sign: null });
  };
  for (const { index, 0: found } of message.matchAll(SPECIAL)) {
    const end = index + found.length;
    // A line break of two characters is one.
    if (found === "\r" && message[end] === "\n") {
      plain(index);
      done = end;
      continue;
    }
    plain(index);
    done = end;
    if (found.length === 1) pieces.push({ ...signOf(found.charCodeAt(0)), from: index, to: end, style: null });
    else if (found.endsWith("m")) style = restyled(style, found);
  }
  plain(message.length);
  return pieces;
}

function restyled(style: AnsiStyle | null, sequence: string): AnsiStyle | null {
  if (sequence.startsWith("\u001b[")) return applySgr(style ?? PLAIN, sequence.slice(2, -1));
  return sequence.startsWith("\u009b") ? applySgr(style ?? PLAIN, sequence.slice(1, -1)) : style;
}

function signOf(code: number): { text: string; sign: string } {
  if (code >= 0xd800 && code <= 0xdfff) return { text: "\ufffd", sign: "half of a character" };
  const hex = code.toString(16).toUpperCase().padStart(4, "0");
  const name = NAMES[code] ?? "control character";
  const short = code === 0x7f ? "DEL" : SHORT[code];
  if (short !== undefined) return { text: short, sign: `${name} U+${hex}` };
  return { text: `U+${hex}`, sign: `${name} U+${hex}` };
}

/** The style after a sequence's numbers; null when nothing of it is left. */
function applySgr(before: AnsiStyle, numbers: string): AnsiStyle | null {
  const style = { ...before };
  const codes = numbers.split(/[;:]/).map((text) => (text === "" ? 0 : Number(text)));
  for (let place = 0; place < codes.length; place++) {
    const code = codes[place] ?? 0;
    if (code === 38 || code === 48) {
      const { color, took } = longColor(codes.slice(place + 1));
      if (color !== null) style[code === 38 ? "ink" : "ground"] = color;
      place += took;
    } else Object.assign(style, sgrChange(code));
  }
  return Object.entries(style).some(([, value]) => value !== null && value !== false) ? style : null;
}

function longColor(codes: readonly number[]): { color: AnsiColor | null; took: number } {
  const [kind, first = 0, second = 0, third = 0] = codes;
  if (kind === 5) return { color: indexedColor(first), took: 2 };
  if (kind !== 2) return { color: null, took: codes.length };
  const parts = [first, second, third].map((part) => Math.min(255, Math.max(0, Number.isFinite(part) ? part : 0)));
  return { color: [parts[0] ?? 0, parts[1] ?? 0, parts[2] ?? 0], took: 4 };
}

function sgrChange(code: number): Partial<AnsiStyle> {
  if (code >= 30 && code <= 37) return { ink: indexedColor(code - 30) };
  if (code >= 90 && code <= 97) return { ink: indexedColor(code - 82) };
  if (code >= 40 && code <= 47) return { ground: indexedColor(code - 40) };
  if (code >= 100 && code <= 107) return { ground: indexedColor(code - 92) };
  switch (code) {
    case 0:
      return PLAIN;
    case 1:
      return { bold: true };
    case 2:
      return { faint: true };
    case 3:
      return { italic: true };
    case 4:
      return { underline: true };
    case 7:
      return { inverse: true };
    case 9:
      return { strike: true };
    case 22:
      return { bold: false, faint: false };
    case 23:
      return { italic: false };
    case 24:
      return { underline: false };
    case 27:
      return { inverse: false };
    case 29:
      return { strike: false };
    case 39:
      return { ink: null };
    case 49:
      return { ground: null };
    default:
      return {};
  }
}
