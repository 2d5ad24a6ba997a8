import type { LogLine } from "../../jobs/model.ts";

// Whatever a program, a terminal or Python's splitlines() may take for the end of a line or for more than text; tabs stay.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const CONTROL = /[\u0000-\u0008\u000a-\u001f\u007f\u0085\u2028\u2029]/g;
const PICTURE = /[\u2400-\u2408\u240a-\u241f\u2421]/g;

/**
 * A line of a log as Agenty writes it, with its end: `2022-01-10T07:46:08.145Z INFO Worker id: 2`. It is one line whatever the message
 * holds, so that a place in the log is a number of lines: line breaks and other control characters stand as their pictures, `␊`.
 */
export function lineToText({ at, level, message }: Pick<LogLine, "at" | "level" | "message">): string {
  return `${at} ${level.toUpperCase()} ${message.replace(CONTROL, pictureOf)}\n`;
}

/** A message with its line breaks and control characters in place of their pictures. */
export function lineFromText(message: string): string {
  return message.replace(PICTURE, (picture) =>
    picture === "\u2421" ? "\u007f" : String.fromCharCode(picture.charCodeAt(0) - 0x2400),
  );
}

function pictureOf(character: string): string {
  const code = character.charCodeAt(0);
  if (code === 0x7f) return "\u2421";
  return code < 0x20 ? String.fromCharCode(0x2400 + code) : "\u240a";
}
