/** Numbers that look random and are the same for the same seed. */
export class Random {
  #state: number;

  constructor(seed: string) {
    let hash = 2166136261;
    for (let place = 0; place < seed.length; place++) hash = Math.imul(hash ^ seed.charCodeAt(place), 16777619);
    this.#state = hash >>> 0;
  }

  /** From 0, included, to before 1 (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  /** A whole number, both ends included. */
  int(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  pick<Value>(values: readonly [Value, ...Value[]]): Value {
    return values[this.int(0, values.length - 1)] ?? values[0];
  }

  /** Around `median`, never negative, with a long tail: `spread` of 1 puts a sixth over 2.7 times the median. */
  lognormal(median: number, spread: number): number {
    const bell = Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
    return median * Math.exp(spread * bell);
  }

  hex(length: number): string {
    let text = "";
    while (text.length < length) text += Math.floor(this.next() * 16).toString(16);
    return text;
  }

  uuid(): string {
    return `${this.hex(8)}-${this.hex(4)}-4${this.hex(3)}-a${this.hex(3)}-${this.hex(12)}`;
  }
}

/** Draws from values by weight. */
export class Weighted<Value> {
  readonly #values: readonly Value[];
  readonly #bounds: number[] = [];
  #sum = 0;

  constructor(values: readonly Value[], weightOf: (value: Value, place: number) => number) {
    this.#values = values;
    for (const [place, value] of values.entries()) {
      this.#sum += weightOf(value, place);
      this.#bounds.push(this.#sum);
    }
  }

  draw(random: Random): Value {
    const at = random.next() * this.#sum;
    const place = this.#bounds.findIndex((bound) => at < bound);
    const value = this.#values[place];
    if (value === undefined) throw new Error("nothing to draw from");
    return value;
  }
}
