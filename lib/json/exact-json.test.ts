import fc from "fast-check";
import { expect, it } from "vitest";
import { parseExact, parseWithExactIds } from "./exact-json.ts";

it.each(["12345678901234567890", "1.0", "1e400", "-0", '{"a":[0.10,{"b":"12345678901234567890"}]}', "null"])(
  "%s is written again as it was",
  (text) => {
    expect(JSON.stringify(parseExact(text))).toBe(text);
  },
);

it("any JSON keeps its meaning", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value);
      expect(JSON.parse(JSON.stringify(parseExact(text)))).toEqual(JSON.parse(text));
    }),
  );
});

it("what is no JSON is refused", () => {
  expect(() => parseExact("{")).toThrow(SyntaxError);
});

it("whole numbers that would be rounded are texts, where they are ids", () => {
  const text =
    '{"id": 12345678901234567891, "list": [-98765432109876543210, 1234567890123456], "n": 1234567890123.25, "t": "0000000000000001"}';
  expect(parseWithExactIds(text)).toEqual({
    ...{ id: "12345678901234567891", list: ["-98765432109876543210", 1234567890123456], n: 1234567890123.25 },
    t: "0000000000000001",
  });
  expect(parseWithExactIds('{"id": 7}')).toEqual({ id: 7 });
  expect(() => parseWithExactIds("{")).toThrow(SyntaxError);
});
