import { describe, expect, it } from "vitest";
import type { JobDetail } from "../../../lib/api/job-types.ts";
import type { Capabilities } from "../../../lib/jobs/model.ts";
import { JOB_STATES } from "../../../lib/jobs/state.ts";
import { command, job, run } from "../testing/makers.ts";
import { offersOf } from "./page-actions.ts";
import { pageTitle, stateSince } from "./state-since.ts";

const ALL: Capabilities = {
  ...{ start: true, cancel: true, retry: true, retryWithEdits: true },
  ...{ logs: true, tasks: true, results: true },
};
const facts = (some: Partial<JobDetail["job"]>, capabilities = ALL) => ({
  job: job({ agentId: "a", ...some }),
  capabilities,
  backendUrl: null,
  cut: { params: null, config: null, result: null },
});

describe("what the page offers", () => {
  it.each(JOB_STATES)("makes sense in the state %s, and says why the rest does not", (state) => {
    const offers = offersOf(facts({ state }));
    const ended = ["Completed", "Failed", "Cancelled"].includes(state);
    expect(Object.fromEntries(Object.entries(offers).map(([name, against]) => [name, against === null]))).toEqual({
      cancel: !ended && state !== "Cancelling",
      retry: state === "Failed" || state === "Cancelled",
      edit: ended,
      start: true,
      watch: !ended,
      backend: false,
    });
    for (const against of Object.values(offers)) expect(against === null || against.length > 5).toBe(true);
  });

  it("follows what the source can do", () => {
    const none = { ...ALL, start: false, cancel: false, retry: false, retryWithEdits: false };
    expect(offersOf(facts({ state: "Failed", source: "far" }, none))).toEqual({
      cancel: "The source far cannot cancel jobs",
      retry: "The source far cannot retry jobs",
      edit: "The source far cannot retry jobs with edits",
      start: "The source far cannot start jobs from here",
      watch: "It has ended",
      backend: "The source far has no address for its jobs",
    });
    expect(offersOf({ ...facts({}), backendUrl: "https://far.example/1" }).backend).toBeNull();
    expect(offersOf(facts({ agentId: null })).start).not.toBeNull();
  });

  it("lets nobody edit what is too long for it", () => {
    const cut = { params: 100_000, config: 20_000_000, result: null };
    expect(offersOf({ ...facts({ state: "Failed" }), cut }).edit).toMatch(/too long/);
    expect(offersOf({ ...facts({ state: "Failed" }), cut: { ...cut, config: null } }).edit).toBeNull();
  });

  it("offers nothing about a job that is gone", () => {
    const offered = (gone: boolean) =>
      Object.entries(offersOf(facts({ state: "Failed" }), { gone })).flatMap(([name, against]) =>
        against === null ? name : [],
      );
    expect(offered(false)).toEqual(["retry", "edit", "start"]);
    expect(offered(true)).toEqual([]);
  });
});

describe("since when it is in its state", () => {
  const times = { queuedAt: "q", startedAt: "s", endedAt: "e" };
  const since = (state: JobDetail["job"]["state"], some: Partial<JobDetail> = {}) =>
    stateSince({ job: job({ state, ...times }), run: null, commands: [], ...some });

  it("is told by the job, its run or the cancel under way", () => {
    expect(since("Queued")).toBe("q");
    expect(since("Executing")).toBe("s");
    expect(since("Failed")).toBe("e");
    expect(since("Submitting", { run: run({ agentEndTime: "a", processingStartTime: "p" }) })).toBe("p");
    expect(since("ExecutionCompleted", { run: run({ agentEndTime: "a" }) })).toBe("a");
    expect(since("Cancelling", { commands: [command({ requestedAt: "c" })] })).toBe("c");
    expect(since("Cancelling")).toBeNull();
    expect(since("Unknown")).toBeNull();
  });
});

it("the title says the state first, and how far it is while it runs", () => {
  expect(pageTitle(job({ state: "Executing", percent: 61.9 }))).toBe("Executing 61% · books #1001 · Watchfloor");
  expect(pageTitle(job({ state: "Executing", percent: 140 }))).toContain("100%");
  expect(pageTitle(job({ state: "Failed", percent: 81 }))).toBe("Failed · books #1001 · Watchfloor");
  expect(pageTitle(job({ state: "Queued", percent: 0 }))).toBe("Queued · books #1001 · Watchfloor");
});
