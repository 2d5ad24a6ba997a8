import { describe, expect, it } from "vitest";
import type { QueuePlace } from "../../../lib/api/job-types.ts";
import { formatMoment } from "../../../lib/jobs/format.ts";
import { job, run } from "../testing/makers.ts";
import { broughtWords, changedWords } from "./brought-words.ts";
import { retryWords, seenWords } from "./failure-words.ts";
import { foldError } from "./fold-error.ts";
import { waitingWords } from "./waiting-words.ts";

const FROM = "2026-11-20T12:00:00.000Z";
const retries = (succeeded: number, ended: number, more: { looked?: number; capped?: boolean } = {}) => ({
  ...{ ended, succeeded, looked: 40, capped: false, from: FROM },
  ...more,
});

describe("an error, folded", () => {
  it("is whole when it is short", () => {
    expect(foldError("404 Not Found at /item/3")).toEqual({
      head: "404 Not Found at /item/3",
      whole: null,
      lines: 1,
      left: 0,
    });
  });

  it.each([
    [
      "JavaScript",
      "TypeError: x is undefined\n    at read (app.js:3:1)\n    at main (app.js:9:1)",
      "TypeError: x is undefined",
    ],
    ["Java", "java.io.IOException: gone\n\tat com.example.Read.run(Read.java:3)", "java.io.IOException: gone"],
    ["Python", 'Crawl failed\nTraceback (most recent call last):\n  File "a.py", line 3', "Crawl failed"],
    ["a long text without a stack", "one\ntwo\nthree\nfour", "one\ntwo\nthree"],
  ])("stops before the stack: %s", (_, error, head) => {
    expect(foldError(error)).toMatchObject({ head, whole: error, lines: error.split("\n").length, left: 0 });
  });

  it("keeps a stack that is all there is", () => {
    expect(foldError('Traceback (most recent call last):\n  File "a.py", line 3\nValueError: no').head).toBe(
      "Traceback (most recent call last):",
    );
  });

  it("shows no more than can be read, and says how much is left", () => {
    const folded = foldError("x".repeat(120_000));
    expect(folded.head).toHaveLength(401);
    expect(folded.whole).toHaveLength(20_000);
    expect(folded.left).toBe(100_000);
  });
});

describe("what is said of failures like it", () => {
  it("is how often they were seen", () => {
    expect(seenWords({ count: 21, capped: false, from: FROM })).toBe("seen 21 times in 7 days");
    expect(seenWords({ count: 10_000, capped: true, from: FROM })).toBe("seen over 10,000 times in 7 days");
    expect(seenWords({ count: 1, capped: false, from: FROM })).toBe("the only one of its kind in 7 days");
    expect(seenWords(null)).toBe("too many such failures to count");
  });

  it.each([
    [retries(18, 21), "A retry succeeded in 18 of 21 such cases", "usually helps", "in the last 30 days"],
    [retries(4, 10), "A retry succeeded in 4 of 10 such cases", "helps at times", "in the last 30 days"],
    [
      retries(0, 9, { looked: 1000, capped: true }),
      "A retry succeeded in 0 of 9 such cases",
      "rarely helps",
      "among the latest 1,000",
    ],
    [retries(1, 1), "A retry succeeded in 1 of 1 such case", null, "in the last 30 days; too few to tell"],
    [retries(0, 0), "No such failure in the last 30 days was retried to an end", null, null],
    [null, "How earlier retries went could not be counted in time", null, null],
  ])("is whether a retry helped: %o", (given, text, verdict, note) => {
    expect(retryWords(given)).toMatchObject({ text, verdict, note });
  });
});

describe("what a completed job brought", () => {
  it.each([
    [null, null, {}, "It is done; its source does not say what it brought."],
    [0, 0, {}, "No result: nothing was found."],
    [0, 7, {}, "No result, although 7 items were found."],
    [1, 1, {}, "1 result."],
    [36, 36, { processingTasksCompletedCount: 36 }, "36 results, all new."],
    [
      36,
      36,
      { processingTasksCompletedCount: 0, processingTasksAlreadyUpToDateCount: 36 },
      "36 results, all as they were before.",
    ],
    [
      1036,
      1036,
      {
        processingTasksCompletedCount: 1004,
        processingTasksAlreadyExistsCount: 2,
        processingTasksAlreadyUpToDateCount: 30,
      },
      "1,036 results: 1,004 new, 2 changed, 30 as before.",
    ],
  ])("%s rows, %s clues, %o", (resultsTotal, cluesTotal, figures, words) => {
    expect(broughtWords({ resultsTotal, cluesTotal }, run(figures))).toBe(words);
  });
});

describe("what changed since the run before", () => {
  it.each([
    [null, null],
    [{ added: 0, changed: 0, removed: 0, same: 9 }, null],
    [{ added: 1200, changed: 2, removed: 1, same: 0 }, "1,200 added, 2 changed, 1 removed"],
    [{ added: 0, changed: 2, removed: null, same: 0 }, "2 changed"],
  ])("%o", (counts, words) => {
    expect(changedWords({ counts })).toBe(words);
  });
});

describe("why a queued job waits", () => {
  const NOW = Date.parse("2026-11-22T13:00:10.000Z");
  const queued = job({ state: "Queued", attempt: 0 });
  const place = (some: Partial<QueuePlace>): QueuePlace => ({
    ...{ ahead: 0, aheadOfAgent: 0, capped: false, executing: 0, executingOfAgent: 0, concurrency: 1 },
    ...{ asOf: FROM, revision: 1 },
    ...some,
  });

  it.each([
    ["its place is not known yet", queued, undefined, "Its turn"],
    [
      "its time has not come",
      { ...queued, scheduledAt: "2026-11-22T14:00:00.000Z" },
      place({}),
      `Its time: it starts at ${formatMoment("2026-11-22T14:00:00.000Z", NOW)}`,
    ],
    [
      "its time has come",
      { ...queued, scheduledAt: "2026-11-22T13:00:05.000Z" },
      place({}),
      "It is next: a worker takes it as soon as one is free",
    ],
    [
      "it is tried again later",
      { ...queued, attempt: 1, scheduledAt: "2026-11-22T14:00:00.000Z" },
      place({}),
      "Its next attempt, after a pause",
    ],
    [
      "its agent is at its limit",
      queued,
      place({ executingOfAgent: 1 }),
      "Its agent runs one job at a time, which it does now",
    ],
    [
      "others of its agent come first",
      queued,
      place({ executingOfAgent: 4, concurrency: 4, aheadOfAgent: 2, ahead: 9 }),
      "Its agent runs 4 jobs at a time, which it does now, and 2 of its jobs come first",
    ],
    ["others come first", queued, place({ ahead: 1 }), "1 job comes before it"],
    ["very many come first", queued, place({ ahead: 20_000, capped: true }), "At least 20,000 jobs come before it"],
    ["it is next", queued, place({}), "It is next: a worker takes it as soon as one is free"],
    [
      "nobody takes it",
      { ...queued, queuedAt: "2026-11-22T12:00:00.000Z" },
      place({}),
      "A worker: it is next and nothing else is executing, so perhaps no worker runs",
    ],
    [
      "all are taken",
      { ...queued, queuedAt: "2026-11-22T12:00:00.000Z" },
      place({ executing: 4, concurrency: null, executingOfAgent: null }),
      "It is next, and every worker seems to be taken",
    ],
  ])("%s", (_, waiting, known, words) => {
    expect(waitingWords(waiting, known, NOW)).toBe(words);
  });
});
