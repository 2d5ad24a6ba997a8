import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nodeAt, placeAt, readJson } from "./read-json.ts";

const faultOf = (text: string) => {
  const read = readJson(text);
  if (!("fault" in read)) throw new Error(`${text} was read`);
  const { message, line, column } = read.fault;
  return `${line}:${column} ${message}`;
};

describe("readJson", () => {
  it("reads what JSON.parse reads, and to the same value", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), fc.constantFrom(undefined, 2, "\t"), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(readJson(text)).toEqual({ value: JSON.parse(text), root: expect.anything() });
      }),
    );
  });

  it("refuses what JSON.parse refuses, at a place inside the text", () => {
    const pieces = fc.constantFrom(
      "{",
      "}",
      "[",
      "]",
      ",",
      ":",
      '"a"',
      '"b"',
      "1",
      "-",
      "0",
      ".5",
      "e3",
      "true",
      "nul",
      "\n",
      " ",
      "'",
      "\\",
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        const text = parts.join("");
        const read = readJson(text);
        if (!("fault" in read)) {
          expect(read.value).toEqual(JSON.parse(text));
          return;
        }
        expect(read.fault.offset).toBeGreaterThanOrEqual(0);
        expect(read.fault.offset).toBeLessThanOrEqual(text.length);
        expect(placeAt(text, read.fault.offset)).toMatchObject({ line: read.fault.line, column: read.fault.column });
        if (!read.fault.message.endsWith("stands here twice")) expect(() => JSON.parse(text)).toThrow();
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ["", "1:1 There is nothing here: give at least {}"],
    ['{\n  "a": 1\n  "b": 2\n}', '3:3 A comma or } is missing before "'],
    ['{\n  "a": [1, 2,]\n}', "2:13 This comma has nothing after it"],
    ['{"a" 1}', '1:6 A colon is missing after "a"'],
    ["{a: 1}", "1:2 A name in double quotes or } must stand here, not a"],
    ["{'a': 1}", "1:2 Names stand in double quotes"],
    ["{\"a\": 'b'}", "1:7 Texts stand in double quotes"],
    ['{"a": True}', "1:7 True is no value; texts stand in double quotes"],
    ['{"a": 012}', "1:7 This is not a number as JSON writes them"],
    ['{"a": "x\n"}', "1:7 This text has no closing quote on its line"],
    ['{"a": "C:\\dir"}', "1:10 \\d is no escape; a backslash itself is \\\\"],
    ['{"a": "\u0007"}', "1:8 A control character must be written as \\u and four hex digits"],
    ['{"a": 1, "a": 2}', '1:10 "a" stands here twice'],
    ['{"a": 1', "1:8 A } is missing at the end"],
    ["[1", "1:3 A ] is missing at the end"],
    ["{} x", "1:4 x stands after the end of the JSON"],
    ['{"a": 💥}', "1:7 💥 is no value"],
  ])("says where %j is wrong, and what", (text, fault) => {
    expect(faultOf(text)).toBe(fault);
  });

  it("is not exhausted by deep nesting", () => {
    expect(faultOf("[".repeat(200_000))).toBe("1:101 This is nested more than 100 levels deep");
  });

  it("knows the place of a value, or of the innermost that there is", () => {
    const text = '{\n  "urls": ["a", "b"],\n  "__proto__": {"x": 12}\n}';
    const read = readJson(text);
    if ("fault" in read) throw new Error(read.fault.message);
    const shown = (...path: PropertyKey[]) => {
      const { from, to } = nodeAt(read.root, path);
      return text.slice(from, to);
    };
    expect(shown("urls", 1)).toBe('"b"');
    expect(shown("urls", "0")).toBe('"a"');
    expect(shown("urls", 7)).toBe('["a", "b"]');
    expect(shown("__proto__", "x")).toBe("12");
    expect(shown("toString")).toBe(text);
  });
});
