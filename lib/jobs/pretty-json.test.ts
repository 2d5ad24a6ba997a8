import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { prettyJson } from "./pretty-json.ts";

describe("pretty JSON", () => {
  it("writes what JSON.stringify would", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const compact = JSON.stringify(value);
        expect(prettyJson(compact)).toBe(JSON.stringify(JSON.parse(compact), null, 2));
      }),
    );
  });

  it("keeps numbers as they were written", () => {
    expect(prettyJson('{"id":12345678901234567890,"price":1.10}')).toBe(
      '{\n  "id": 12345678901234567890,\n  "price": 1.10\n}',
    );
  });

  it("leaves alone what is not JSON", () => {
    expect(prettyJson("{broken")).toBe("{broken");
  });
});
