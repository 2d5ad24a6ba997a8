import fc from "fast-check";
import { expect, it } from "vitest";
import { parseExact } from "./exact-json.ts";

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
