import { describe, expect, it } from "vitest";
import { visibleLine } from "./visible-line.ts";

describe("a line of hostile text", () => {
  it("shows what cannot be seen or would turn the line around", () => {
    expect(visibleLine('"\u202eevil\u0000\u200b\ud800 é 💥"')).toEqual({
      text: '"\\u202eevil\\u0000\\u200b\\ud800 é 💥"',
      more: 0,
    });
  });

  it("is cut when it is long", () => {
    const { text, more } = visibleLine("x".repeat(1_000_000));
    expect([text.length, more]).toEqual([2000, 998_000]);
  });
});
