import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EXPORT_COLUMNS, exportValue } from "./export-columns.ts";
import { csvCell, csvLine, exportHead, exportLine } from "./export-text.ts";
import type { JobRow } from "./model.ts";

/** Reads RFC 4180, strictly. */
function parseCsv(text: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  for (let place = 0; place < text.length; ) {
    const cell = /"((?:[^"]|"")*)"|([^",\r\n]*)/y;
    cell.lastIndex = place;
    const found = cell.exec(text);
    record.push(found?.[1]?.replaceAll('""', '"') ?? found?.[2] ?? "");
    place = cell.lastIndex;
    if (text[place] === ",") {
      place++;
      continue;
    }
    if (text.slice(place, place + 2) !== "\r\n") throw new Error(`no record ends at ${place}`);
    records.push(record);
    record = [];
    place += 2;
  }
  return records;
}

const hostile = fc
  .array(fc.constantFrom(..."=+-@\t\r\n\"',; aé🔥%", "=1+1", "-5", "\r\n", '""'))
  .map((parts) => parts.join(""));
const text = fc.oneof(hostile, fc.string({ unit: "grapheme" }));

describe("CSV", () => {
  it.each([
    ["plain", "plain"],
    ["", ""],
    [null, ""],
    ["=1+1", "'=1+1"],
    ["+49 30", "'+49 30"],
    ["-5", "'-5"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["\tx", "'\tx"],
    ["\r=1", '"\'\r=1"'],
    ['=cmd|"/c calc"!A1,', '"\'=cmd|""/c calc""!A1,"'],
    [-5, "-5"],
    [0.5, "0.5"],
    ['say "hi", twice', '"say ""hi"", twice"'],
    ["two\nlines", '"two\nlines"'],
    [["a", "b c"], "a; b c"],
    [["=x"], "'=x"],
    [[], ""],
  ])("writes %j as %j", (value, cell) => {
    expect(csvCell(value)).toBe(cell);
  });

  it("reads back as what was written, and no text is a formula", () => {
    fc.assert(
      fc.property(fc.array(fc.array(text, { minLength: 2, maxLength: 4 }), { minLength: 1 }), (records) => {
        const read = parseCsv(records.map(csvLine).join(""));
        const guarded = records.map((record) => record.map((cell) => cell.replace(/^(?=[=+\-@\t\r])/, "'")));
        expect(read).toEqual(guarded);
        for (const cell of read.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
      }),
    );
  });
});

describe("an exported job", () => {
  const at = (second: number) => new Date(Date.UTC(2026, 10, 22, 6, 0, second)).toISOString();
  const job: JobRow = {
    source: "local",
    id: "1001",
    agentId: "a1",
    agentName: "=HYPERLINK(1)",
    name: 'books, "new"',
    type: "scraping",
    state: "Failed",
    rawStatus: "Failed",
    trigger: "retry",
    priority: -1,
    percent: 81.5,
    activity: null,
    tasksExpected: null,
    tasksTotal: 7,
    tasksCompleted: 0,
    tasksFailed: 7,
    cluesTotal: 0,
    resultsTotal: null,
    createdAt: at(0),
    queuedAt: at(1),
    scheduledAt: null,
    startedAt: at(3),
    endedAt: at(13),
    updatedAt: at(13),
    expectedEndAt: null,
    error: "timed out\nafter 10 s",
    errorFingerprint: "timed out after <n> s",
    warning: null,
    retryOf: "1000",
    scheduleId: null,
    startedBy: null,
    startedById: null,
    tags: ["a", "b"],
    attempt: 1,
    maxAttempts: 3,
    version: 9,
  };

  it("is a record of the columns asked for, in their order", () => {
    const columns = [
      "agentName",
      "name",
      "priority",
      "tags",
      "durationMs",
      "queueMs",
      "error",
      "resultsTotal",
    ] as const;
    expect(exportHead("csv", columns)).toBe("agentName,name,priority,tags,durationMs,queueMs,error,resultsTotal\r\n");
    expect(exportLine("csv", columns, job)).toBe(
      `'=HYPERLINK(1),"books, ""new""",-1,a; b,10000,2000,"timed out\nafter 10 s",\r\n`,
    );
  });

  it("is a line of JSON with what the list has, untouched", () => {
    const line = exportLine("ndjson", EXPORT_COLUMNS, job);
    expect(line.endsWith("}\n")).toBe(true);
    expect(line.indexOf("\n")).toBe(line.length - 1);
    expect(JSON.parse(line)).toEqual({ ...job, durationMs: 10_000, queueMs: 2000 });
    expect(exportHead("ndjson", EXPORT_COLUMNS)).toBe("");
  });

  it("that never began has waited until it ended, and has not run", () => {
    const cancelled = { ...job, startedAt: null };
    expect(exportValue(cancelled, "queueMs")).toBe(12_000);
    expect(exportValue(cancelled, "durationMs")).toBeNull();
    expect(exportValue({ ...cancelled, endedAt: null }, "queueMs")).toBeNull();
  });
});
