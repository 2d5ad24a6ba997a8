import { describe, expect, it } from "vitest";
import { parseFilter } from "./parse.ts";
import { needsZone, pinFilter, resolveFilter } from "./resolve.ts";
import { serializeFilter } from "./serialize.ts";

const NOW = Date.parse("2026-11-20T23:30:00.000Z");

function range(text: string, timeZone: string, now = NOW): string {
  const { filter, problems } = parseFilter(text);
  expect(problems).toEqual([]);
  const [term] = resolveFilter(filter, { now, timeZone }).terms;
  return term?.kind === "time" ? `${short(term.from)} ${short(term.to)}` : "";
}

const short = (at: string | null) => at?.replace(":00.000Z", "") ?? "–";

describe("resolveFilter", () => {
  it.each([
    ["created:today", "UTC", "2026-11-20T00:00 2026-11-21T00:00"],
    ["created:today", "Europe/Berlin", "2026-11-20T23:00 2026-11-21T23:00"],
    ["created:yesterday", "Europe/Berlin", "2026-11-19T23:00 2026-11-20T23:00"],
    ["created:yesterday", "America/New_York", "2026-11-19T05:00 2026-11-20T05:00"],
    ["created:>=yesterday", "UTC", "2026-11-19T00:00 –"],
    ["created:>yesterday", "UTC", "2026-11-20T00:00 –"],
    ["created:<today", "Asia/Kathmandu", "– 2026-11-20T18:15"],
    ["created:<=2026-11", "UTC", "– 2026-12-01T00:00"],
    ["created:2026", "Asia/Kathmandu", "2025-12-31T18:15 2026-12-31T18:15"],
    ["created:2026-11-20..2026-11-21", "UTC", "2026-11-20T00:00 2026-11-22T00:00"],
    ["created:2026-11-20T14:02", "Europe/Berlin", "2026-11-20T13:02 2026-11-20T13:03"],
    ["created:>2026-11-20T14:02", "Europe/Berlin", "2026-11-20T13:03 –"],
    ["created:2026-11-20T14:02Z", "Europe/Berlin", "2026-11-20T14:02 2026-11-20T14:03"],
    ["created:>=-90m", "Europe/Berlin", "2026-11-20T22:00 –"],
    ["created:<-90m", "UTC", "– 2026-11-20T22:00"],
  ])("%s in %s", (text, timeZone, expected) => {
    expect(range(text, timeZone)).toBe(expected);
  });

  it.each([
    ["a day of 23 hours", "created:2026-03-29", "Europe/Berlin", "2026-03-28T23:00 2026-03-29T22:00"],
    ["a day of 25 hours", "created:2026-10-25", "Europe/Berlin", "2026-10-24T22:00 2026-10-25T23:00"],
    ["a day without midnight", "created:2026-04-24", "Africa/Cairo", "2026-04-23T22:00 2026-04-24T21:00"],
    ["an hour left out", "created:>=2026-03-29T02:30", "Europe/Berlin", "2026-03-29T01:30 –"],
    ["an hour that comes twice", "created:2026-10-25T02:30", "Europe/Berlin", "2026-10-25T00:30 2026-10-25T00:31"],
    ["half an hour of summer time", "created:2026-10-04", "Australia/Lord_Howe", "2026-10-03T13:30 2026-10-04T13:00"],
  ])("knows %s", (_, text, timeZone, expected) => {
    expect(range(text, timeZone)).toBe(expected);
  });

  it("knows who me is, by id and by name", () => {
    const { filter } = parseFilter("by:Me,bob");
    const values = (me?: { id: string; name: string }) =>
      resolveFilter(filter, { now: NOW, ...(me && { me }) }).terms[0];
    expect(values({ id: "p1", name: "Ann" })).toMatchObject({ values: ["p1", "Ann", "bob"] });
    expect(values()).toMatchObject({ values: ["Me", "bob"] });
  });

  it("stays within the years that can be written, whatever the clock says", () => {
    expect(range("created:>-100y".replace("100y", "36500d"), "UTC", Date.UTC(1000, 0, 2))).toBe("1000-01-01T00:00 –");
  });
});

describe("pinFilter", () => {
  it.each([
    ["state:failed created:>-24h by:me", false, "state:failed created:>-24h by:me"],
    ["created:<now", false, "created:<now"],
    ["created:>today", true, "created:>=2026-11-21T23:00:00.000Z"],
    ["created:>=today", true, "created:>=2026-11-20T23:00:00.000Z"],
    ["created:<=today a", true, "created:<2026-11-21T23:00:00.000Z a"],
    ["created:today", true, "created:2026-11-20T23:00:00.000Z..2026-11-21T22:59:59.999Z"],
    ["created:yesterday..-1h", true, "created:2026-11-19T23:00:00.000Z..-1h"],
  ])("%s", (text, zoned, pinned) => {
    const { filter } = parseFilter(text);
    expect(needsZone(filter)).toBe(zoned);
    expect(serializeFilter(pinFilter(filter, { now: NOW, timeZone: "Europe/Berlin" }))).toBe(pinned);
  });
});
