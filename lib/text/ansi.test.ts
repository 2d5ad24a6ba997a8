import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readAnsi } from "./ansi.ts";
import { contrast, DARK_GROUND, indexedColor, inkOf, LIGHT_GROUND, readableOn } from "./ansi-color.ts";

const HARMFUL = new RegExp(["[\\0-\\x08\\x0b-\\x1f", "\\x7f-\\x9f", "\\u202a-\\u202e\\u2066-\\u2069]"].join(""));

const shown = (message: string) =>
  readAnsi(message)
    .map(({ text }) => text)
    .join("");

describe("readAnsi", () => {
  it("leaves plain text as one piece", () => {
    expect(readAnsi("hello\tworld\n")).toEqual([{ text: "hello\tworld\n", from: 0, to: 12, style: null, sign: null }]);
    expect(readAnsi("")).toEqual([]);
  });

  it("reads weights and the sixteen, 256 and all colours, and says which part of the message each piece is", () => {
    const pieces = readAnsi("a\u001b[1;31mb\u001b[0mc\u001b[38;5;208md\u001b[48;2;1;2;3me\u001b[39;49mf");
    expect(pieces.map(({ text, from, to }) => [text, from, to])).toEqual([
      ["a", 0, 1],
      ["b", 8, 9],
      ["c", 13, 14],
      ["d", 25, 26],
      ["e", 39, 40],
      ["f", 48, 49],
    ]);
    expect(pieces[1]?.style).toMatchObject({ bold: true, ink: indexedColor(1) });
    expect(pieces[2]?.style).toBeNull();
    expect(pieces[3]?.style).toMatchObject({ ink: [255, 135, 0] });
    expect(pieces[4]?.style).toMatchObject({ ink: [255, 135, 0], ground: [1, 2, 3] });
    expect(pieces[5]?.style).toBeNull();
  });

  it("leaves out what moves the cursor, clears the screen, sets titles or links", () => {
    expect(
      shown("\u001b[2J\u001b[Hhere\u001b]0;title\u0007 \u001b]8;;javascript:alert(1)\u001b\\link\u001b]8;;\u001b\\"),
    ).toBe("here link");
  });

  it("shows controls and marks of direction as signs, with their names", () => {
    expect(shown("a\u0007b\u202Ec\u007f\ufeff")).toBe("aBELbU+202EcDELU+FEFF");
    expect(readAnsi("\u202E")[0]?.sign).toBe("right-to-left override U+202E");
    expect(shown("\ud800x\udc00")).toBe("\ufffdx\ufffd");
    expect(shown("👩‍👩‍👧 שלום")).toBe("👩‍👩‍👧 שלום");
    expect(shown("50%\r100%\r\nnext")).toBe("50%CR100%\nnext");
  });

  it("never throws, keeps order, and lets nothing through that turns text or controls a terminal", () => {
    const part = fc.constantFrom(
      "\u001b",
      "[",
      "]",
      "31",
      ";",
      "m",
      "\u009b",
      "\u202e",
      "\u0000",
      "\ud83d",
      "x",
      "\r",
      "999999999999999999",
    );
    const text = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.array(part).map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(text, (message) => {
        let end = 0;
        for (const piece of readAnsi(message)) {
          expect(piece.from).toBeGreaterThanOrEqual(end);
          expect(piece.to).toBeGreaterThan(piece.from);
          end = piece.to;
          expect(HARMFUL.test(piece.text)).toBe(false);
          expect(piece.text.isWellFormed()).toBe(true);
        }
        expect(end).toBeLessThanOrEqual(message.length);
      }),
      { numRuns: 500 },
    );
  });

  it("takes time with the length, whatever it is given", () => {
    for (const hostile of ["\u001b[", "\u001b]", "\u001b[1;", "\u001b", "\u001b[0m"]) {
      expect(readAnsi(hostile.repeat(20_000)).length).toBeLessThanOrEqual(60_000);
    }
  });
});

it("every colour can be read in both themes", () => {
  const part = fc.integer({ min: 0, max: 255 });
  fc.assert(
    fc.property(fc.tuple(part, part, part), (color) => {
      for (const ground of [LIGHT_GROUND, DARK_GROUND, color]) {
        expect(contrast(readableOn(color, ground), ground)).toBeGreaterThanOrEqual(4.5);
      }
    }),
  );
  expect(inkOf([0, 0, 0])).toMatch(/^light-dark\(rgb\(0, 0, 0\), rgb\(\d+, \d+, \d+\)\)$/);
  for (let index = 0; index < 256; index++)
    expect(indexedColor(index).every((each) => each >= 0 && each <= 255)).toBe(true);
});
