import { expect, it } from "vitest";
import { hashOf, idOfToken, isTokenOf, makeApiToken, tokenPrefix } from "./api-token.ts";

it("makes tokens that can be told from anything else, each another", () => {
  const made = Array.from({ length: 100 }, () => makeApiToken());
  expect(new Set(made.map(({ token }) => token)).size).toBe(100);
  expect(new Set(made.map(({ id }) => id)).size).toBe(100);
  for (const { id, token, hash } of made) {
    expect(token).toMatch(/^wf_[0-9a-f]{16}_[0-9a-f]{40}$/);
    expect(token.startsWith(`${tokenPrefix(id)}_`)).toBe(true);
    expect(idOfToken(token)).toBe(id);
    expect(hash).toBe(hashOf(token));
    expect(hash).not.toContain(token.slice(-40));
  }
});

it("reads no id from what is no token", () => {
  const { token } = makeApiToken();
  const others = ["", "wf_", token.slice(0, -1), `${token}0`, ` ${token}`, `${token}\n`, token.toUpperCase()];
  for (const other of others) expect(idOfToken(other), other).toBeUndefined();
});

it("knows a token by its hash", () => {
  const { token, hash } = makeApiToken();
  expect(isTokenOf(token, hash)).toBe(true);
  for (const other of ["", `${token}0`, makeApiToken().token, hash]) expect(isTokenOf(other, hash)).toBe(false);
  expect(isTokenOf(token, "")).toBe(false);
});
