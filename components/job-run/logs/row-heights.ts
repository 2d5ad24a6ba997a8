const BLOCK = 256;

interface Block {
  /** By how much rows of it differ from the estimate, and all of them together. */
  extras: Map<number, number>;
  sum: number;
}

/**
 * The heights of the rows of a long list, as far as they were measured: any other row has the estimate. Asking for a place
 * takes time with the number of blocks in which a row was measured, not with the number of rows.
 */
export class RowHeights {
  readonly estimate: number;
  readonly #blocks = new Map<number, Block>();
  /** Numbers of `#blocks` in order, and the sum of what stands before each; null when they must be made anew. */
  #order: { numbers: number[]; before: number[] } | null = null;

  constructor(estimate: number) {
    this.estimate = estimate;
  }

  height(row: number): number {
    return this.estimate + (this.#blocks.get(Math.floor(row / BLOCK))?.extras.get(row) ?? 0);
  }

  /** Notes a measured height; says by how much the row grew. */
  set(row: number, height: number): number {
    const number = Math.floor(row / BLOCK);
    const block = this.#blocks.get(number) ?? { extras: new Map<number, number>(), sum: 0 };
    const extra = height - this.estimate;
    const grown = extra - (block.extras.get(row) ?? 0);
    if (grown === 0) return 0;
    if (!this.#blocks.has(number)) this.#blocks.set(number, block);
    if (extra === 0) block.extras.delete(row);
    else block.extras.set(row, extra);
    block.sum += grown;
    this.#order = null;
    return grown;
  }

  /** Where a row begins. */
  top(row: number): number {
    const number = Math.floor(row / BLOCK);
    const { numbers, before } = this.#ordered();
    const place = firstFrom(numbers, number);
    let top = row * this.estimate + (before[place] ?? 0);
    if (numbers[place] !== number) return top;
    for (const [each, extra] of this.#blocks.get(number)?.extras ?? []) if (each < row) top += extra;
    return top;
  }

  /** The row that an offset falls into, of a list of `count`. */
  rowAt(offset: number, count: number): number {
    let low = 0;
    let high = Math.max(0, count - 1);
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.top(middle) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #ordered(): { numbers: number[]; before: number[] } {
    if (this.#order !== null) return this.#order;
    const numbers = [...this.#blocks.keys()].sort((one, other) => one - other);
    const before = [0];
    for (const number of numbers) before.push((before.at(-1) ?? 0) + (this.#blocks.get(number)?.sum ?? 0));
    this.#order = { numbers, before };
    return this.#order;
  }
}

/** The place of the first number that is not below `least`. */
function firstFrom(numbers: readonly number[], least: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle] ?? 0) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
