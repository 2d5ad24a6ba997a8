import fc from "fast-check";
import { expect, it } from "vitest";
import { SeqSet, toRuns } from "./seq-set.ts";

const seqs = fc
  .uniqueArray(fc.integer({ min: 1, max: 60 }), { maxLength: 60 })
  .map((list) => list.toSorted((one, other) => one - other));

it("tells a dense filter in few numbers", () => {
  expect(toRuns([1, 2, 3, 5, 6], 0)).toEqual([0, 3, 1, 2]);
  expect(toRuns([12], 10)).toEqual([1, 1]);
  expect(toRuns([], 10)).toEqual([]);
});

it("finds every line and every place as a plain list does, in one piece or in two", () => {
  fc.assert(
    fc.property(seqs, fc.integer({ min: 0, max: 62 }), (list, cut) => {
      const early = list.filter((seq) => seq <= cut);
      const late = list.filter((seq) => seq > cut);
      const set = SeqSet.join([
        { runs: toRuns(early, 0), after: 0 },
        { runs: toRuns(late, cut), after: cut },
      ]);
      expect(set.size).toBe(list.length);
      expect(set.last).toBe(list.at(-1));
      for (let place = -1; place <= list.length; place++) expect(set.at(place)).toBe(list[place]);
      for (let seq = 0; seq <= 62; seq++) {
        const expected = list.findIndex((each) => each >= seq);
        expect(set.placeOf(seq)).toBe(expected < 0 ? list.length : expected);
        expect(set.has(seq)).toBe(list.includes(seq));
      }
    }),
  );
});

it("holds a whole log as one run", () => {
  const all = SeqSet.upTo(200_000);
  expect([all.size, all.at(0), all.at(199_999), all.placeOf(7), all.placeOf(900_000)]).toEqual([
    200_000, 1, 200_000, 6, 200_000,
  ]);
  expect(SeqSet.upTo(0).size).toBe(0);
});
