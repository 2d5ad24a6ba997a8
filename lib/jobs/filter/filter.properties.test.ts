import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyFilter, anyJob, anyTerm, TEST_NOW } from "./arbitraries.ts";
import { matchesFilter } from "./match.ts";
import type { FilterTerm } from "./model.ts";
import { parseFilter } from "./parse.ts";
import { needsZone, pinFilter, resolveFilter } from "./resolve.ts";
import { serializeFilter, serializeTerm } from "./serialize.ts";

const ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Kiritimati", "Pacific/Pago_Pago"];
const zone = fc.constantFrom(...ZONES);

/** Texts near the language: pieces of it in any order, and anything at all. */
const pieces = fc.constantFrom(
  ...[
    "state:",
    "-state:",
    "created:",
    "duration:>",
    "error:",
    "x:",
    "failed",
    "-24h",
    "2026-11-20",
    "..",
    ",",
    '"',
    "\\",
  ],
  ...[
    "-",
    " ",
    "<=",
    "today",
    "5m",
    "12.5%",
    "T14:02",
    "Z",
    "+01:00",
    ":",
    "//",
    "“",
    "\u{1f525}",
    "\0",
    "\ud800",
    "\n",
  ],
);
const anyText = fc.oneof(
  fc.string({ maxLength: 300, unit: "binary" }),
  fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join("")),
);

describe("a filter text", () => {
  it("never throws, and its problems lie inside it, in order", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        let last = 0;
        for (const problem of parseFilter(text).problems) {
          expect(problem.from).toBeGreaterThanOrEqual(last);
          expect(problem.from).toBeLessThan(problem.to);
          expect(problem.to).toBeLessThanOrEqual(text.length);
          last = problem.from;
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("says the same once written anew, and writing it again changes nothing", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { filter } = parseFilter(text);
        const canonical = serializeFilter(filter);
        expect(parseFilter(canonical)).toEqual({ filter, problems: [] });
        expect(serializeFilter(parseFilter(canonical).filter)).toBe(canonical);
      }),
      { numRuns: 2000 },
    );
  });

  it("holds every filter without loss", () => {
    fc.assert(
      fc.property(anyFilter, (filter) => {
        expect(parseFilter(serializeFilter(filter))).toEqual({ filter, problems: [] });
      }),
      { numRuns: 2000 },
    );
  });
});

describe("a filter", () => {
  it("matches the same jobs when its zone is pinned, by a reader who knows only UTC", () => {
    fc.assert(
      fc.property(anyFilter, anyJob, zone, (filter, job, timeZone) => {
        const pinned = pinFilter(filter, { now: TEST_NOW, timeZone });
        expect(needsZone(pinned)).toBe(false);
        const text = serializeFilter(pinned);
        const there = resolveFilter(parseFilter(text).filter, { now: TEST_NOW });
        const here = resolveFilter(filter, { now: TEST_NOW, timeZone });
        expect(there).toEqual(here);
        expect(matchesFilter(there, job)).toBe(matchesFilter(here, job));
      }),
      { numRuns: 2000 },
    );
  });

  it("matches a job when each of its terms does", () => {
    fc.assert(
      fc.property(anyFilter, anyJob, (filter, job) => {
        expect(matches(filter.terms, job)).toBe(filter.terms.every((term) => matches([term], job)));
      }),
    );
  });

  it("lets through with a minus what it holds back without, and the other way round", () => {
    const negatable = anyTerm.filter((term) => "negated" in term);
    fc.assert(
      fc.property(negatable, anyJob, (term, job) => {
        const turned = { ...term, negated: "negated" in term && !term.negated } as FilterTerm;
        expect(matches([turned], job)).toBe(!matches([term], job));
        expect(serializeTerm(turned).replace(/^-/, "")).toBe(serializeTerm(term).replace(/^-/, ""));
      }),
    );
  });
});

function matches(terms: FilterTerm[], job: Parameters<typeof matchesFilter>[1]): boolean {
  return matchesFilter(resolveFilter({ terms }, { now: TEST_NOW }), job);
}
