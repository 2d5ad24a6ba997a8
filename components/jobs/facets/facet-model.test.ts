import { describe, expect, it } from "vitest";
import { parseFilter } from "../../../lib/jobs/filter/parse.ts";
import { countedWhen } from "./counted-when.ts";
import { countsOf, countText, edited, hasCount, matchText, menuTitle, menuValues, toggleCount } from "./facet-model.ts";

const filterOf = (q: string) => parseFilter(q).filter;

describe("states are toggled in the filter's text", () => {
  const toggled = (q: string, name: Parameters<typeof toggleCount>[1]) => edited(q, (held) => toggleCount(held, name));

  it("where they stand, with every other term kept", () => {
    const failed = toggled("agent:books timeout", "failed");
    expect(failed).toBe("agent:books timeout state:failed");
    const both = toggled(failed, "executing");
    expect(both).toBe("agent:books timeout state:failed,executing,executionCompleted,cancelling,submitting");
    expect(toggled(both, "executing")).toBe(failed);
    expect(toggled("state:failed -state:queued 404", "failed")).toBe("-state:queued 404");
  });

  it("as a whole: some of its states do not make a count chosen", () => {
    expect(hasCount(filterOf("state:submitting"), "executing")).toBe(false);
    expect(hasCount(filterOf(toggled("state:submitting", "executing")), "executing")).toBe(true);
  });

  it("without losing what could not be understood", () => {
    const q = 'agent:books colour:red created:2026-02-30 "a b"';
    expect(toggled(q, "failed")).toBe('agent:books "a b" state:failed colour:red created:2026-02-30');
  });
});

describe("counts", () => {
  it("of nine states are the five of the console", () => {
    const states = [
      { value: "Executing", count: 3 },
      { value: "Submitting", count: 2 },
      { value: "Failed", count: 7 },
    ] as const;
    expect(countsOf({ states: [...states] })).toEqual({
      queued: 0,
      executing: 5,
      completed: 0,
      failed: 7,
      cancelled: 0,
      unknown: 0,
    });
  });

  it("say when they are not all that there are", () => {
    expect(countText(1204, false)).toBe("1,204");
    expect(countText(10_000, true)).toBe("10k+");
    expect(countText(0, true)).toBe("–");
    expect(countText(0, false)).toBe("0");
    expect(matchText(1204, false)).toBe("1,204 match");
    expect(matchText(10_000, true)).toBe("10,000+ match");
    expect(matchText(1, false)).toBe("1 matches");
    expect(matchText(0, false)).toBe("No match");
    expect(matchText(0, true)).toBe("Not counted in time");
  });

  it("say when they were made and since when", () => {
    const asOf = "2026-11-22T13:02:11.000Z";
    const when = (counted: { capped: boolean; since: string | null }) =>
      countedWhen({ counted, asOf }, "Europe/Berlin");
    expect(when({ capped: false, since: null })).toBe("Counted at 14:02:11");
    expect(when({ capped: true, since: null })).toBe("Counted at 14:02:11, up to a limit: there may be more");
    expect(when({ capped: true, since: "2026-11-03T13:02:00.000Z" })).toBe(
      "Counted at 14:02:11, of jobs created since 3 Nov, 14:02 only",
    );
  });
});

describe("a menu of values", () => {
  const counted = [
    { value: "books", count: 12 },
    { value: "prices", count: 3 },
  ];

  it("offers what was counted and what is asked for beside it", () => {
    expect(menuValues(filterOf("agent:Books,gone -agent:prices"), "agent", counted)).toEqual([
      { value: "gone", count: null, chosen: true },
      { value: "books", count: 12, chosen: true },
      { value: "prices", count: 3, chosen: false },
    ]);
  });

  it("says on its button what is chosen", () => {
    expect(menuTitle(filterOf("-agent:books"), "agent")).toBe("Agent");
    expect(menuTitle(filterOf("agent:books"), "agent")).toBe("Agent: books");
    expect(menuTitle(filterOf("source:local,agenty,cluedin"), "source")).toBe("Source: local +2");
  });
});
