import type { LogLine } from "../../../lib/jobs/model.ts";
import type { SeqSet } from "../../../lib/jobs/seq-set.ts";

/** Which lines to fetch: a range, or single ones. */
export type LineRequest = { after: number; limit: number } | { seqs: number[] };

/** Lines that are fetched at a time. */
const BLOCK = 100;
/** What is held at most; what is over, the oldest first, is fetched again when it is looked at again. */
const MOST_LINES = 20_000;
const MOST_CHARACTERS = 8_000_000;
const AT_ONCE = 3;

/**
 * The lines of one log that are in the page's memory: those looked at last. `want` says which rows are looked at now; what of
 * them is not there is fetched, and of what was wanted before only what is under way.
 */
export class LineStore {
  readonly #fetch: (request: LineRequest) => Promise<readonly LogLine[]>;
  readonly #lines = new Map<number, LogLine>();
  readonly #flying = new Set<number>();
  readonly #listeners = new Set<() => void>();
  #characters = 0;
  #requests = 0;
  #wanted: { rows: SeqSet; from: number; to: number } | null = null;
  #version = 0;
  /** Why lines could not be fetched; nothing is fetched until `retry`. */
  error: unknown = null;

  constructor(fetch: (request: LineRequest) => Promise<readonly LogLine[]>) {
    this.#fetch = fetch;
  }

  get(seq: number): LogLine | undefined {
    return this.#lines.get(seq);
  }

  get size(): number {
    return this.#lines.size;
  }

  put(lines: readonly LogLine[]): void {
    if (this.hold(lines)) this.#tell();
  }

  /** As `put`, without telling anybody; says whether any line was new. */
  hold(lines: readonly LogLine[]): boolean {
    let fresh = false;
    for (const line of lines) {
      if (this.#lines.has(line.seq)) continue;
      this.#lines.set(line.seq, line);
      this.#characters += line.message.length;
      fresh = true;
    }
    if (!fresh) return false;
    for (const [seq, line] of this.#lines) {
      if (this.#lines.size <= MOST_LINES && this.#characters <= MOST_CHARACTERS) break;
      this.#lines.delete(seq);
      this.#characters -= line.message.length;
    }
    return true;
  }

  /** The rows from `from` up to, not including, `to` are looked at. */
  want(rows: SeqSet, from: number, to: number): void {
    this.#wanted = { rows, from, to };
    this.#pump();
  }

  retry(): void {
    this.error = null;
    this.#tell();
    this.#pump();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Changes whenever lines came or could not be had. */
  readonly version = (): number => this.#version;

  #pump(): void {
    while (this.error === null && this.#requests < AT_ONCE) {
      const seqs = this.#nextMissing();
      if (seqs.length === 0) return;
      void this.#load(seqs);
    }
  }

  /** What is missing of the first block of wanted rows that misses any. */
  #nextMissing(): number[] {
    if (this.#wanted === null) return [];
    const { rows, from, to } = this.#wanted;
    const isMissing = (seq: number | undefined) => seq !== undefined && !this.#lines.has(seq) && !this.#flying.has(seq);
    for (let row = from; row < to; row++) {
      if (!isMissing(rows.at(row))) continue;
      const first = Math.floor(row / BLOCK) * BLOCK;
      const seqs = Array.from({ length: BLOCK }, (_, place) => rows.at(first + place));
      return seqs.filter((seq) => seq !== undefined && isMissing(seq)) as number[];
    }
    return [];
  }

  async #load(seqs: readonly number[]): Promise<void> {
    this.#requests++;
    for (const seq of seqs) this.#flying.add(seq);
    const first = seqs[0] ?? 1;
    const last = seqs.at(-1) ?? first;
    const inOneRun = last - first === seqs.length - 1;
    try {
      this.put(await this.#fetch(inOneRun ? { after: first - 1, limit: seqs.length } : { seqs: [...seqs] }));
    } catch (error) {
      this.error = error;
      this.#tell();
    } finally {
      this.#requests--;
      for (const seq of seqs) this.#flying.delete(seq);
    }
    // What was asked for and did not come will not come by asking again at once.
    if (seqs.some((seq) => this.#lines.has(seq))) this.#pump();
  }

  #tell(): void {
    this.#version++;
    for (const listener of this.#listeners) listener();
  }
}
