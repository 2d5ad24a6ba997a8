import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { errorFingerprint } from "./fingerprint.ts";

describe("errorFingerprint", () => {
  it.each([
    ["timed out after 1,500 ms", "timed out after <n> ms"],
    ["404 Not Found at https://example.com/items?page=3", "<n> Not Found at <url>"],
    ['"price" is missing on page 12', "<text> is missing on page <n>"],
    ["it's over: don't retry", "it's over: don't retry"],
    ["request 3f2504e0-4f89-11d3-9a0c-0305e82c3301 failed", "request <id> failed"],
    ["commit 9fceb02d0ae598e95dc970b74767f19372d61af8", "commit <id>"],
    ["at 0x7ffee at 12:30:11.250", "at <id> at <n>"],
    ["  two\n lines ", "two lines"],
  ])("%s", (error, fingerprint) => {
    expect(errorFingerprint(error)).toBe(fingerprint);
  });

  it("is one for failures of one kind, whatever the page, time and limit", () => {
    fc.assert(
      fc.property(fc.webUrl(), fc.nat(), fc.webUrl(), fc.nat(), (one, small, other, large) => {
        expect(errorFingerprint(`page ${small} of 9: 500 at ${one} in ${small} ms`)).toBe(
          errorFingerprint(`page ${large} of 9: 500 at ${other} in ${large} ms`),
        );
      }),
    );
  });

  it("tells different failures apart, is null without one, and is never long", () => {
    expect(errorFingerprint("timed out after 5 ms")).not.toBe(errorFingerprint("refused after 5 ms"));
    expect(errorFingerprint(null)).toBeNull();
    expect(errorFingerprint("x".repeat(100_000))).toHaveLength(200);
  });
});
