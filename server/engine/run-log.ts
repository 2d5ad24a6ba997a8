import type { LogLevel, LogLine } from "../../lib/jobs/model.ts";

/**
 * The log of one run, as its worker writes it. Lines wait here until the next transaction of the run, which commits
 * them with what they tell about; so a line is never seen before, or without, the fact that it reports.
 */
export class RunLog {
  #nextSeq: number;
  #waiting: LogLine[] = [];

  /** `lastSeq` is the seq of the newest line that the run already has. */
  constructor(lastSeq: number) {
    this.#nextSeq = lastSeq + 1;
  }

  /** Adds a line; `task` is the seq of the task that it is about. */
  write(level: LogLevel, message: string, task: number | null = null): void {
    this.#waiting.push({ seq: this.#nextSeq++, at: new Date().toISOString(), level, message, task });
  }

  /** The lines that are not committed yet. They stay until `committed` is told of them. */
  waiting(): readonly LogLine[] {
    return [...this.#waiting];
  }

  /** Forgets lines that a transaction has committed. */
  committed(lines: readonly LogLine[]): void {
    const last = lines.at(-1)?.seq ?? 0;
    this.#waiting = this.#waiting.filter((line) => line.seq > last);
  }
}
