import fc from "fast-check";
import { expect, it } from "vitest";
import { anyFilter, anyJob, TEST_NOW } from "./arbitraries.ts";
import { freezeFilter } from "./freeze.ts";
import { matchesFilter } from "./match.ts";
import { parseFilter } from "./parse.ts";
import { resolveFilter } from "./resolve.ts";
import { serializeFilter } from "./serialize.ts";

const me = { id: "person-7", name: "Ann" };

function freeze(text: string): string {
  return serializeFilter(freezeFilter(resolveFilter(parseFilter(text).filter, { now: TEST_NOW, me })));
}

it("writes times as instants, and says who is meant", () => {
  expect(freeze("state:failed created:>-24h by:me timed")).toBe(
    "state:failed created:>=2026-11-19T10:00:00.001Z by:person-7,Ann timed",
  );
  expect(freeze("ended:2026-11-19")).toBe("ended:2026-11-19T00:00:00.000Z..2026-11-19T23:59:59.999Z");
  expect(freeze("started:<today")).toBe("started:<2026-11-20T00:00:00.000Z");
});

it("matches the same jobs at any later time, for anybody", () => {
  fc.assert(
    fc.property(anyFilter, fc.array(anyJob, { maxLength: 20 }), (filter, jobs) => {
      // Lengths of time are measured up to the moment of reading.
      const now = TEST_NOW;
      const resolved = resolveFilter(filter, { now, me });
      const text = serializeFilter(freezeFilter(resolved));
      const { filter: read, problems } = parseFilter(text);
      expect(problems, text).toEqual([]);
      const later = {
        ...resolveFilter(read, { now: now + 90_000_000, me: { id: "x", name: "Bob" } }),
        now: resolved.now,
      };
      for (const job of jobs) expect(matchesFilter(later, job)).toBe(matchesFilter(resolved, job));
    }),
  );
});
