import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyFilter } from "./arbitraries.ts";
import { parseFilter } from "./parse.ts";
import { isPlain } from "./plain.ts";
import { needsZone } from "./resolve.ts";
import { serializeFilter } from "./serialize.ts";

describe("isPlain", () => {
  it.each([
    ["", true],
    ["  books  catalogue ", true],
    ["state:failed,Cancelled -agent:books created:>-24h timed", true],
    ["-state:completed 100% a,b ^x.*$ - -> --x", true],
    ["state:faild", false],
    ["agent:", false],
    ["agent:a,", false],
    ["colour:red", false],
    ['"timed out"', false],
    ["created:today", false],
    ["created:>2026-11-20", false],
    ["https://example.com", false],
    ["a".repeat(91), false],
  ])("of %s: %s", (text, plain) => {
    expect(isPlain(text)).toBe(plain);
  });

  it("holds only of what is understood and needs no zone", () => {
    const piece = fc.constantFrom(
      ...[
        "state:",
        "agent:",
        "created:",
        "name:",
        "x:",
        "failed",
        ",",
        "-",
        ">",
        "<",
        "24h",
        "-7d",
        " ",
        '"',
        "“",
        "a",
        "\0",
      ],
      ...["\ud83d", "\u{1f525}", "%", ":", "today", "2026", "\n", "trigger:", "priority:", "="],
    );
    const texts = fc.oneof(
      fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join("")),
      fc.string({ unit: "binary", maxLength: 40 }),
      anyFilter.map(serializeFilter),
      fc.array(fc.constantFrom("a", "a,b", "name:a,b,c", "-x"), { maxLength: 60 }).map((words) => words.join(" ")),
    );
    fc.assert(
      fc.property(texts, (text) => {
        if (!isPlain(text)) return;
        const { filter, problems } = parseFilter(text);
        expect(problems).toEqual([]);
        expect(needsZone(filter)).toBe(false);
      }),
      { numRuns: 5000 },
    );
  });

  it("takes no longer for texts made to be hard", () => {
    for (const text of [
      "a".repeat(90),
      "a,".repeat(45),
      `${"-a ".repeat(29)}"`,
      `${"a ".repeat(44)}"`,
      "-".repeat(90),
      "agent:".repeat(15),
      " ".repeat(90),
      `${" a".repeat(44)}"`,
    ])
      expect(typeof isPlain(text)).toBe("boolean");
  });
});
