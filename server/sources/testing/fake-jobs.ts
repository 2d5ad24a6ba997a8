import type { JobRow } from "../../../lib/jobs/model.ts";
import { COUNT_OF_STATE, hasEnded, type JobCounts, type JobState, noCounts } from "../../../lib/jobs/state.ts";

/** What most of a history ended as. */
const ENDS: readonly JobState[] = [...Array<JobState>(8).fill("Completed"), "Failed", "Cancelled"];
const STEP_MS = 30_000;

/**
 * Any number of made-up jobs, numbered from 1, half a minute apart; each is made when it is read, so that a million cost nothing.
 * Only those that are set have a state of their own, all others have ended.
 */
export class FakeJobs {
  /** Numbers by partition, the oldest first. */
  readonly #numbers = new Map<string, number[]>();
  readonly #states = new Map<number, JobState>();
  readonly #madeAt = new Map<number, number>();
  readonly #changedAt = new Map<number, number>();
  readonly #retries = new Map<number, number>();
  readonly #partitions: readonly string[];
  readonly #firstAt: number;
  readonly #clockAheadMs: number;
  readonly counts: JobCounts = noCounts();
  #last: number;

  constructor(jobs: number, partitions: readonly string[] = [""], clockAheadMs = 0) {
    this.#clockAheadMs = clockAheadMs;
    this.#last = jobs;
    this.#partitions = partitions;
    this.#firstAt = this.#now() - (jobs + 1) * STEP_MS;
    for (const partition of partitions) this.#numbers.set(partition, []);
    for (let number = 1; number <= jobs; number++) {
      this.#numbers.get(this.partitionOf(number))?.push(number);
      this.counts[COUNT_OF_STATE[this.stateOf(number)]]++;
    }
  }

  #now(): number {
    return Date.now() + this.#clockAheadMs;
  }

  partitionOf(number: number): string {
    return this.#partitions[number % this.#partitions.length] ?? "";
  }

  stateOf(number: number): JobState {
    return this.#states.get(number) ?? ENDS[number % ENDS.length] ?? "Completed";
  }

  has(number: number): boolean {
    const numbers = this.#numbers.get(this.partitionOf(number)) ?? [];
    return numbers[placeOf(numbers, number)] === number;
  }

  /** A new job, queued. */
  add({ partition, retryOf }: { partition?: string | undefined; retryOf?: number } = {}): number {
    do this.#last++;
    while (partition !== undefined && this.partitionOf(this.#last) !== partition);
    const number = this.#last;
    this.#numbers.get(this.partitionOf(number))?.push(number);
    this.#states.set(number, "Queued");
    this.#madeAt.set(number, this.#now());
    if (retryOf !== undefined) this.#retries.set(number, retryOf);
    this.counts.queued++;
    return number;
  }

  set(number: number, state: JobState): void {
    this.counts[COUNT_OF_STATE[this.stateOf(number)]]--;
    this.#states.set(number, state);
    this.#changedAt.set(number, this.#now());
    this.counts[COUNT_OF_STATE[state]]++;
  }

  remove(number: number): void {
    const numbers = this.#numbers.get(this.partitionOf(number)) ?? [];
    const place = placeOf(numbers, number);
    if (numbers[place] !== number) return;
    numbers.splice(place, 1);
    this.counts[COUNT_OF_STATE[this.stateOf(number)]]--;
  }

  /** Each job that has not ended gets on by a step. */
  advance(): void {
    for (const [number, state] of this.#states) {
      if (state === "Queued") this.set(number, "Executing");
      else if (state === "Cancelling") this.set(number, "Cancelled");
      else if (!hasEnded(state)) this.set(number, "Completed");
    }
  }

  /** A page of numbers, the newest first, and how many there are: of all, or of those in these states. */
  page(partition: string, offset: number, limit: number, states: readonly JobState[] | null = null) {
    const all = this.#numbers.get(partition) ?? [];
    if (states === null) {
      const end = Math.max(0, all.length - offset);
      return { numbers: all.slice(Math.max(0, end - limit), end).reverse(), total: all.length };
    }
    // Those that have not ended were set; of the others a test has few.
    const isHere = (number: number) => all[placeOf(all, number)] === number;
    const wanted = states.some(hasEnded) ? all : [...this.#states.keys()].filter(isHere).sort((a, b) => a - b);
    const found = wanted.filter((number) => states.includes(this.stateOf(number)));
    const end = Math.max(0, found.length - offset);
    return { numbers: found.slice(Math.max(0, end - limit), end).reverse(), total: found.length };
  }

  /** The job as the built-in engine would have it: the dialects write it out from there. */
  row(number: number): JobRow {
    const state = this.stateOf(number);
    const createdMs = this.#madeAt.get(number) ?? this.#firstAt + number * STEP_MS;
    const at = (ms: number) => new Date(ms).toISOString();
    const began = state !== "Queued" && state !== "Unknown";
    const retryOf = this.#retries.get(number);
    return {
      ...{ source: "local", id: String(number), agentId: String(1 + (number % 20)), agentName: null },
      ...{ name: `Job ${number}`, type: "scraping", state, rawStatus: state },
      trigger: retryOf !== undefined ? "retry" : number % 5 === 0 ? "scheduled" : "manual",
      ...{ priority: 5, percent: hasEnded(state) ? 100 : began ? 40 : null, activity: null, tasksExpected: 10 },
      ...{ tasksTotal: began ? 10 : null, tasksCompleted: began ? 4 : null, tasksFailed: began ? 0 : null },
      ...{ cluesTotal: began ? 40 : null, resultsTotal: state === "Completed" ? 3 : null, createdAt: at(createdMs) },
      ...{ queuedAt: at(createdMs), scheduledAt: null, startedAt: began ? at(createdMs + 1000) : null },
      endedAt: hasEnded(state) ? at(createdMs + 20_000) : null,
      updatedAt: at(this.#changedAt.get(number) ?? createdMs + 20_000),
      ...{ expectedEndAt: null, error: state === "Failed" ? "No answer from the page" : null, errorFingerprint: null },
      ...{ warning: null, retryOf: retryOf === undefined ? null : String(retryOf), scheduleId: null, startedBy: null },
      ...{ startedById: null, tags: [], attempt: 1, maxAttempts: 1, version: 1 },
    };
  }
}

/** Where a number stands, or would stand, among numbers in their order. */
function placeOf(numbers: readonly number[], number: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle] ?? 0) < number) low = middle + 1;
    else high = middle;
  }
  return low;
}
