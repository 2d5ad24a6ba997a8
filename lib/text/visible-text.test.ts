import { describe, expect, it } from "vitest";
import { cutVisible, visibleLine, visibleText } from "./visible-text.ts";

describe("hostile text", () => {
  it("shows what cannot be seen or would turn the line around", () => {
    expect(visibleText("\u202eevil\u0000\u200b\ud800 é 💥\n\t")).toBe("⟨U+202E⟩evil␀⟨U+200B⟩\ufffd é 💥\n\t");
  });

  it("keeps to one line where that is asked for", () => {
    expect(visibleLine("a\nb\tc\u2028d")).toBe("a⏎b␉c⟨U+2028⟩d");
  });

  it("leaves alone what joins letters and emoji", () => {
    expect(visibleText("👩‍🚀 می‌خواهم")).toBe("👩‍🚀 می‌خواهم");
  });

  it("is cut when it is long", () => {
    const { text, more } = cutVisible("x".repeat(1_000_000));
    expect([text.length, more]).toEqual([2000, 998_000]);
  });
});
