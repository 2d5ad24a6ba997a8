import { describe, expect, it } from "vitest";
import type { ApiToken } from "../../lib/api/types.ts";
import { dayOf, expiryOf, isUsable, rightsInWords, stateOfToken } from "./token-words.ts";

const NOW = Date.parse("2026-11-22T13:00:00.000Z");

function token(given: Partial<ApiToken>): ApiToken {
  return {
    id: "1f6d0c5a9b3e7d24",
    name: "Nightly build",
    prefix: "wf_1f6d0c5a9b3e7d24",
    scopes: ["services:read"],
    createdBy: "Operator",
    createdAt: "2026-11-01T00:00:00.000Z",
    expiresAt: null,
    lastUsedAt: null,
    revokedAt: null,
    revokedBy: null,
    ...given,
  };
}

describe("when a token expires", () => {
  it("is so many days from now, or never", () => {
    expect(expiryOf("30", "", NOW)).toBe("2026-12-22T13:00:00.000Z");
    expect(expiryOf("365", "", NOW)).toBe("2027-11-22T13:00:00.000Z");
    expect(expiryOf("never", "2027-01-31", NOW)).toBeNull();
  });

  it("is the end of the reader's day that was chosen", () => {
    const end = expiryOf("date", "2027-01-31", NOW) ?? "";
    expect(new Date(end).toString()).toContain("Jan 31 2027 23:59:59");
    expect(dayOf(Date.parse(end))).toBe("2027-01-31");
    expect(dayOf(Date.parse(end) + 1)).toBe("2027-02-01");
    for (const date of ["", "2027-13-01", "soon"]) expect(expiryOf("date", date, NOW), date).toBeUndefined();
  });
});

it.each([
  ["usable", {}],
  ["usable", { expiresAt: "2026-11-29T13:00:00.000Z" }],
  ["expiring", { expiresAt: "2026-11-29T12:59:59.999Z" }],
  ["expired", { expiresAt: "2026-11-22T13:00:00.000Z" }],
  ["revoked", { revokedAt: "2026-11-20T00:00:00.000Z", expiresAt: "2026-11-21T00:00:00.000Z" }],
] as const)("a token is %s with %j", (state, given) => {
  expect(stateOfToken(token(given), NOW)).toBe(state);
  expect(isUsable(token(given), NOW)).toBe(state === "usable" || state === "expiring");
});

it("says what a token may do", () => {
  expect(rightsInWords(["services:read"])).toBe("Read only");
  expect(rightsInWords(["services:read", "services:write"])).toBe("Read and write");
});
