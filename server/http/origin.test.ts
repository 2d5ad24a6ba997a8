import { expect, it } from "vitest";
import { isOwnOrigin } from "./origin.ts";

const cases: [string, Record<string, string>, boolean, boolean][] = [
  ["our own page", { "sec-fetch-site": "same-origin", origin: "http://localhost:3000" }, true, true],
  ["a link typed by the operator", { "sec-fetch-site": "none" }, true, true],
  ["another site", { "sec-fetch-site": "cross-site", origin: "https://evil.example" }, true, false],
  ["another port of this machine", { "sec-fetch-site": "same-site", origin: "http://localhost:4000" }, true, false],
  ["an older browser on our page", { origin: "http://localhost:3000" }, true, true],
  ["an older browser on another site", { origin: "https://evil.example" }, true, false],
  ["a sandboxed frame", { origin: "null" }, true, false],
  ["a proxy's public address", { origin: "https://jobs.example.com" }, true, true],
  ["a client that is no browser", {}, true, true],
  ["a link from another site to a page", { "sec-fetch-site": "cross-site" }, false, true],
  ["a socket of another site", { origin: "https://evil.example" }, false, false],
  ["a socket of our own page", { origin: "http://localhost:3000" }, false, true],
];

it.each(cases)("judges %s", (_name, headers, unsafe, own) => {
  const all = new Headers({ host: "localhost:3000", ...headers });
  expect(isOwnOrigin(all, "https://jobs.example.com", unsafe)).toBe(own);
});
