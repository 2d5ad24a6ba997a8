import { describe, expect, it } from "vitest";
import { type ReportedJob, reportedJob } from "../../../lib/dialects/reported-job.ts";
import type { JobState } from "../../../lib/jobs/state.ts";
import { differs, mergeReport, newRow } from "./merge-report.ts";

const NOW = new Date("2026-01-01T12:00:00.000Z");
const EARLIER = "2026-01-01T11:00:00.000Z";
const LATER = "2026-01-01T12:30:00.000Z";

const told = (state: JobState, more: Partial<ReportedJob> = {}): ReportedJob => ({
  ...reportedJob("7", state, state.toLowerCase()),
  ...more,
});
const row = (state: JobState, more: Partial<ReportedJob> = {}) => newRow(told(state, more), NOW);

describe("a row after a report", () => {
  it("is made when the first time that is told was, or when it was asked for", () => {
    expect(row("Queued").createdAt).toBe(NOW.toISOString());
    expect(row("Executing", { startedAt: EARLIER }).createdAt).toBe(EARLIER);
    expect(row("Executing", { createdAt: EARLIER, startedAt: LATER }).createdAt).toBe(EARLIER);
  });

  it("has a name whatever is told", () => {
    expect(row("Queued").name).toBe("Job 7");
    expect(row("Queued", { agentId: "a1" }).name).toBe("a1");
    expect(row("Queued", { agentId: "a1", agentName: "Shop" }).name).toBe("Shop");
    expect(mergeReport(row("Queued", { name: "Nightly" }), told("Executing")).name).toBe("Nightly");
  });

  it("keeps what is not told any more, and the state's word as it came", () => {
    const before = row("Executing", { percent: 40, tasksTotal: 10, priority: 5, type: "scraping" });
    const after = mergeReport(before, told("Executing", { rawStatus: "RuNNing" }));
    expect(after).toMatchObject({ percent: 40, tasksTotal: 10, priority: 5, type: "scraping", rawStatus: "RuNNing" });
    expect(differs(before, mergeReport(before, told("Executing")))).toBe(false);
    expect(differs(before, after)).toBe(true);
  });

  it("says nothing of an end or an error when it runs again, and that it had ended", () => {
    const failed = row("Failed", { endedAt: EARLIER, startedAt: EARLIER, error: "no way", percent: 80 });
    expect(failed).toMatchObject({ error: "no way", endedAt: EARLIER, errorFingerprint: expect.any(String) });
    const again = mergeReport(failed, told("Executing", { percent: 10 }));
    expect(again).toMatchObject({ error: null, errorFingerprint: null, endedAt: null, percent: 10 });
    expect(again.warning).toBe("The backend had said that it was failed, and now says executing.");
    const done = mergeReport(again, told("Completed", { endedAt: LATER }));
    expect(done).toMatchObject({ endedAt: LATER, percent: null, warning: again.warning });
  });

  it("takes no percentage along from a run to its end that says none", () => {
    expect(mergeReport(row("Executing", { percent: 40 }), told("Completed")).percent).toBeNull();
  });

  it("waits again without the start that it had", () => {
    const before = row("Executing", { startedAt: EARLIER });
    expect(mergeReport(before, told("Queued")).startedAt).toBeNull();
    expect(mergeReport(before, told("Cancelling")).startedAt).toBe(EARLIER);
  });

  it("counts a first attempt once it has begun", () => {
    expect(row("Queued").attempt).toBe(0);
    expect(mergeReport(row("Queued"), told("Executing")).attempt).toBe(1);
    expect(row("Unknown").attempt).toBe(1);
  });

  it("holds what a database can", () => {
    const odd = row("Failed", {
      ...{ name: `${"x".repeat(600)}`, error: "a\0b\ud800", percent: 140.04, priority: 1e12 },
      ...{ tasksTotal: Number.NaN, cluesTotal: Number.POSITIVE_INFINITY, resultsTotal: 2.6 },
    });
    expect(odd.name).toHaveLength(500);
    expect(odd).toMatchObject({ percent: 100, priority: 2_147_483_647, tasksTotal: null, cluesTotal: null });
    expect(odd).toMatchObject({ resultsTotal: 3, error: "a\u2400b\ufffd" });
    expect(row("Executing", { percent: 33.3333 }).percent).toBe(33.3);
  });
});
