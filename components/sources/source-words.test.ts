import { describe, expect, it } from "vitest";
import type { Source } from "../../lib/api/source-types.ts";
import { noCounts } from "../../lib/jobs/state.ts";
import { BACKEND_CAPABILITIES } from "../../lib/sources/capabilities.ts";
import { NEW_HEALTH, type SourceHealth } from "../../lib/sources/health.ts";
import { defaultSettings } from "../../lib/sources/settings.ts";
import {
  ageInWords,
  backfillInWords,
  backfillPercent,
  capabilitiesInWords,
  driftInWords,
  standingOf,
} from "./source-words.ts";

const NOW = Date.parse("2026-11-28T14:02:11.000Z");
const ago = (seconds: number) => new Date(NOW - seconds * 1000).toISOString();

function source(health: Partial<SourceHealth>, more: Partial<Source> = {}): Source {
  return {
    ...{
      id: "a",
      kind: "agenty",
      name: "Agenty production",
      key: null,
      declaredIn: null,
      paused: false,
      condition: "new",
    },
    ...{
      counts: noCounts(),
      capabilities: BACKEND_CAPABILITIES.agenty,
      createdAt: ago(99),
      updatedAt: ago(99),
      removedAt: null,
    },
    settings: { ...defaultSettings("agenty"), address: "https://api.agenty.com" },
    health: { ...NEW_HEALTH, ...health },
    ...more,
  };
}

describe("how a source stands", () => {
  it("is told by the clock, and by the server's word while there is none", () => {
    expect(standingOf(source({ newestAt: ago(5) }), NOW)).toBe("live");
    expect(standingOf(source({ newestAt: ago(60) }), NOW)).toBe("late");
    expect(standingOf(source({ newestAt: ago(60) }), null)).toBe("new");
    expect(standingOf(source({ newestAt: ago(5), failures: 2 }), NOW)).toBe("down");
    expect(standingOf(source({}, { paused: true }), NOW)).toBe("paused");
    expect(standingOf(source({}, { removedAt: ago(1) }), NOW)).toBe("removing");
    expect(standingOf(source({}, { settings: null, health: null, condition: null }), NOW)).toBe("kept");
    expect(standingOf(source({}, { kind: "local", settings: null, health: null, condition: null }), NOW)).toBe("live");
  });
});

describe("the age of a source's jobs", () => {
  const zone = (text: string | undefined) => text?.replace(/\d\d:(\d\d:\d\d)/g, "HH:$1");

  it("is told while it is down or late", () => {
    const down = ageInWords(source({ failures: 3, lastSuccessAt: ago(60), newestAt: ago(131) }), NOW);
    expect(down?.standing).toBe("down");
    expect(zone(down?.text)).toBe("Agenty production has not answered since HH:01:11; its jobs are as of HH:00:00.");
    expect(zone(ageInWords(source({ newestAt: ago(131) }), NOW)?.text)).toBe(
      "Agenty production is read late; its jobs are as of HH:00:00.",
    );
    expect(ageInWords(source({ failures: 2 }), NOW)?.text).toBe(
      "Agenty production has not answered; its jobs were never read.",
    );
  });

  it("is nothing to tell else", () => {
    expect(ageInWords(source({ newestAt: ago(5) }), NOW)).toBeNull();
    expect(ageInWords(source({ newestAt: ago(500) }, { paused: true }), NOW)).toBeNull();
    expect(ageInWords(source({}, { kind: "local", settings: null, health: null, condition: null }), NOW)).toBeNull();
  });
});

it("tells what a backend can do", () => {
  const all = { start: true, cancel: true, retry: true, retryWithEdits: false, logs: true, tasks: true, results: true };
  const none = { ...all, start: false, cancel: false, retry: false, logs: false, tasks: false, results: false };
  expect(capabilitiesInWords({ ...all, retry: false, tasks: false })).toBe(
    "Its jobs can be started and cancelled, not retried. It gives logs and results, not tasks.",
  );
  expect(capabilitiesInWords(all)).toBe(
    "Its jobs can be started, cancelled and retried. It gives logs, tasks and results.",
  );
  expect(capabilitiesInWords(none)).toBe("Its jobs can be watched only. It gives neither logs nor tasks nor results.");
});

it("tells drift count by count", () => {
  const drift: SourceHealth["drift"] = [
    { count: "completed", here: 1204, there: 1210 },
    { count: "failed", here: 3, there: 0 },
  ];
  expect(driftInWords({ ...NEW_HEALTH, drift })).toBe("completed: 1,204 here, 1,210 there; failed: 3 here, 0 there");
  expect(driftInWords({ ...NEW_HEALTH, drift: [] })).toBeNull();
  expect(driftInWords(NEW_HEALTH)).toBeNull();
});

it("tells how far the history was read, how fast, and how long it takes", () => {
  const backfill = { startedAt: ago(10), done: 20_000, total: 56_000, finishedAt: null };
  expect(backfillInWords(backfill, NOW)).toBe("20,000 of 56,000 jobs · 2,000 a second · 18 s left");
  expect(backfillInWords(backfill, null)).toBe("20,000 of 56,000 jobs");
  expect(backfillInWords({ ...backfill, total: null }, NOW)).toBe("20,000 jobs · 2,000 a second");
  expect(backfillInWords({ ...backfill, done: 0 }, NOW)).toBe("0 of 56,000 jobs");
  expect(backfillPercent({ ...backfill, done: 28_000 })).toBe(50);
  expect(backfillPercent({ ...backfill, total: 0 })).toBe(100);
  expect(backfillPercent({ ...backfill, total: null })).toBeNull();
});
