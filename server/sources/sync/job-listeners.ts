import { type ReportedJob, reportedJob } from "../../../lib/dialects/reported-job.ts";
import { hasEnded } from "../../../lib/jobs/state.ts";
import { getJob } from "../../store/jobs.ts";
import { BackendError } from "../backend-error.ts";
import { ingest } from "./ingest.ts";
import { type Reading, readJobs } from "./reading.ts";

/** Jobs that are listened to at a time. */
const MOST = 50;
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 300_000;

interface Listening {
  stop: AbortController;
  /** Whether anything was told yet: only then it is known that somebody talks. */
  isHeard: boolean;
  /** What was told and is not in the index yet. */
  told: { job: Partial<ReportedJob>; at: Date } | null;
  isWriting: boolean;
}

/**
 * Listens to jobs that run where their backend tells of them by itself, and brings the index in line at once. A connection that
 * breaks is made anew, later each time, and what was missed is read.
 */
export class JobListeners {
  readonly #reading: Reading;
  readonly #signal: AbortSignal;
  readonly #listening = new Map<string, Listening>();
  #wanted: readonly string[] = [];
  #failures = 0;
  #notBefore = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(reading: Reading, signal: AbortSignal) {
    this.#reading = reading;
    this.#signal = signal;
    signal.addEventListener("abort", () => clearTimeout(this.#timer), { once: true });
  }

  /** Listens to these jobs, or to the first of them, and to no others. */
  follow(ids: readonly string[]): void {
    this.#wanted = ids.slice(0, MOST);
    const wanted = new Set(this.#wanted);
    for (const [id, { stop }] of this.#listening) {
      if (wanted.has(id)) continue;
      this.#listening.delete(id);
      stop.abort(new Error("it does not run any more"));
    }
    this.#connect();
  }

  /** Whether the backend tells of this job. */
  hears(id: string): boolean {
    return this.#listening.get(id)?.isHeard === true;
  }

  #connect(): void {
    if (this.#signal.aborted || Date.now() < this.#notBefore) return;
    for (const id of this.#wanted) if (!this.#listening.has(id)) this.#listen(id);
  }

  #listen(id: string): void {
    const listening: Listening = { stop: new AbortController(), isHeard: false, told: null, isWriting: false };
    this.#listening.set(id, listening);
    const changed = (job: Partial<ReportedJob>) => {
      listening.isHeard = true;
      this.#failures = 0;
      // Of a target that got on nothing is told but that.
      if (Object.keys(job).length === 0) return;
      listening.told = { job: { ...listening.told?.job, ...job }, at: new Date() };
      void this.#write(id, listening);
    };
    const closed = (error?: Error) => {
      if (this.#signal.aborted || this.#listening.get(id) !== listening) return;
      this.#listening.delete(id);
      if (error === undefined) this.#wanted = this.#wanted.filter((each) => each !== id);
      else this.#failed(error);
      void this.#reread(id);
    };
    const signal = AbortSignal.any([this.#signal, listening.stop.signal]);
    this.#reading.executing.subscribe?.(id, { changed, closed }, signal);
  }

  #failed(error: Error): void {
    this.#failures++;
    const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(this.#failures - 1, 20));
    const pauseMs = pause * (0.5 + Math.random() / 2);
    this.#reading.tracker.notice(error.message);
    this.#notBefore = Math.max(this.#notBefore, Date.now() + pauseMs);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#connect(), this.#notBefore - Date.now() + 1);
  }

  /** One at a time for a job; what comes meanwhile goes together. */
  async #write(id: string, listening: Listening): Promise<void> {
    if (listening.isWriting) return;
    listening.isWriting = true;
    const { store, source, log } = this.#reading;
    try {
      for (let next = listening.told; next !== null && !this.#signal.aborted; next = listening.told) {
        listening.told = null;
        const { job, at } = next;
        const row = await getJob(store.db, source.org, { source: source.id, id });
        if (row === undefined || (hasEnded(row.state) && job.state === undefined)) continue;
        const told = { ...reportedJob(id, row.state, row.rawStatus), ...job };
        await ingest(store, source, [told], { askedAt: at, certain: true });
      }
    } catch (error) {
      if (!this.#signal.aborted) log.warn({ err: error, source: source.id }, "What a backend told could not be kept");
    } finally {
      listening.isWriting = false;
    }
  }

  async #reread(id: string): Promise<void> {
    const { executing, log, source } = this.#reading;
    try {
      await readJobs(this.#reading, executing, [id], this.#signal);
    } catch (error) {
      // It is asked for again in its turn.
      if (!(error instanceof BackendError) && !this.#signal.aborted)
        log.warn({ err: error, source: source.id }, "A job could not be kept");
    }
  }
}
