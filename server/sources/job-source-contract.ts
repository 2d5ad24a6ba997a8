import { describe, expect, it } from "vitest";
import type { ReportedDetail, ReportedLogLine } from "../../lib/dialects/reported-detail.ts";
import type { ReportedJob } from "../../lib/dialects/reported-job.ts";
import { COUNT_OF_STATE, hasEnded, type JobState } from "../../lib/jobs/state.ts";
import { eventually } from "../testing/eventually.ts";
import { BackendError } from "./backend-error.ts";
import type { JobSource, RequestedStart } from "./job-source.ts";

/** A source, and the backend behind it, that makes what the contract asks for. */
export interface JobSourceHarness {
  source: JobSource;
  /** The same backend asked with a wrong key; null where there are no keys. */
  stranger: { source: JobSource; key: string } | null;
  /** Makes so many jobs that have completed, one after the other, each with `LOG_LINES` and `RESULT_ROWS`; their ids. */
  completed(amount: number): Promise<string[]>;
  /** Makes a job that executes until it is let go. */
  executing(): Promise<{ id: string; finish(): void }>;
  /** What starts a job that waits or executes until it is cancelled; null where nothing can be started. */
  starts(): RequestedStart | null;
  /** Whether it looks for the agent of a start. */
  knowsAgents: boolean;
  /** Whether somebody listens to a job; left out where those who do are told something at once. */
  heard?(id: string): boolean;
}

export const LOG_LINES = 25;
export const RESULT_ROWS = 7;

/**
 * What every source does, whatever the backend behind it: run for each adapter against Watchfloor's own routes of its dialect, and
 * against a made-up backend. `prepare` is called inside the suite, for its hooks; what it returns, once the tests run.
 */
export function runJobSourceContract(name: string, prepare: () => () => JobSourceHarness): void {
  describe(`a job source: ${name}`, () => {
    const harness = prepare();
    const signal = new AbortController().signal;
    const partition = () => harness().source.partitions[0] ?? "";
    const list = (offset: number, limit: number, activeOnly = false) =>
      harness().source.list({ partition: partition(), offset, limit, ...(activeOnly ? { activeOnly } : {}) }, signal);

    async function readAll(limit: number, activeOnly = false): Promise<ReportedJob[]> {
      const jobs: ReportedJob[] = [];
      for (let offset = 0; ; ) {
        const page = await list(offset, limit, activeOnly);
        jobs.push(...page.jobs);
        offset += page.returned;
        if (page.returned === 0 || (page.total !== null && offset >= page.total)) return jobs;
      }
    }

    async function get(id: string): Promise<ReportedDetail> {
      const detail = await harness().source.get(id, signal);
      if (detail === null) throw new Error(`there is no job ${id}`);
      return detail;
    }

    const reaches = (id: string, ...states: JobState[]) =>
      eventually(`job ${id} to be ${states.join(" or ")}`, async () => {
        const { job } = await get(id);
        return states.includes(job.state) && job;
      });

    async function failure(work: Promise<unknown> | undefined): Promise<BackendError> {
      const error = await work?.then(
        () => null,
        (reason: unknown) => reason,
      );
      expect(error).toBeInstanceOf(BackendError);
      if (!(error instanceof BackendError)) throw new Error("it did not fail");
      return error;
    }

    it("lists all jobs page by page, the newest first, each once", async () => {
      const made = await harness().completed(7);
      const jobs = await readAll(3);
      const ids = jobs.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.filter((id) => made.includes(id))).toEqual(made.toReversed());
      const times = jobs.map(({ createdAt }) => createdAt ?? "");
      expect(times).toEqual(times.toSorted().reverse());
      expect((await readAll(100)).map(({ id }) => id)).toEqual(ids);
      expect(await list(ids.length + 10, 3)).toMatchObject({ jobs: [], returned: 0, notices: [] });
    });

    it("lists from any place on, and says how far it came", async () => {
      await harness().completed(5);
      const all = (await readAll(100)).map(({ id }) => id);
      for (const offset of [0, 1, 2, 4]) {
        const page = await list(offset, 3);
        const ids = page.jobs.map(({ id }) => id);
        expect(ids.length).toBeGreaterThan(0);
        expect(ids).toEqual(all.slice(offset, offset + ids.length));
        expect(page.returned).toBe(ids.length);
      }
    });

    it("tells of one job what its list does, and more", async () => {
      const [id = ""] = await harness().completed(1);
      const listed = (await list(0, 5)).jobs.find((job) => job.id === id);
      const { job, raw, tasks } = await get(id);
      expect(listed).toMatchObject({ id, state: "Completed" });
      expect(job).toMatchObject({ id, state: "Completed" });
      expect(job.rawStatus).not.toBe("");
      expect(JSON.parse(raw)).toBeTypeOf("object");
      if (harness().source.capabilities.tasks) expect(tasks?.length).toBeGreaterThan(0);
    });

    it("knows no job that is not there, whatever its id", async () => {
      for (const id of ["987654321", "no-such-job", "..", "a b/ä?x=1#", "%2e%2e", "\ud800", ""]) {
        expect(await harness().source.get(id, signal), id).toBeNull();
      }
    });

    it("counts what it lists", async () => {
      const { source } = harness();
      await harness().completed(2);
      if (source.counts === undefined) return;
      const counts = await source.counts(signal);
      const jobs = await readAll(100);
      for (const name of ["queued", "executing", "completed", "failed", "cancelled"] as const) {
        expect(counts[name], name).toBe(jobs.filter(({ state }) => COUNT_OF_STATE[state] === name).length);
      }
    });

    it("tells the active ones apart, where it says so", async () => {
      const { source } = harness();
      await harness().completed(1);
      const { id, finish } = await harness().executing();
      await reaches(id, "Executing");
      const active = await readAll(50, source.listsActive);
      expect(active.map((job) => job.id)).toContain(id);
      if (source.listsActive) expect(active.filter(({ state }) => hasEnded(state))).toEqual([]);
      finish();
      await reaches(id, "Completed");
    });

    it("starts a job, which is listed, and cancels it", async () => {
      const { source, starts } = harness();
      const request = starts();
      expect(source.start !== undefined).toBe(source.capabilities.start);
      expect(source.cancel !== undefined).toBe(source.capabilities.cancel);
      if (request === null) return;
      const made = await source.start?.(request, signal);
      expect(hasEnded(made?.state ?? "Failed")).toBe(false);
      const id = made?.id ?? "";
      expect((await list(0, 5)).jobs.map((job) => job.id)).toContain(id);
      const cancelled = await source.cancel?.(id, "No longer needed", signal);
      expect([undefined, "Cancelling", "Cancelled", "Executing", "Queued"]).toContain(cancelled?.state);
      expect(await reaches(id, "Cancelled")).toMatchObject({ id });
      const error = await failure(source.cancel?.("987654321", null, signal));
      expect(error.fault).toBe("not-found");
    });

    it("refuses to cancel what has ended, in the backend's own words", async () => {
      const { source } = harness();
      const [id = ""] = await harness().completed(1);
      if (source.cancel === undefined) return;
      const error = await failure(source.cancel(id, null, signal));
      expect(error.fault).toBe("conflict");
      expect(error.isOutage).toBe(false);
    });

    it("says why it cannot start something", async () => {
      const { source, starts, knowsAgents } = harness();
      const request = starts();
      if (request === null || !knowsAgents) return;
      const error = await failure(source.start?.({ ...request, agentId: "no-such-agent" }, signal));
      expect(error.fault).toBe("not-found");
    });

    it("retries a job that has ended with a new one", async () => {
      const { source } = harness();
      expect(source.retry !== undefined).toBe(source.capabilities.retry);
      if (source.retry === undefined) return;
      const [id = ""] = await harness().completed(1);
      const made = await source.retry(id, signal);
      expect(made.id).not.toBe(id);
      expect((await get(made.id)).job).toMatchObject({ retryOf: id, trigger: "retry" });
      await source.cancel?.(made.id, null, signal);
      await reaches(made.id, "Cancelled");
    });

    it("gives the log in parts that make the whole", async () => {
      const { source } = harness();
      const [id = ""] = await harness().completed(1);
      if (!source.capabilities.logs) return expect(source.logs).toBeUndefined();
      // Where it is in the job itself, a backend may leave it out.
      if (source.logs === undefined) return expect([LOG_LINES, undefined]).toContain((await get(id)).log?.length);
      const lines: ReportedLogLine[] = [];
      for (let offset = 0; ; ) {
        const part = await source.logs(id, { offset, limit: 10 }, signal);
        expect(part.newestOnly).toBe(false);
        lines.push(...part.lines);
        offset += part.returned;
        if (part.returned === 0) break;
      }
      expect(lines).toHaveLength(LOG_LINES);
      expect(new Set(lines.map(({ message }) => message)).size).toBe(LOG_LINES);
      expect(lines.every(({ at }) => at !== null)).toBe(true);
    });

    it("gives results in parts that make the whole, with exact numbers", async () => {
      const { source } = harness();
      expect(source.results !== undefined).toBe(source.capabilities.results);
      if (source.results === undefined) return;
      const [id = ""] = await harness().completed(1);
      const rows: string[] = [];
      for (const offset of [0, 3, 6, 9]) {
        const part = await source.results(id, { collection: 1, offset, limit: 3 }, signal);
        expect(part.total).toBe(RESULT_ROWS);
        rows.push(...part.rows);
      }
      expect(new Set(rows).size).toBe(RESULT_ROWS);
      for (const row of rows) expect(row).toMatch(/12345678901234567890/);
      for (const row of rows) expect(JSON.parse(row)).toBeTypeOf("object");
    });

    it("gives up when it is told to, and goes on for others", async () => {
      const stopped = AbortSignal.abort(new Error("nobody looks any more"));
      await expect(harness().source.get("1", stopped)).rejects.toThrow("nobody looks any more");
      await expect(harness().source.list({ partition: partition(), offset: 0, limit: 1 }, stopped)).rejects.toThrow();
      expect(await list(0, 1)).toMatchObject({ notices: [] });
    });

    it("says that a key is wrong, and never what it is", async () => {
      const stranger = harness().stranger;
      if (stranger === null) return;
      const error = await failure(stranger.source.list({ partition: partition(), offset: 0, limit: 1 }, signal));
      expect(error).toMatchObject({ fault: "unauthenticated", status: 401 });
      expect(error.message).toMatch(/check the key$/);
      expect(error.message).not.toContain(stranger.key);
    });

    it("tells by itself what becomes of a job, where it can", async () => {
      const { source } = harness();
      if (source.subscribe === undefined) return;
      const { id, finish } = await harness().executing();
      await reaches(id, "Executing");
      const told: Partial<ReportedJob>[] = [];
      const closed = Promise.withResolvers<Error | undefined>();
      source.subscribe(id, { changed: (job) => void told.push(job), closed: closed.resolve }, signal);
      await eventually("the backend to be listened to", () => (harness().heard?.(id) ?? told.length > 0) || null);
      finish();
      expect(await closed.promise).toBeUndefined();
      expect(told.at(-1)).toMatchObject({ state: "Completed" });
    });
  });
}
