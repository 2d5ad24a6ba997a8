import { describe, expect, it } from "vitest";
import { readable } from "./readable.ts";

describe("a text from outside, made readable", () => {
  it.each([
    ["keeps what is text", "café\t– <b>naïve</b>\nnext 😀", "café\t– <b>naïve</b>\nnext 😀"],
    ["leaves terminal colours out", "\u001b[31;1mred\u001b[0m and \u001b]8;;http://x\u0007link", "red and link"],
    [
      "shows controls by their pictures",
      "bell\u0007 nul\u0000 del\u007f c1\u0085",
      "bell\u2407 nul\u2400 del\u2421 c1\ufffd",
    ],
    ["makes one end of line of two", "a\r\nb\rc", "a\nb\u240dc"],
    ["cuts marks that pile up", `z${"\u0336".repeat(200)}!`, `z${"\u0336".repeat(3)}!`],
    ["replaces half characters", "\ud83d!", "\ufffd!"],
  ])("%s", (_, text, expected) => {
    expect(readable(text)).toBe(expected);
  });

  it("takes no longer for a text that is made to be slow", () => {
    const text = `\u001b[${"1;".repeat(100_000)}\u001b]${"x".repeat(100_000)}${"\u0336".repeat(100_000)}`;
    expect(readable(text).length).toBeLessThan(400_000);
  });
});
