import { endOfString } from "./rewrite-json.ts";

const INDENT = "  ";
/** What is nested deeper is not indented further: else a text of brackets would grow without end. */
const MAX_INDENTS = 100;
const CHARACTERS_A_PIECE = 32 * 1024;

/**
 * JSON text with line breaks and indents. Strings and numbers are copied letter by letter, so that big numbers stay
 * exact; text that is not JSON comes back as it is.
 */
export function prettyJson(text: string): string {
  try {
    JSON.parse(text);
  } catch {
    return text;
  }
  return prettyBeginning(text);
}

/** As `prettyJson`, of JSON that was cut off anywhere. */
export function prettyBeginning(text: string): string {
  return [...prettyPieces(text)].join("");
}

/** As `prettyBeginning`, piece by piece, so that a long text can be sent on while it is made. */
export function* prettyPieces(text: string): Generator<string, void> {
  let depth = 0;
  let piece = "";
  let before = "";
  // What stands after an opening bracket depends on whether the next token closes it.
  let opened = "";
  for (let at = 0; at < text.length; ) {
    const token = tokenAt(text, at);
    at += token.length;
    if (WHITE.includes(token.charAt(0))) continue;
    const closes = token === "}" || token === "]";
    if (opened !== "") {
      piece += closes ? opened : `${opened}${newLine(++depth)}`;
      opened = "";
    } else if (closes && before !== "") {
      depth = Math.max(0, depth - 1);
      piece += newLine(depth);
    }
    if (token === "{" || token === "[") opened = token;
    else if (token === ",") piece += `,${newLine(depth)}`;
    else piece += token === ":" ? ": " : token;
    before = token;
    if (piece.length > CHARACTERS_A_PIECE) {
      yield piece;
      piece = "";
    }
  }
  piece += opened;
  if (piece !== "") yield piece;
}

const WHITE = " \n\t\r";
const SIGNS = "[]{},:";

/** By hand: a pattern for strings would run out of stack on a long one. */
function tokenAt(text: string, start: number): string {
  const first = text.charAt(start);
  if (SIGNS.includes(first)) return first;
  if (first === '"') return text.slice(start, endOfString(text, start + 1));
  const isWhite = WHITE.includes(first);
  let end = start + 1;
  for (; end < text.length; end++) {
    const next = text.charAt(end);
    if (WHITE.includes(next) !== isWhite || SIGNS.includes(next) || next === '"') break;
  }
  return text.slice(start, end);
}

function newLine(depth: number): string {
  return `\n${INDENT.repeat(Math.min(depth, MAX_INDENTS))}`;
}
