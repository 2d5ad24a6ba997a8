import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { castValue } from "./cast.ts";
import { readDate } from "./read-date.ts";
import { readNumber } from "./read-number.ts";

describe("a number that people write", () => {
  it.each([
    ["£51.77", "51.77"],
    ["1.234,50 €", "1234.50"],
    ["US$ 1,234.50", "1234.50"],
    ["EUR 12", "12"],
    ["12 000 kr", "12000"],
    ["1\u202f234,50\u00a0zł", "1234.50"],
    ["CHF 12'345.60", "12345.60"],
    ["₹1,23,456.00", "123456.00"],
    ["1,234,567", "1234567"],
    ["1.234.567", "1234567"],
    ["12,5", "12.5"],
    ["0.123", "0.123"],
    ["-£5", "-5"],
    ["£−5", "-5"],
    ["+3", "3"],
    [".5", "0.5"],
    ["007", "7"],
    ["  42\n", "42"],
    ["12345678901234567890.1234567890", "12345678901234567890.1234567890"],
  ])("is read from %j as %s", (text, number) => expect(readNumber(text)).toEqual({ number }));

  it.each([
    ["1,234", "1234", "1.234"],
    ["1.234 €", "1.234", "1234"],
  ])("is not guessed from %j", (text, point, comma) => {
    expect(readNumber(text)).toEqual({
      problem: `could be ${point} or ${comma}: say which mark stands before the decimals`,
    });
    expect(readNumber(text, ".")).toEqual({ number: point });
    expect(readNumber(text, ",")).toEqual({ number: comma });
  });

  it.each([
    "",
    "call us",
    "12 kg",
    "87%",
    "5.",
    "1,23,45",
    "12.34.56",
    "1 2",
    "--5",
    "-£-5",
    "(5)",
    "1e3",
    "٣",
    "$",
    "1,234.567,8",
    "+44 20 7946 0958",
    "22.11.2026",
    "1".repeat(201),
  ])("is not read from %j", (text) => expect(readNumber(text)).toEqual({ problem: "is not a number" }));

  it("is exactly what was written, in either convention", () => {
    const amount = fc.record({
      whole: fc.bigInt({ min: 0n, max: 10n ** 30n }),
      decimals: fc.stringMatching(/^\d{0,2}$/),
      negative: fc.boolean(),
      mark: fc.constantFrom("." as const, "," as const),
      by: fc.constantFrom("", " ", "other"),
    });
    fc.assert(
      fc.property(amount, ({ whole, decimals, negative, mark, by }) => {
        const between = by === "other" ? (mark === "." ? "," : ".") : by;
        const grouped = String(whole).replace(/\B(?=(\d{3})+$)/g, between);
        const text = `${negative ? "-" : ""}€${grouped}${decimals === "" ? "" : mark + decimals}`;
        const number = `${negative ? "-" : ""}${whole}${decimals === "" ? "" : `.${decimals}`}`;
        expect(readNumber(text, mark)).toEqual({ number });
        const unaided = readNumber(text);
        // What is read without help is never something else.
        if ("number" in unaided) expect(unaided).toEqual({ number });
        else expect(unaided.problem).toContain("could be");
      }),
    );
  });
});

describe("a date of which it is certain what is meant", () => {
  it.each([
    ["2026-11-22", "2026-11-22"],
    ["2026/1/2", "2026-01-02"],
    ["2.1.2026", "2026-01-02"],
    ["22 November 2026", "2026-11-22"],
    ["Sunday, 22nd of Nov 2026", "2026-11-22"],
    ["Nov 22, 2026", "2026-11-22"],
    ["2026-11-22 06:03", "2026-11-22T06:03:00"],
    ["22.11.2026, 06:03:05", "2026-11-22T06:03:05"],
    ["2026-11-22T06:03:00+01:00", "2026-11-22T05:03:00.000Z"],
    ["22 Nov 2026 at 06:03 GMT", "2026-11-22T06:03:00.000Z"],
    ["2024-02-29", "2024-02-29"],
  ])("is read from %j as %s", (text, date) => expect(readDate(text)).toBe(date));

  it.each([
    "",
    "03/04/2026",
    "2026-02-30",
    "2026-13-01",
    "2025-02-29",
    "22 November",
    "2026-11/22",
    "2026-11-22T25:00",
    "2026-11-22T24:00",
    "tomorrow",
    "22 Nov 26",
    "1763791380",
    `2026-11-22${" ".repeat(100)}`,
  ])("is not read from %j", (text) => expect(readDate(text)).toBeNull());

  it("is the day that any calendar day says", () => {
    const day = fc.date({ min: new Date("0100-01-01"), max: new Date("9999-12-31"), noInvalidDate: true });
    fc.assert(
      fc.property(day, (date) => {
        const iso = date.toISOString().slice(0, 10);
        const [year = "", month = "", ofMonth = ""] = iso.split("-");
        expect(readDate(iso)).toBe(iso);
        expect(readDate(`${ofMonth}.${month}.${year}`)).toBe(iso);
        expect(readDate(date.toISOString())).toBe(date.toISOString());
        const long = date.toLocaleDateString("en-GB", { dateStyle: "full", timeZone: "UTC" });
        if (date.getUTCFullYear() > 999) expect(readDate(long), long).toBe(iso);
      }),
    );
  });
});

describe("a cast", () => {
  it.each([
    ["12345678901234567890", "number", "12345678901234567890"],
    ["1.50e2", "number", "1.50e2"],
    ['"\\u00a351.77"', "number", "51.77"],
    ['" "', "number", "null"],
    ["null", "number", "null"],
    ["12.0", "integer", "12"],
    ['"1 200"', "integer", "1200"],
    ["1", "boolean", "true"],
    ["0.0", "boolean", "false"],
    ['"Yes"', "boolean", "true"],
    ['"OFF"', "boolean", "false"],
    ["true", "boolean", "true"],
    ["12345678901234567890", "text", '"12345678901234567890"'],
    ['"a\\u0062"', "text", '"a\\u0062"'],
    ['""', "text", '""'],
    ['{"a":[1]}', "text", '"{\\"a\\":[1]}"'],
    ["null", "text", "null"],
    ['"22.11.2026"', "date", '"2026-11-22"'],
  ] as const)("of %s to %s is %s", (raw, to, made) => expect(castValue(raw, to)).toEqual({ raw: made }));

  it.each([
    ["true", "number"],
    ['{"a":1}', "number"],
    ['"12.5"', "integer"],
    ["1.5", "integer"],
    ["2", "boolean"],
    ['"maybe"', "boolean"],
    ["[true]", "boolean"],
    ["20261122", "date"],
  ] as const)("of %s to %s cannot be", (raw, to) =>
    expect(castValue(raw, to)).toEqual({ problem: expect.stringMatching(/^is /) }),
  );
});
