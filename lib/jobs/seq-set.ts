/**
 * Line numbers in rising order, told as gaps and runs: `[lines passed over, lines taken, passed over, …]`, from `after` + 1 on. A
 * filter that takes most of a log is then a few numbers, one that takes single lines two small numbers a line.
 */
export type SeqRuns = number[];

/** Tells rising `seqs`, all of them over `after`, as runs. */
export function toRuns(seqs: readonly number[], after: number): SeqRuns {
  const runs: SeqRuns = [];
  let next = after + 1;
  for (const seq of seqs) {
    const last = runs.length - 1;
    if (seq === next && last > 0) runs[last] = (runs[last] ?? 0) + 1;
    else runs.push(seq - next, 1);
    next = seq + 1;
  }
  return runs;
}

interface Run {
  /** The first line of the run. */
  seq: number;
  /** How many lines of the set stand before it. */
  before: number;
}

/** A set of line numbers that is asked for its n-th, and for the place of a number. */
export class SeqSet {
  static readonly EMPTY = new SeqSet([], 0);
  readonly size: number;
  readonly #runs: readonly Run[];

  private constructor(runs: readonly Run[], size: number) {
    this.#runs = runs;
    this.size = size;
  }

  /** 1 to `last`. */
  static upTo(last: number): SeqSet {
    return last <= 0 ? SeqSet.EMPTY : new SeqSet([{ seq: 1, before: 0 }], last);
  }

  /** The lines that parts of a log tell of. Each begins after its `after`, which no line of an earlier part may exceed. */
  static join(parts: readonly { runs: SeqRuns; after: number }[]): SeqSet {
    const joined: Run[] = [];
    let size = 0;
    let end = 0;
    for (const { runs, after } of parts) {
      let next = after + 1;
      for (let place = 0; place + 1 < runs.length; place += 2) {
        const seq = next + (runs[place] ?? 0);
        const length = runs[place + 1] ?? 0;
        if (length <= 0) continue;
        if (size === 0 || end !== seq - 1) joined.push({ seq, before: size });
        size += length;
        next = seq + length;
        end = next - 1;
      }
    }
    return new SeqSet(joined, size);
  }

  /** The line at a place from 0 on; undefined where the set is shorter. */
  at(place: number): number | undefined {
    if (place < 0 || place >= this.size) return undefined;
    const run = this.#runs[this.#last((each) => each.before <= place)];
    return run === undefined ? undefined : run.seq + place - run.before;
  }

  /** The place of the first line that is `seq` or comes after it; the size of the set when there is none. */
  placeOf(seq: number): number {
    const index = this.#last((each) => each.seq <= seq);
    const run = this.#runs[index];
    if (run === undefined) return 0;
    const end = this.#runs[index + 1]?.before ?? this.size;
    return Math.min(end, run.before + seq - run.seq);
  }

  has(seq: number): boolean {
    return this.at(this.placeOf(seq)) === seq;
  }

  get last(): number | undefined {
    return this.at(this.size - 1);
  }

  /** The index of the last run of which `holds` is true; -1 when it is of none. */
  #last(holds: (run: Run) => boolean): number {
    let low = 0;
    let high = this.#runs.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const run = this.#runs[middle];
      if (run !== undefined && holds(run)) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}
