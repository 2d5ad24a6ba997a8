// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
const TERMINAL = /\u001b(?:\[[0-9;:?]{0,40}[ -/]?[@-~]|\][^\u0007\u001b]{0,200}(?:\u0007|\u001b\\)?)/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;
const MANY_MARKS = /(\p{M}{3})\p{M}+/gu;
const CONTROL_PICTURES = 0x2400;
const DELETE_PICTURE = "\u2421";
const REPLACEMENT = "\ufffd";

/**
 * A text from outside as it can be shown: terminal colours are left out, control characters are seen as their pictures,
 * marks that pile up over a letter are cut, and halves of characters replaced. What turns the direction of text stays: show it in
 * a `<bdi>`.
 */
export function readable(text: string): string {
  return text
    .replace(/\r\n/g, "\n")
    .replace(TERMINAL, "")
    .replace(CONTROL, pictureOf)
    .replace(MANY_MARKS, "$1")
    .toWellFormed();
}

/** The first characters of a text as `readable` gives it: a browser lays out some hundred thousand for a fifth of a second. */
export function readableStart(text: string, most: number): string {
  return `${readable(text.slice(0, most))}${text.length > most ? "…" : ""}`;
}

function pictureOf(control: string): string {
  const code = control.charCodeAt(0);
  if (code === 0x7f) return DELETE_PICTURE;
  return code < 0x20 ? String.fromCharCode(CONTROL_PICTURES + code) : REPLACEMENT;
}
