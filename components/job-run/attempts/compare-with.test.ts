import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readComparedWith, writeComparedWith } from "./compare-with.ts";

const at = (source: string, id: string, attempt: number | null = null) => ({ source, id, attempt });

describe("the run to compare with", () => {
  it.each([
    ["1002", at("local", "1002")],
    [" #1002 ", at("local", "1002")],
    ["agenty/77", at("agenty", "77")],
    ["local/1002/3", at("local", "1002", 3)],
    ["/jobs/local/1002", at("local", "1002")],
    ["https://watch.example.test/jobs/local/1002?tab=logs&run=2#x", at("local", "1002", 2)],
    ["http://localhost:3000/jobs/a%2Fb/c%20d/", at("a/b", "c d")],
  ])("is read from %s", (text, expected) => {
    expect(readComparedWith(text, "local")).toEqual(expected);
  });

  it.each([
    "",
    " ",
    "a b",
    "local/",
    "/1002",
    "a/b/c",
    "a/b/0",
    "a/b/1/2",
    "https://example.test/x",
    "%",
    "a/%E0%A4%A",
  ])("is not read from %j", (text) => {
    expect(readComparedWith(text, "local")).toBeNull();
  });

  it("is read as it was written, whatever its names", () => {
    const name = fc.string({ minLength: 1, maxLength: 20, unit: "grapheme" }).filter((text) => text.isWellFormed());
    fc.assert(
      fc.property(name, name, fc.option(fc.integer({ min: 1, max: 99_999 })), (source, id, attempt) => {
        expect(readComparedWith(writeComparedWith(at(source, id, attempt)), "local")).toEqual(at(source, id, attempt));
      }),
    );
  });
});
