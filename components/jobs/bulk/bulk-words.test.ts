import { describe, expect, it } from "vitest";
import { type BulkPreview, REFUSALS } from "../../../lib/jobs/bulk.ts";
import {
  confirmationOf,
  consequenceInWords,
  eligibleInWords,
  expectedLength,
  isNumberTyped,
  refusalInWords,
} from "./bulk-words.ts";

const preview = (over: Partial<BulkPreview>): BulkPreview => ({
  verb: "retry",
  matched: 3,
  eligible: 3,
  refused: [],
  tooMany: false,
  asOf: "2026-11-22T10:00:00.000Z",
  ...over,
});

describe("a dry run in words", () => {
  it.each([
    [preview({ matched: 1320, eligible: 1204 }), "1,204 of 1,320 jobs can be retried"],
    [preview({ matched: 12, eligible: 12, verb: "cancel" }), "All 12 jobs can be cancelled"],
    [preview({ matched: 2, eligible: 2 }), "Both jobs can be retried"],
    [preview({ matched: 1, eligible: 1 }), "This job can be retried"],
    [preview({ matched: 1, eligible: 0, verb: "cancel" }), "This job cannot be cancelled"],
    [preview({ matched: 3, eligible: 0 }), "None of these 3 jobs can be retried"],
    [preview({ matched: 0, eligible: 0 }), "No job matches any more"],
    [preview({ matched: 100_000, eligible: 90_000, tooMany: true }), "More than 100,000 jobs match"],
  ])("%#", (run, words) => {
    expect(eligibleInWords(run)).toBe(words);
  });

  it("says why jobs are left out, with the states where they say more", () => {
    expect(refusalInWords({ why: "not-ended", count: 80, states: ["Queued", "Executing"] })).toBe(
      "80 have not ended (Queued, Executing)",
    );
    expect(refusalInWords({ why: "cancelling", count: 1, states: ["Cancelling"] })).toBe("1 is stopping already");
    for (const why of REFUSALS) expect(refusalInWords({ why, count: 2, states: [] })).toMatch(/^2 \w+/);
  });

  it("says what comes of it for one and for many", () => {
    expect(consequenceInWords(preview({ eligible: 1 }))).toMatch(/^Makes a new job with/);
    expect(consequenceInWords(preview({ eligible: 1204 }))).toMatch(/^Makes 1,204 new jobs with/);
    expect(consequenceInWords(preview({ eligible: 4, verb: "cancel" }))).toMatch(/undo this for 5 seconds/);
  });
});

describe("the confirmation", () => {
  it("grows with the number of jobs", () => {
    expect([1, 10, 11, 999, 1000, 50_000].map(confirmationOf)).toEqual([
      "button",
      "button",
      "named",
      "named",
      "typed",
      "typed",
    ]);
  });

  it.each(["1204", "1,204", " 1 204 ", "1.204", "1’204"])("takes %j as 1,204", (text) => {
    expect(isNumberTyped(text, 1204)).toBe(true);
  });

  it.each(["", "120", "12040", "-1204", "1204 jobs", "0x4b4", "1204e0", "yes"])("does not take %j", (text) => {
    expect(isNumberTyped(text, 1204)).toBe(false);
  });
});

describe("the expected length", () => {
  const finished = {
    verb: "retry" as const,
    state: "finished",
    done: 90,
    failed: 10,
    startedAt: "2026-11-22T10:00:00.000Z",
    finishedAt: "2026-11-22T10:00:10.000Z",
  };

  it("is that of the latest finished one of its kind that tells", () => {
    const few = { ...finished, done: 3, failed: 0 };
    expect(expectedLength([{ ...finished, state: "aborted" }, few, finished], "retry", 1000)).toBe(100_000);
  });

  it("is not known without one", () => {
    expect(expectedLength([finished], "cancel", 1000)).toBeNull();
    expect(expectedLength([{ ...finished, finishedAt: null }], "retry", 10)).toBeNull();
    expect(expectedLength([], "retry", 10)).toBeNull();
  });
});
