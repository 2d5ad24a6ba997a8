// Marks that turn the direction of text around, and others that nobody sees; not those that scripts and emoji are joined with.
const INVISIBLE = /[\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const BREAKS = /[\u0000-\u001f\u007f]/g;
/** A longer line is cut: a browser lays out one of some megabytes for seconds. */
const MAX_LINE = 2000;

/** A text with its control characters and direction marks made visible; line breaks and tabs stay. */
export function visibleText(text: string): string {
  return text.replace(CONTROL, picture).replace(INVISIBLE, code).toWellFormed();
}

/** The same on one line: line breaks and tabs are made visible too. */
export function visibleLine(text: string): string {
  return text.replace(BREAKS, picture).replace(INVISIBLE, code).toWellFormed();
}

/** A text as `visibleText` gives it, of at most 2,000 characters; `more` is how many were cut off. */
export function cutVisible(text: string): { text: string; more: number } {
  const kept = text.length > MAX_LINE ? text.slice(0, MAX_LINE) : text;
  return { text: visibleText(kept), more: text.length - kept.length };
}

function picture(character: string): string {
  const place = character.charCodeAt(0);
  return place === 0x7f ? "\u2421" : place === 0x0a ? "\u23ce" : String.fromCharCode(0x2400 + place);
}

function code(character: string): string {
  return `\u27e8U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}\u27e9`;
}
