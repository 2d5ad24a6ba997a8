import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matchesFilter, noFilter, parseFilter, serializeFilter } from "./filter.ts";
import type { JobRow } from "./model.ts";
import { TRIGGERS } from "./model.ts";
import { JOB_STATES } from "./state.ts";

const JOB: JobRow = {
  source: "local",
  id: "1001",
  agentId: "7hy654rfgt",
  agentName: "Books",
  name: "books catalogue",
  type: "scraping",
  state: "Failed",
  rawStatus: "Failed",
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
  createdAt: "2026-11-20T10:00:00.000Z",
  queuedAt: null,
  scheduledAt: null,
  startedAt: null,
  endedAt: null,
  updatedAt: "2026-11-20T10:00:00.000Z",
  expectedEndAt: null,
  error: "timed out after 30 ms",
  errorFingerprint: null,
  warning: null,
  retryOf: null,
  scheduleId: null,
  startedBy: null,
  startedById: null,
  tags: [],
  attempt: 1,
  maxAttempts: 1,
  version: 1,
};

describe("parseFilter", () => {
  it("reads terms, lists, quotes and free words", () => {
    const { filter, problems } = parseFilter('state:failed,Cancelled agent:"My books" -state:completed timed "a b"');
    expect(problems).toEqual([]);
    expect(filter).toEqual({
      ...noFilter(),
      states: ["Failed", "Cancelled"],
      notStates: ["Completed"],
      agents: ["My books"],
      text: ["timed", "a b"],
    });
  });

  it("takes an address for a free word, not for a key", () => {
    expect(parseFilter("https://example.com/a?b=c").filter.text).toEqual(["https://example.com/a?b=c"]);
  });

  it.each([
    ["state:finished", 6, 14, "no state"],
    ["colour:red", 0, 7, 'no key "colour"'],
    ['error "timed out', 6, 16, "not closed"],
    ["agent:", 0, 6, "needs a value"],
    ["-agent:books", 0, 12, "before state only"],
  ])("says where %s goes wrong", (text, from, to, message) => {
    expect(parseFilter(text).problems).toEqual([{ from, to, message: expect.stringContaining(message) }]);
  });

  it("never throws, and places every problem inside the text", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300, unit: "grapheme" }), (text) => {
        for (const problem of parseFilter(text).problems) {
          expect(problem.from).toBeGreaterThanOrEqual(0);
          expect(problem.to).toBeLessThanOrEqual(text.length);
          expect(problem.from).toBeLessThan(problem.to);
        }
      }),
    );
  });

  it("round-trips through its text", () => {
    const word = fc.string({ minLength: 1, maxLength: 12 }).filter((text) => text.trim() !== "");
    const filters = fc.record({
      states: fc.uniqueArray(fc.constantFrom(...JOB_STATES)),
      notStates: fc.uniqueArray(fc.constantFrom(...JOB_STATES)),
      agents: fc.array(word, { maxLength: 3 }),
      sources: fc.array(word, { maxLength: 3 }),
      triggers: fc.uniqueArray(fc.constantFrom(...TRIGGERS)),
      ids: fc.array(word, { maxLength: 3 }),
      text: fc.array(word, { maxLength: 3 }),
    });
    fc.assert(
      fc.property(filters, (filter) => {
        expect(parseFilter(serializeFilter(filter))).toEqual({ filter, problems: [] });
      }),
    );
  });
});

describe("matchesFilter", () => {
  it.each([
    ["state:failed", true],
    ["state:completed", false],
    ["-state:failed", false],
    ["agent:books", true],
    ["agent:7hy654rfgt", true],
    ["agent:book", false],
    ["id:1001 trigger:manual source:local", true],
    ["TIMED out", true],
    ["catalogue 2002", false],
    ["", true],
  ])("%s: %s", (text, matches) => {
    expect(matchesFilter(parseFilter(text).filter, JOB)).toBe(matches);
  });
});
