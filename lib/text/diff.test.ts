import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { afterOf, beforeOf, diffLines, isSame, shownLines } from "./diff.ts";

/** Texts of few different lines, so that they have much in common. */
const text = fc
  .array(fc.constantFrom("a", "b", "c", "{", "", "  x: 1"), { maxLength: 30 })
  .map((all) => all.join("\n"));

function edits(before: string, after: string): number {
  return diffLines(before, after)
    .parts.filter(({ kind }) => kind !== "same")
    .reduce((sum, { lines }) => sum + lines.length, 0);
}

/** The length of the shortest difference, by the table of all common subsequences. */
function fewestEdits(before: string, after: string): number {
  const left = before.split("\n");
  const right = after.split("\n");
  let row = new Array<number>(right.length + 1).fill(0);
  for (const line of left) {
    const next = [0];
    for (const [place, other] of right.entries()) {
      next.push(line === other ? (row[place] ?? 0) + 1 : Math.max(row[place + 1] ?? 0, next[place] ?? 0));
    }
    row = next;
  }
  return left.length + right.length - 2 * (row.at(-1) ?? 0);
}

describe("the difference of two texts by lines", () => {
  it("says what was removed and what was added", () => {
    expect(diffLines("a\nb\nc", "a\nx\nc\nd").parts).toEqual([
      { kind: "same", lines: ["a"] },
      { kind: "removed", lines: ["b"] },
      { kind: "added", lines: ["x"] },
      { kind: "same", lines: ["c"] },
      { kind: "added", lines: ["d"] },
    ]);
  });

  it("leads from the one text to the other, on the shortest way", () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const diff = diffLines(before, after);
        expect(beforeOf(diff)).toBe(before);
        expect(afterOf(diff)).toBe(after);
        expect(isSame(diff)).toBe(before === after);
        expect(edits(before, after)).toBe(fewestEdits(before, after));
      }),
      { numRuns: 500 },
    );
  });

  it("leads there also when it gives up looking for the shortest way, and says so", () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const diff = diffLines(before, after, { maxSteps: 3 });
        expect(beforeOf(diff)).toBe(before);
        expect(afterOf(diff)).toBe(after);
      }),
    );
    const many = (mark: string) => Array.from({ length: 5000 }, (_, line) => `${mark} ${line}`).join("\n");
    const diff = diffLines(`{\n${many("a")}\n}`, `{\n${many("b")}\n}`);
    expect(diff.shortest).toBe(false);
    expect(diff.parts.map(({ kind, lines }) => [kind, lines.length])).toEqual([
      ["same", 1],
      ["removed", 5000],
      ["added", 5000],
      ["same", 1],
    ]);
  });

  it("finds a few changes in long texts", () => {
    const lines = Array.from({ length: 200_000 }, (_, line) => String(line));
    const diff = diffLines(lines.join("\n"), lines.with(70, "seventy").with(190_000, "far").join("\n"));
    expect(diff.shortest).toBe(true);
    expect(diff.parts.filter(({ kind }) => kind !== "same").map(({ lines: [line] }) => line)).toEqual([
      "70",
      "seventy",
      "190000",
      "far",
    ]);
  });

  it("folds what is far from a change, with the numbers of the lines", () => {
    const diff = diffLines("1\n2\n3\n4\n5\n6\nold\n8", "1\n2\n3\n4\n5\n6\nnew\n8");
    expect(shownLines(diff, 2)).toEqual([
      { kind: "folded", count: 4, before: 1, after: 1 },
      { kind: "same", text: "5", before: 5, after: 5 },
      { kind: "same", text: "6", before: 6, after: 6 },
      { kind: "removed", text: "old", before: 7, after: null },
      { kind: "added", text: "new", before: null, after: 7 },
      { kind: "same", text: "8", before: 8, after: 8 },
    ]);
  });

  it("shows every change, and counts what it folds", () => {
    fc.assert(
      fc.property(text, text, fc.nat(4), (before, after, context) => {
        const diff = diffLines(before, after);
        const shown = shownLines(diff, context);
        const left = shown.reduce(
          (sum, line) => sum + (line.kind === "folded" ? line.count : line.kind === "added" ? 0 : 1),
          0,
        );
        expect(left).toBe(before.split("\n").length);
        expect(shown.filter(({ kind }) => kind === "added" || kind === "removed")).toHaveLength(edits(before, after));
      }),
    );
  });
});
