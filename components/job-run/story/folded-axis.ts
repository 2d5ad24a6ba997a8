/** A stretch of time in milliseconds. */
export interface Stretch {
  from: number;
  to: number;
}

export interface Axis {
  /** Where a time stands, 0 to 1; times outside stand at the ends. */
  place(at: number): number;
  /** Idle stretches that are drawn shorter than they were. */
  breaks: (Stretch & { left: number; width: number })[];
}

const FOLDED_SHARE = 0.11;
const MOST_FOLDED = 0.4;
const LEAST_FOLDED_MS = 2000;
/** Idle time is folded when it is longer than all work together so many times. */
const FOLD_FROM = 2;

/**
 * A time axis on which long idle stretches between work take a small fixed share, so that hours of waiting leave the run
 * readable. Within a stretch the axis is straight. Where nothing was worked on, or with `unfolded`, nothing is folded.
 */
export function foldedAxis(whole: Stretch, work: readonly Stretch[], { unfolded = false } = {}): Axis {
  const pieces = piecesOf(whole, work);
  const worked = pieces.reduce((sum, piece) => sum + (piece.idle ? 0 : piece.to - piece.from), 0);
  const least = Math.max(LEAST_FOLDED_MS, worked * FOLD_FROM);
  const isFolded = (piece: Piece) => !unfolded && worked > 0 && piece.idle && piece.to - piece.from > least;
  const folds = pieces.filter(isFolded).length;
  const share = folds === 0 ? 0 : Math.min(FOLDED_SHARE, MOST_FOLDED / folds);
  const straight = pieces.reduce((sum, piece) => sum + (isFolded(piece) ? 0 : piece.to - piece.from), 0);
  let left = 0;
  const placed = pieces.map((piece) => {
    const folded = isFolded(piece);
    const length = piece.to - piece.from;
    const width = folded ? share : straight === 0 ? 0 : (length / straight) * (1 - folds * share);
    const at = { ...piece, folded, left, width };
    left += width;
    return at;
  });
  return {
    place(at) {
      const piece = placed.find(({ to }) => at < to) ?? placed.at(-1);
      if (piece === undefined || piece.to <= piece.from) return 0;
      const within = Math.min(1, Math.max(0, (at - piece.from) / (piece.to - piece.from)));
      return Math.min(1, Math.max(0, piece.left + within * piece.width));
    },
    breaks: placed.filter(({ folded }) => folded).map(({ from, to, left, width }) => ({ from, to, left, width })),
  };
}

type Piece = Stretch & { idle: boolean };

/** The whole in pieces of work and of idleness, in order and without gaps. */
function piecesOf(whole: Stretch, work: readonly Stretch[]): Piece[] {
  const pieces: Piece[] = [];
  let reached = whole.from;
  const add = (to: number, idle: boolean) => {
    if (to <= reached) return;
    pieces.push({ from: reached, to, idle });
    reached = to;
  };
  for (const { from, to } of work.toSorted((one, other) => one.from - other.from)) {
    add(Math.min(whole.to, from), true);
    add(Math.min(whole.to, to), false);
  }
  add(whole.to, true);
  return pieces;
}
