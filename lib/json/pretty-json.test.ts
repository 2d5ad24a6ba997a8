import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { prettyBeginning, prettyJson, prettyPieces } from "./pretty-json.ts";

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

  it("keeps every letter of JSON that was cut off", () => {
    const text = JSON.stringify({ a: [1, { b: 'x \\ " y' }, []], c: {}, d: "z" });
    const squeezed = (pretty: string) => pretty.replace(/\s/g, "");
    for (let cut = 0; cut <= text.length; cut++) {
      expect(squeezed(prettyBeginning(text.slice(0, cut)))).toBe(squeezed(text.slice(0, cut)));
    }
  });

  it("comes in pieces when it is long, also with one long string", () => {
    const text = JSON.stringify([...Array.from({ length: 20_000 }, (_, id) => ({ id })), '"\\'.repeat(2_000_000)]);
    const pieces = [...prettyPieces(text)];
    expect(pieces.length).toBeGreaterThan(10);
    expect(pieces.join("")).toBe(JSON.stringify(JSON.parse(text), null, 2));
  });
});
