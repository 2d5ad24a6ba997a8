import type { TextLine } from "../../lib/api/job-types.ts";
import { LINE_BYTES } from "../../lib/jobs/shown-text.ts";

const BREAK = 0x0a;

/** A long text by its lines: in one piece outside of JavaScript's heap, with the place at which each line begins. */
export class LineIndex {
  readonly #bytes: Buffer;
  readonly #starts: Uint32Array;
  /** How many characters those lines have that are cut. */
  readonly #lengths = new Map<number, number>();

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
    let count = 1;
    for (let at = bytes.indexOf(BREAK); at >= 0; at = bytes.indexOf(BREAK, at + 1)) count++;
    this.#starts = new Uint32Array(count);
    let line = 0;
    for (let at = bytes.indexOf(BREAK); at >= 0; at = bytes.indexOf(BREAK, at + 1)) this.#starts[++line] = at + 1;
  }

  get total(): number {
    return this.#starts.length;
  }

  get bytes(): number {
    return this.#bytes.length;
  }

  /** `count` lines from `from` (counted from 0) on, as far as there are any; of long ones the beginning. */
  lines(from: number, count: number): TextLine[] {
    const last = Math.min(this.total, from + count);
    return Array.from({ length: Math.max(0, last - from) }, (_, place) => this.#line(from + place));
  }

  #line(line: number): TextLine {
    const start = this.#starts[line] ?? 0;
    const end = (this.#starts[line + 1] ?? this.#bytes.length + 1) - 1;
    if (end - start <= LINE_BYTES) return { text: this.#bytes.toString("utf8", start, end), more: 0 };
    // A character that was cut in two is left out.
    const text = new TextDecoder().decode(this.#bytes.subarray(start, start + LINE_BYTES), { stream: true });
    const length = this.#lengths.get(line) ?? this.#bytes.toString("utf8", start, end).length;
    this.#lengths.set(line, length);
    return { text, more: length - text.length };
  }
}
