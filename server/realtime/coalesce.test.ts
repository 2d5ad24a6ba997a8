import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { patchRow, withLines } from "../../lib/api/merge.ts";
import type { JobPatch, JobRow, LogLine, Task } from "../../lib/jobs/model.ts";
import { JOB_STATES, type JobState } from "../../lib/jobs/state.ts";
import type { Change } from "../../lib/realtime/change.ts";
import type { LiveEvent } from "../../lib/realtime/protocol.ts";
import { coalesce } from "./coalesce.ts";

const AT = "2026-11-22T10:00:00.000Z";

const queued: JobRow = {
  source: "local",
  id: "1",
  agentId: null,
  agentName: null,
  name: "books",
  type: "scraping",
  state: "Queued",
  rawStatus: "Queued",
  trigger: "manual",
  priority: 0,
  percent: null,
  activity: null,
  tasksExpected: null,
  tasksTotal: null,
  tasksCompleted: null,
  tasksFailed: null,
  cluesTotal: null,
  resultsTotal: null,
  createdAt: AT,
  queuedAt: AT,
  scheduledAt: null,
  startedAt: null,
  endedAt: null,
  updatedAt: AT,
  expectedEndAt: null,
  error: null,
  errorFingerprint: null,
  warning: null,
  retryOf: null,
  scheduleId: null,
  startedBy: null,
  startedById: null,
  tags: [],
  attempt: 0,
  maxAttempts: 1,
  version: 1,
};

type Step = Partial<Pick<JobRow, "state" | "percent" | "activity" | "cluesTotal">>;

const steps = fc.array(
  fc.record(
    {
      state: fc.constantFrom(...JOB_STATES),
      percent: fc.integer({ min: 0, max: 100 }),
      activity: fc.option(fc.string(), { nil: null }),
      cluesTotal: fc.nat(),
    },
    { requiredKeys: [] },
  ),
  { maxLength: 30 },
);

/** Patches of several jobs, as the feed has them: versions count up job by job. */
function patchesOf(given: readonly { id: string; step: Step }[]): JobPatch[] {
  const versions = new Map<string, number>();
  return given.map(({ id, step }) => {
    const version = (versions.get(id) ?? 1) + 1;
    versions.set(id, version);
    return { source: "local", id, version, ...step };
  });
}

function asChanges(patches: readonly JobPatch[]): Change[] {
  return patches.map((data, place) => ({
    revision: place + 1,
    at: AT,
    org: "default",
    kind: "job",
    source: data.source,
    jobId: data.id,
    data,
  }));
}

/** Cuts a list where the flags say so, as the windows of the hub cut the feed. */
function cutAt<Item>(items: readonly Item[], flags: readonly boolean[]): Item[][] {
  const parts: Item[][] = [[]];
  for (const [place, item] of items.entries()) {
    if (flags[place]) parts.push([]);
    parts.at(-1)?.push(item);
  }
  return parts;
}

function patchesIn(events: readonly LiveEvent[]): JobPatch[] {
  return events.flatMap((event) => (event.type === "job" ? [event.patch] : []));
}

/** The states in order, a repeated one once. */
function course(patches: readonly JobPatch[]): JobState[] {
  const states = patches.flatMap(({ state }) => (state === undefined ? [] : [state]));
  return states.filter((state, place) => state !== states[place - 1]);
}

const flags = fc.array(fc.boolean(), { maxLength: 40 });

describe("what a room is told", () => {
  it("makes the same row as every single patch, however the feed is cut into deliveries", () => {
    fc.assert(
      fc.property(steps, flags, (given, cuts) => {
        const patches = patchesOf(given.map((step) => ({ id: "1", step })));
        const told = cutAt(asChanges(patches), cuts).flatMap((part) =>
          patchesIn(coalesce({ kind: "job", source: "local", id: "1" }, part).events),
        );
        expect(told.reduce(patchRow, queued)).toEqual(patches.reduce(patchRow, queued));
        expect(course(told)).toEqual(course(patches));
      }),
    );
  });

  it("makes the same row when two rooms tell of the job, each in its own time, one of them again from the start", () => {
    fc.assert(
      fc.property(steps, flags, flags, flags, (given, cuts, otherCuts, turns) => {
        const patches = patchesOf(given.map((step) => ({ id: "1", step })));
        const streams = [cuts, otherCuts, otherCuts].map((each) =>
          cutAt(asChanges(patches), each).flatMap((part) => patchesIn(coalesce({ kind: "summary" }, part).events)),
        );
        const mixed: JobPatch[] = [];
        for (let place = 0; streams.some((stream) => stream.length > 0); place++) {
          const stream = streams[turns[place] ? 0 : 1]?.length
            ? streams[turns[place] ? 0 : 1]
            : streams.find((s) => s.length > 0);
          const patch = stream?.shift();
          if (patch !== undefined) mixed.push(patch);
        }
        expect(mixed.reduce(patchRow, queued)).toEqual(patches.reduce(patchRow, queued));
      }),
    );
  });

  it("keeps the jobs of the summary apart and tells of as few patches as their states allow", () => {
    const mixed = fc.array(fc.record({ id: fc.constantFrom("1", "2", "3"), step: steps.map((each) => each[0] ?? {}) }));
    fc.assert(
      fc.property(mixed, (given) => {
        const patches = patchesOf(given);
        const { events, counts } = coalesce({ kind: "summary" }, asChanges(patches));
        for (const id of ["1", "2", "3"]) {
          const own = patches.filter((patch) => patch.id === id);
          const told = patchesIn(events).filter((patch) => patch.id === id);
          expect(course(told)).toEqual(course(own));
          expect(told.length).toBe(Math.max(course(own).length, Math.min(own.length, 1)));
        }
        expect(counts).toBe(patches.some((patch) => patch.state !== undefined));
      }),
    );
  });

  it("tells last, and once, which jobs are gone at the end", () => {
    const change = { at: AT, org: "default", source: "local", jobId: "1" } as const;
    const key = { source: "local", id: "1" };
    const deleted = { ...change, revision: 2, kind: "job-deleted", data: key } as const;
    const made = { ...change, revision: 3, kind: "job-created", data: queued } as const;
    const moved = { ...change, revision: 1, kind: "job", data: { ...key, version: 2, percent: 5 } } as const;
    const gone = { type: "job-deleted", ...key };
    expect(coalesce({ kind: "job", ...key }, [moved, deleted]).events.at(-1)).toEqual(gone);
    expect(coalesce({ kind: "run", ...key }, [deleted]).events).toEqual([gone]);
    expect(coalesce({ kind: "summary" }, [deleted, made, deleted])).toMatchObject({ counts: true });
    expect(
      coalesce({ kind: "summary" }, [deleted, made, deleted]).events.filter(({ type }) => type === "job-deleted"),
    ).toEqual([gone]);
    expect(coalesce({ kind: "summary" }, [deleted, made]).events.map(({ type }) => type)).toEqual(["job-created"]);
  });

  it("takes the latest of tasks and the whole range of lines, each run by itself", () => {
    const change = { at: AT, org: "default", source: "local", jobId: "1" } as const;
    const told = coalesce({ kind: "run", source: "local", id: "1" }, [
      { ...change, revision: 1, kind: "tasks", data: { runId: 7, tasks: [task(2, "Queued"), task(1, "Queued")] } },
      { ...change, revision: 2, kind: "logs", data: { runId: 7, from: 1, to: 4 } },
      { ...change, revision: 3, kind: "tasks", data: { runId: 7, tasks: [task(2, "Completed")] } },
      { ...change, revision: 4, kind: "logs", data: { runId: 7, from: 5, to: 5 } },
      { ...change, revision: 5, kind: "logs", data: { runId: 8, from: 1, to: 2 } },
    ]);
    expect(told.events).toEqual([{ type: "tasks", runId: 7, tasks: [task(1, "Queued"), task(2, "Completed")] }]);
    expect(told.logs).toEqual([
      { runId: 7, from: 1, to: 5 },
      { runId: 8, from: 1, to: 2 },
    ]);
  });
});

describe("what a page keeps", () => {
  it("has each log line once and in order, however they overlap", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(10), fc.nat(20))), (parts) => {
        let held: LogLine[] = [];
        for (const [overlap, count] of parts) {
          const last = held.length;
          const from = Math.max(0, last - overlap);
          held = withLines(held, linesOf(from, overlap + count));
        }
        expect(held).toEqual(linesOf(0, held.length));
      }),
    );
  });
});

function task(seq: number, state: JobState): Task {
  return {
    seq,
    target: `http://example.test/${seq}`,
    state,
    depth: 0,
    resultsCount: null,
    httpStatus: null,
    queuedAt: AT,
    startedAt: null,
    endedAt: null,
    error: null,
    attempt: 1,
    maxAttempts: 1,
    dueAt: null,
    earlierError: null,
  };
}

function linesOf(after: number, count: number): LogLine[] {
  return Array.from({ length: count }, (_, place) => ({
    seq: after + place + 1,
    at: AT,
    level: "info",
    message: "fetched",
    task: null,
  }));
}
