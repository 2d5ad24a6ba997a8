import { expect, it } from "vitest";
import { changedPaths } from "./changed-paths.ts";

it("names what differs, a list of another length as a whole", () => {
  const before = { a: 1, list: [1, { b: 2 }], longer: [1], gone: true, same: { x: [null] } };
  const after = { a: 2, list: [1, { b: 3 }], longer: [1, 2], same: { x: [null] }, came: null };
  expect(changedPaths(before, after)).toEqual(["a", "list.1.b", "longer", "gone", "came"]);
  expect(changedPaths(before, structuredClone(before))).toEqual([]);
  expect(changedPaths(null, { a: 1 })).toEqual([""]);
});

it("is not misled by names that every object has", () => {
  expect(changedPaths({}, JSON.parse('{"__proto__": 1}'))).toEqual(["__proto__"]);
  expect(changedPaths({}, { constructor: 1 })).toEqual(["constructor"]);
});

it("names at most fifty", () => {
  const before = Array.from({ length: 200 }, (_, place) => place);
  const paths = changedPaths(
    before,
    before.map((item) => item + 1),
  );
  expect(paths).toHaveLength(50);
  expect(paths.at(-1)).toBe("…");
});
