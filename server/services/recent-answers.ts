/** The most answers that are kept, unless said otherwise. */
const MOST = 500;

/** Keeps answers for a while, and no longer; who asks for one that is being made waits for that. */
export class RecentAnswers<Answer> {
  readonly #forMs: number;
  readonly #most: number;
  readonly #kept = new Map<string, { until: number; answer: Promise<Answer> }>();

  constructor(forMs: number, most = MOST) {
    this.#forMs = forMs;
    this.#most = most;
  }

  async read(key: string, make: () => Promise<Answer>): Promise<Answer> {
    const now = performance.now();
    const there = this.#kept.get(key);
    if (there !== undefined && there.until > now) return await there.answer;
    const answer = make();
    // Put at the end, so that the oldest stand first.
    this.#kept.delete(key);
    this.#kept.set(key, { until: now + this.#forMs, answer });
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > this.#most && oldest !== undefined) this.#kept.delete(oldest);
    const drop = () => {
      if (this.#kept.get(key)?.answer === answer) this.#kept.delete(key);
    };
    setTimeout(drop, this.#forMs).unref();
    answer.catch(drop);
    return await answer;
  }
}
