import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseFilter } from "../../../lib/jobs/filter/parse.ts";
import { resolveFilter } from "../../../lib/jobs/filter/resolve.ts";
import { serializeFilter, serializeTerm } from "../../../lib/jobs/filter/serialize.ts";
import { createdIn, lastOf, withLast, withTimes, zoomedOut } from "./time-range.ts";

const BERLIN = "Europe/Berlin";
const at = (text: string) => Date.parse(text);
const filterOf = (text: string) => parseFilter(text).filter;

describe("a range of time as a term of the filter", () => {
  const written = (from: string, to: string | null) =>
    serializeTerm(createdIn({ from: at(from), to: to === null ? null : at(to) }, BERLIN));

  it("is written with no more precision than it needs, in the reader's zone", () => {
    expect(written("2026-11-19T23:00Z", "2026-11-21T23:00Z")).toBe("created:2026-11-20..2026-11-21");
    expect(written("2026-11-19T23:00Z", "2026-11-20T23:00Z")).toBe("created:2026-11-20");
    expect(written("2026-11-20T13:00Z", "2026-11-20T14:10Z")).toBe("created:2026-11-20T14:00..2026-11-20T15:09");
    expect(written("2026-11-20T13:00:05Z", "2026-11-20T13:00:20Z")).toBe(
      "created:2026-11-20T14:00:05..2026-11-20T14:00:19",
    );
    expect(written("2026-11-20T13:00Z", null)).toBe("created:>=2026-11-20T14:00");
  });

  it("says which of the two hours it means when the clocks go back", () => {
    // 02:30 comes at 00:30Z and again at 01:30Z.
    expect(written("2026-10-25T00:30Z", "2026-10-25T00:45Z")).toBe("created:2026-10-25T02:30..2026-10-25T02:44");
    expect(written("2026-10-25T01:30Z", "2026-10-25T01:45Z")).toBe(
      "created:2026-10-25T01:30:00.000Z..2026-10-25T01:44:59.999Z",
    );
  });

  it("lets through exactly the range, whatever the zone", () => {
    const zone = fc.constantFrom(BERLIN, "UTC", "America/St_Johns", "Australia/Lord_Howe", "Asia/Kathmandu");
    const second = fc.integer({ min: at("2026-01-01") / 1000, max: at("2027-01-01") / 1000 });
    fc.assert(
      fc.property(zone, second, fc.integer({ min: 1, max: 10_000_000 }), (timeZone, start, length) => {
        const range = { from: start * 1000, to: (start + length) * 1000 };
        const text = serializeFilter(withTimes(filterOf("state:failed created:>-1h"), range, timeZone));
        const { terms } = resolveFilter(filterOf(text), { now: 0, timeZone });
        expect(terms).toHaveLength(2);
        expect(terms[1]).toEqual({
          kind: "time",
          key: "created",
          from: new Date(range.from).toISOString(),
          to: new Date(range.to).toISOString(),
        });
      }),
    );
  });
});

describe("the last so and so long", () => {
  it("stands in the place of other times of creation, and is known again", () => {
    const day = withLast(filterOf("created:2026-11-20 state:failed"), 86_400_000);
    expect(lastOf(day)).toBe(86_400_000);
    expect(serializeFilter(day)).toMatch(/^created:>-\S+ state:failed$/);
    expect(lastOf(withLast(day, null))).toBeNull();
    expect(lastOf(filterOf("created:2026-11-20"))).toBeUndefined();
    expect(lastOf(filterOf("created:<-1h"))).toBeUndefined();
    expect(lastOf(filterOf("ended:>-1h"))).toBeNull();
  });
});

describe("zooming out", () => {
  const now = at("2026-11-22T12:00Z");

  it("goes to the next longer time when it reaches up to now, in the end to all time", () => {
    expect(zoomedOut({ from: now - 3_600_000, to: now }, now)).toEqual({ last: 86_400_000 });
    expect(zoomedOut({ from: now - 86_400_000, to: now }, now)).toEqual({ last: 7 * 86_400_000 });
    expect(zoomedOut({ from: now - 30 * 86_400_000, to: now }, now)).toEqual({ last: null });
  });

  it("widens a range of the past to both sides", () => {
    const range = { from: at("2026-11-20T10:00Z"), to: at("2026-11-20T11:00Z") };
    expect(zoomedOut(range, now)).toEqual({ from: at("2026-11-20T09:00Z"), to: at("2026-11-20T12:00Z") });
  });
});
