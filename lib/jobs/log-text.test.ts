import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lineInFile } from "./log-line-text.ts";
import { readLogLevel, readLogRecords, readLogText } from "./log-text.ts";
import { LOG_LEVELS } from "./model.ts";

const AT = "2026-11-22T00:00:00.000Z";
const read = (text: string) => readLogText(text, { at: AT }).map(({ at, level, message }) => [at, level, message]);

describe("a log as text", () => {
  it.each([
    ["2026-11-22T06:03:33.567Z ERROR it broke", "2026-11-22T06:03:33.567Z", "error", "it broke"],
    ["2026-11-22T06:03:33Z info  two blanks", "2026-11-22T06:03:33.000Z", "info", "two blanks"],
    ["2026-11-22 06:03:33,5 [WARN] python", "2026-11-22T06:03:33.500Z", "warning", "python"],
    ["[2026-11-22T06:03:33.1234567+01:00] DEBUG: seven digits", "2026-11-22T05:03:33.123Z", "debug", "seven digits"],
    ["2026-11-22T06:03:33-0530 - Information - zone", "2026-11-22T11:33:33.000Z", "info", "zone"],
    ["2026-11-22T06:03:33Z no level here", "2026-11-22T06:03:33.000Z", "info", "no level here"],
    ["2026-11-22T06:03:33Z", "2026-11-22T06:03:33.000Z", "info", ""],
    ["2026-13-45T06:03:33Z ERROR no such day", AT, "info", "2026-13-45T06:03:33Z ERROR no such day"],
    ["plain", AT, "info", "plain"],
    ["2026-11-22T06:03:33.567Z ERROR kept  inside", "2026-11-22T06:03:33.567Z", "error", "kept  inside"],
  ])("reads %s", (text, at, level, message) => {
    expect(read(text)).toEqual([[at, level, message]]);
  });

  it("gives lines without a time that of the line before, and numbers all of them", () => {
    const text = "2026-11-22T06:00:00Z ERROR boom\n    at parse (a.js:1)\r\n\n2026-11-22T06:00:01Z INFO on\n";
    const lines = readLogText(text, { at: AT, from: 11 });
    expect(lines.map(({ seq, level, message }) => [seq, level, message])).toEqual([
      [11, "error", "boom"],
      [12, "error", "    at parse (a.js:1)"],
      [13, "error", ""],
      [14, "info", "on"],
    ]);
    expect(readLogText("", { at: AT })).toEqual([]);
  });

  it("never throws, and loses no line", () => {
    const part = fc.constantFrom(
      "2026-11-22T06:03:33",
      "Z",
      " ",
      "[",
      "]",
      "ERROR",
      "\n",
      "\r",
      ":",
      "+01:00",
      ".5",
      "\0",
    );
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(part).map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(text, (given) => {
        const lines = readLogText(given, { at: AT });
        expect(lines).toHaveLength(given === "" ? 0 : given.split("\n").length - (given.endsWith("\n") ? 1 : 0));
        for (const { at, level } of lines) {
          expect(new Date(at).toISOString()).toBe(at);
          expect(LOG_LEVELS).toContain(level);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("reads back what is saved as text", () => {
    const line = {
      seq: 1,
      at: "2026-11-22T06:00:00.250Z",
      level: "warning",
      message: "slow: 3 s",
      task: null,
    } as const;
    expect(readLogText(lineInFile("text", line), { at: AT })).toEqual([line]);
    expect(JSON.parse(lineInFile("ndjson", { ...line, message: "</script>\u2028" }))).toEqual({
      ...line,
      message: "</script>\u2028",
    });
  });
});

describe("a log as JSON", () => {
  it("reads objects by the names that loggers use, texts as lines, and shows anything else as it is", () => {
    const records = [
      { timestamp: "2026-11-22T06:00:00Z", level: "WARN", message: "slow" },
      { time: 1_795_327_201_000, level: 50, msg: "pino" },
      { ts: 1_795_327_202, severity: "critical", text: "seconds" },
      "2026-11-22T06:00:03Z ERROR a text",
      { code: 7 },
      null,
      [1, "two"],
    ];
    expect(
      readLogRecords(records, { at: AT }).map(({ at, level, message }) => [at.slice(11, 19), level, message]),
    ).toEqual([
      ["06:00:00", "warning", "slow"],
      ["06:00:01", "error", "pino"],
      ["06:00:02", "error", "seconds"],
      ["06:00:03", "error", "a text"],
      ["06:00:03", "info", '{"code":7}'],
      ["06:00:03", "info", "null"],
      ["06:00:03", "info", '[1,"two"]'],
    ]);
  });

  it("never throws", () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), (records) => {
        expect(readLogRecords(records, { at: AT })).toHaveLength(records.length);
      }),
    );
  });
});

it.each([
  ["Warn", "warning"],
  ["[ERROR]", "error"],
  ["information", "info"],
  [20, "debug"],
  [30, "info"],
  [60, "error"],
  [7, null],
  ["constructor", null],
  [null, null],
] as const)("takes %s as the level %s", (value, level) => {
  expect(readLogLevel(value)).toBe(level);
});
