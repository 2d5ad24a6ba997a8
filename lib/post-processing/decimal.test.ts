import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalNumber, compareNumbers, isNumber, wholeNumber } from "./decimal.ts";

/** A whole number and a power of ten, with all the ways that a number can be written. */
const written = fc
  .record({
    whole: fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }),
    decimals: fc.integer({ min: 0, max: 30 }),
    exponent: fc.integer({ min: -20, max: 20 }),
  })
  .map(({ whole, decimals, exponent }) => {
    const digits = (whole < 0n ? -whole : whole).toString().padStart(decimals + 1, "0");
    const point = digits.length - decimals;
    const text = `${whole < 0n ? "-" : ""}${digits.slice(0, point)}${decimals === 0 ? "" : `.${digits.slice(point)}`}`;
    const raw = exponent === 0 ? text : `${text}e${exponent}`;
    return { raw, scaled: whole * 10n ** BigInt(60 - decimals + exponent) };
  });

describe("numbers as JSON writes them", () => {
  it("compare by all their digits", () => {
    fc.assert(
      fc.property(written, written, (one, other) => {
        expect(isNumber(one.raw)).toBe(true);
        const order = one.scaled < other.scaled ? -1 : one.scaled > other.scaled ? 1 : 0;
        expect(Math.sign(compareNumbers(one.raw, other.raw))).toBe(order);
        expect(canonicalNumber(one.raw) === canonicalNumber(other.raw)).toBe(order === 0);
      }),
    );
    expect(compareNumbers("9007199254740993", "9007199254740992")).toBeGreaterThan(0);
    expect(compareNumbers("1.50", "15e-1")).toBe(0);
    expect(compareNumbers("-0", "0.000")).toBe(0);
    expect(compareNumbers("1e400", "1e401")).toBeLessThan(0);
  });

  it("are whole when nothing but zeros stands behind the point", () => {
    fc.assert(
      fc.property(written, ({ raw, scaled }) => {
        const whole = wholeNumber(raw);
        if (scaled % 10n ** 60n === 0n) expect(whole).toBe(String(scaled / 10n ** 60n));
        else expect(whole).toBeNull();
      }),
    );
    expect(["12.0", "1.2e3", "-0.0", "12345678901234567890", "1e1000"].map(wholeNumber)).toEqual([
      "12",
      "1200",
      "0",
      "12345678901234567890",
      null,
    ]);
  });

  it.each(["", "01", "1.", ".5", "+1", "1e", "NaN", "0x1", " 1", "1,5"])("are not %j", (text) => {
    expect(isNumber(text)).toBe(false);
  });
});
