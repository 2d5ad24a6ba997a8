/** A run of neighbouring lines of one kind: in both texts, only in the one before, or only in the one after. */
export interface DiffPart {
  kind: "same" | "removed" | "added";
  lines: string[];
}

/** How to get from one text to another, line by line. Of neighbours, `removed` stands before `added`. */
export interface LineDiff {
  parts: DiffPart[];
  /** False when the search for a short way was given up: then all between the common beginning and end is replaced. */
  shortest: boolean;
}

/** Steps that a search may take: some milliseconds. */
const MAX_STEPS = 2_000_000;
/** Edits that a search may find: it keeps about as many numbers as their square. */
const MAX_EDITS = 800;

/**
 * The difference between two texts by lines (which end at "\n" alone), the shortest there is (Myers 1986, "An O(ND)
 * Difference Algorithm"); for texts that have so little in common that finding it would take long, a plain one that says so.
 * `beforeOf` and `afterOf` give the texts back.
 */
export function diffLines(before: string, after: string, { maxSteps = MAX_STEPS } = {}): LineDiff {
  const left = before.split("\n");
  const right = after.split("\n");
  const shorter = Math.min(left.length, right.length);
  let head = 0;
  while (head < shorter && left[head] === right[head]) head++;
  let tail = 0;
  while (tail < shorter - head && left[left.length - 1 - tail] === right[right.length - 1 - tail]) tail++;

  const midLeft = left.slice(head, left.length - tail);
  const midRight = right.slice(head, right.length - tail);
  const kept = keptLines(...numbered(midLeft, midRight), maxSteps);
  const parts = new Parts();
  parts.add("same", left.slice(0, head));
  let l = 0;
  let r = 0;
  for (const pair of kept ?? []) {
    parts.add("removed", midLeft.slice(l, pair.left));
    parts.add("added", midRight.slice(r, pair.right));
    parts.add("same", midLeft.slice(pair.left, pair.left + pair.length));
    l = pair.left + pair.length;
    r = pair.right + pair.length;
  }
  parts.add("removed", midLeft.slice(l));
  parts.add("added", midRight.slice(r));
  parts.add("same", left.slice(left.length - tail));
  return { parts: parts.all, shortest: kept !== null };
}

/** The text that a difference leads from. */
export function beforeOf(diff: LineDiff): string {
  return textOf(diff, "added");
}

/** The text that a difference leads to. */
export function afterOf(diff: LineDiff): string {
  return textOf(diff, "removed");
}

/** Whether the two texts were the same. */
export function isSame({ parts }: LineDiff): boolean {
  return parts.every(({ kind }) => kind === "same");
}

/** A line of a difference as it is shown, with its number (from 1) in either text; or how many equal lines are left out. */
export type ShownLine =
  | { kind: DiffPart["kind"]; text: string; before: number | null; after: number | null }
  | { kind: "folded"; count: number; before: number; after: number };

/** A difference as lines to show: of equal lines only those that are at most `context` lines from a change. */
export function shownLines({ parts }: LineDiff, context = 3): ShownLine[] {
  const shown: ShownLine[] = [];
  let before = 1;
  let after = 1;
  for (const [place, { kind, lines }] of parts.entries()) {
    const lead = place === 0 ? 0 : context;
    const trail = place === parts.length - 1 ? 0 : context;
    const hidden = lines.length - lead - trail;
    // A fold takes a line of its own: for one line it is not worth it.
    const fold = kind === "same" && hidden > 1;
    for (const [index, text] of lines.entries()) {
      if (fold && index === lead) shown.push({ kind: "folded", count: hidden, before, after });
      if (!fold || index < lead || index >= lines.length - trail) {
        shown.push({
          ...{ kind, text, before: kind === "added" ? null : before, after: kind === "removed" ? null : after },
        });
      }
      if (kind !== "added") before++;
      if (kind !== "removed") after++;
    }
  }
  return shown;
}

/** Collects parts: neighbours of one kind become one, and empty ones none. */
class Parts {
  readonly all: DiffPart[] = [];

  add(kind: DiffPart["kind"], lines: string[]): void {
    if (lines.length === 0) return;
    const last = this.all.at(-1);
    if (last?.kind === kind) last.lines = [...last.lines, ...lines];
    else this.all.push({ kind, lines });
  }
}

function textOf({ parts }: LineDiff, without: DiffPart["kind"]): string {
  return parts.flatMap(({ kind, lines }) => (kind === without ? [] : lines)).join("\n");
}

/** Lines as numbers, equal ones as equal numbers. */
function numbered(left: string[], right: string[]): [Int32Array, Int32Array] {
  const numbers = new Map<string, number>();
  const toNumber = (line: string) => {
    const known = numbers.get(line);
    if (known !== undefined) return known;
    numbers.set(line, numbers.size);
    return numbers.size - 1;
  };
  return [Int32Array.from(left, toNumber), Int32Array.from(right, toNumber)];
}

interface Kept {
  left: number;
  right: number;
  length: number;
}

/**
 * The lines that a shortest way keeps, in order; null when it was not found in time. `reached[k]` is how far down the left
 * text the best way with the edits so far comes on diagonal k = left - right; each round allows one edit more.
 */
function keptLines(left: Int32Array, right: Int32Array, maxSteps: number): Kept[] | null {
  const most = Math.min(left.length + right.length, MAX_EDITS);
  const offset = most + 1;
  const reached = new Int32Array(2 * most + 3);
  const rounds: Int32Array[] = [];
  let steps = 0;
  for (let edits = 0; edits <= most; edits++) {
    rounds.push(reached.slice(offset - edits, offset + edits + 1));
    for (let k = -edits; k <= edits; k += 2) {
      let x = comesFromAbove(reached, offset, k, edits) ? at(reached, offset + k + 1) : at(reached, offset + k - 1) + 1;
      let y = x - k;
      while (x < left.length && y < right.length && left[x] === right[y]) {
        x++;
        y++;
        steps++;
      }
      reached[offset + k] = x;
      if (x >= left.length && y >= right.length) return walkBack(rounds, left.length, right.length);
      if (++steps > maxSteps) return null;
    }
  }
  return null;
}

/** Whether the best way onto diagonal k adds a line of the right text (from k + 1) rather than removing one of the left. */
function comesFromAbove(reached: Int32Array, offset: number, k: number, edits: number): boolean {
  return k === -edits || (k !== edits && at(reached, offset + k - 1) < at(reached, offset + k + 1));
}

function walkBack(rounds: readonly Int32Array[], leftLength: number, rightLength: number): Kept[] {
  const kept: Kept[] = [];
  let x = leftLength;
  let y = rightLength;
  for (let edits = rounds.length - 1; edits >= 0; edits--) {
    // As it was before this round: of diagonals -edits to edits, of which the round before had reached all but the ends.
    const before = rounds[edits] ?? new Int32Array(1);
    const k = x - y;
    const above = edits > 0 && comesFromAbove(before, edits, k, edits);
    const from = above ? k + 1 : k - 1;
    const fromX = edits === 0 ? 0 : at(before, edits + from);
    const startX = edits === 0 ? 0 : above ? fromX : fromX + 1;
    const length = x - startX;
    if (length > 0) kept.push({ left: startX, right: startX - k, length });
    x = fromX;
    y = fromX - from;
  }
  return kept.reverse();
}

function at(numbers: Int32Array, place: number): number {
  return numbers[place] ?? 0;
}
