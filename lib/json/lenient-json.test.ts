import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseLenient } from "./lenient-json.ts";

describe("lenient JSON", () => {
  it("is JSON as it is", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(parseLenient(JSON.stringify(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it.each([
    ['{"account_id": 001, "at": "007"}', { account_id: 1, at: "007" }],
    ["[00, -001, 0.50, 1.002, 0e3, 1e05, 100, 00.5]", [0, -1, 0.5, 1.002, 0, 1e5, 100, 0.5]],
    [String.raw`{"a": 01, "say \" 002": "x\\", "b": "01 \" 02"}`, { a: 1, 'say " 002': "x\\", b: '01 " 02' }],
  ])("takes zeros before numbers, and leaves texts alone: %s", (text, value) => {
    expect(parseLenient(text)).toEqual(value);
  });

  it.each(["", "<html>", "{", '{"a": 01', "{a: 01}", "undefined", '"01'])("is no more than that: %j", (text) => {
    expect(() => parseLenient(text)).toThrow(SyntaxError);
  });

  it("reads a long text in no long time", () => {
    const text = `{"a": 01, "b": "${'0 \\" 1'.repeat(200_000)}"}`;
    expect(parseLenient(text)).toMatchObject({ a: 1 });
  });
});
