import { expect, it } from "vitest";
import { readLines, writeLines } from "./log-address.ts";

it.each([
  ["12", { from: 12, to: 12 }],
  ["12-40", { from: 12, to: 40 }],
  ["40-12", { from: 12, to: 40 }],
  ["0", null],
  ["", null],
  ["x", null],
  ["1-", null],
  ["-1", null],
  ["9999999999", null],
  [null, null],
] as const)("reads %s as the marked lines", (text, lines) => {
  expect(readLines(text)).toEqual(lines);
});

it("writes one line as one", () => {
  expect([writeLines({ from: 3, to: 3 }), writeLines({ from: 3, to: 9 })]).toEqual(["3", "3-9"]);
});
