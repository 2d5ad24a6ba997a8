import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readSeqs, writeSeqs } from "./seqs.ts";

describe("seqs as text", () => {
  it("writes stretches as their ends, up and down", () => {
    expect(writeSeqs([1, 2, 3, 4, 9, 7, 6])).toBe("1-4,9,7-6");
    expect(writeSeqs([])).toBe("");
    expect(writeSeqs([5])).toBe("5");
    expect(writeSeqs([3, 3, 4])).toBe("3,3-4");
  });

  it("reads what it wrote", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(30)), (seqs) => {
        expect(readSeqs(writeSeqs(seqs), seqs.length)).toEqual(seqs);
      }),
    );
  });

  it("reads no more than it may, and leaves out what is no number", () => {
    expect(readSeqs("1-9007199254740991", 3)).toEqual([1, 2, 3]);
    expect(readSeqs("x,-,2,1e400,4-x", 9)).toEqual([2]);
    expect(readSeqs("", 9)).toEqual([]);
  });
});
