import { expect, it } from "vitest";
import { noCounts } from "../jobs/state.ts";
import { BACKEND_CAPABILITIES } from "../sources/capabilities.ts";
import { NEW_HEALTH } from "../sources/health.ts";
import { defaultSettings } from "../sources/settings.ts";
import { newerSources, withHealth } from "./merge-sources.ts";
import type { Source } from "./source-types.ts";
import type { Page } from "./types.ts";

const AT = "2026-11-28T14:00:00.000Z";

function source(id: string, requestsLastMinute: number | null): Source {
  return {
    ...{
      id,
      kind: "agenty",
      name: id,
      key: null,
      declaredIn: null,
      paused: false,
      condition: "live",
      counts: noCounts(),
      capabilities: BACKEND_CAPABILITIES.agenty,
    },
    ...{ createdAt: AT, updatedAt: AT, removedAt: null },
    settings: { ...defaultSettings("agenty"), address: "https://api.agenty.com" },
    health: requestsLastMinute === null ? null : { ...NEW_HEALTH, requestsLastMinute },
  };
}

function page(revision: number, ...items: Source[]): Page<Source> {
  return { items, nextCursor: null, revision };
}

const requests = ({ items }: Page<Source>) => items.map(({ health }) => health?.requestsLastMinute ?? null);

it("puts health that was pushed in its place, and says what it does not know", () => {
  const held = page(5, source("local", null), source("a", 1), source("b", 2));
  const pushed = withHealth(held, { source: "b", health: { ...NEW_HEALTH, requestsLastMinute: 9 }, revision: 6 });
  expect(pushed && requests(pushed)).toEqual([null, 1, 9]);
  expect(pushed?.revision).toBe(6);
  expect(withHealth(held, { source: "c", health: NEW_HEALTH, revision: 6 })).toBeUndefined();
  expect(withHealth(held, { source: "local", health: NEW_HEALTH, revision: 6 })).toBeUndefined();
});

it("does not step back behind what was pushed while a page was on its way", () => {
  const held = page(6, source("a", 9), source("gone", 9));
  const crossed = newerSources(held, page(5, source("a", 1), source("new", 2)));
  expect(requests(crossed)).toEqual([9, 2]);
  expect(crossed.items.map(({ id }) => id)).toEqual(["a", "new"]);
  expect(crossed.revision).toBe(6);
  expect(requests(newerSources(held, page(7, source("a", 1))))).toEqual([1]);
  expect(requests(newerSources(undefined, page(1, source("a", 1))))).toEqual([1]);
});
