import fc from "fast-check";
import { expect, it } from "vitest";
import { beginningOf, drawnPieces } from "./line-pieces.ts";

it("cuts pieces where marks begin and end, across colours", () => {
  const pieces = drawnPieces("one \u001b[31mtwo\u001b[0m three", [2, 11, 17, 19]);
  expect(pieces.map(({ text, found }) => [text, found])).toEqual([
    ["on", false],
    ["e ", true],
    ["tw", true],
    ["o", false],
    [" ", false],
    ["th", true],
    ["ree", false],
  ]);
});

it("shows the same text with marks and without", () => {
  const marks = fc
    .uniqueArray(fc.nat({ max: 60 }), { maxLength: 8 })
    .map((list) => list.sort((one, other) => one - other));
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 60 }), marks, (message, places) => {
      const even = places.slice(0, places.length - (places.length % 2));
      const text = (given: number[]) => drawnPieces(message, given).map((piece) => piece.text);
      expect(text(even).join("")).toBe(text([]).join(""));
    }),
  );
});

it("shows 40 lines of a message at most", () => {
  expect(beginningOf("a\nb")).toEqual({ text: "a\nb", cut: false });
  const long = beginningOf("x\n".repeat(2000));
  expect([long.text.split("\n").length, long.cut]).toEqual([40, true]);
});
