import { type LogPiece, readAnsi } from "../../../lib/text/ansi.ts";

/** A piece of a message as it is drawn; `found` where it is what is searched for. */
export interface DrawnPiece extends LogPiece {
  found: boolean;
}

/** The most of a message that stands in the list: no line takes the place of a page. */
const MOST_LINES = 40;

/** The beginning of a message as far as the list shows it, and whether something is left out. */
export function beginningOf(message: string): { text: string; cut: boolean } {
  let end = -1;
  for (let lines = 0; lines < MOST_LINES; lines++) {
    end = message.indexOf("\n", end + 1);
    if (end < 0) return { text: message, cut: false };
  }
  return { text: message.slice(0, end), cut: true };
}

/** A message in pieces, cut where marks (starts and ends by turns, in order) begin and end. */
export function drawnPieces(message: string, marks: readonly number[]): DrawnPiece[] {
  const pieces = readAnsi(message);
  if (marks.length === 0) return pieces.map((piece) => ({ ...piece, found: false }));
  const drawn: DrawnPiece[] = [];
  let next = 0;
  for (const piece of pieces) {
    if (piece.sign !== null) {
      while (next + 1 < marks.length && (marks[next + 1] ?? 0) <= piece.from) next += 2;
      drawn.push({ ...piece, found: (marks[next] ?? Number.POSITIVE_INFINITY) < piece.to });
      continue;
    }
    for (let from = piece.from; from < piece.to; ) {
      while (next + 1 < marks.length && (marks[next + 1] ?? 0) <= from) next += 2;
      const start = marks[next] ?? Number.POSITIVE_INFINITY;
      const found = start <= from;
      const to = Math.min(piece.to, found ? (marks[next + 1] ?? piece.to) : start);
      drawn.push({ ...piece, text: piece.text.slice(from - piece.from, to - piece.from), from, to, found });
      from = to;
    }
  }
  return drawn;
}
