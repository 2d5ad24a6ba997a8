import { expect, it } from "vitest";
import { readRetryAfter } from "./retry-after.ts";

const NOW = Date.UTC(2026, 10, 28, 12);

it.each([
  ["0", 0],
  ["2", 2],
  [" 1.5 ", 1.5],
  ["86400", 3600],
  ["Sat, 28 Nov 2026 12:00:30 GMT", 30],
  ["Sat, 28 Nov 2026 11:00:00 GMT", 0],
  ["Sun, 29 Nov 2026 12:00:00 GMT", 3600],
])("%j lets us come again after %d s", (header, seconds) => {
  expect(readRetryAfter(header, NOW)).toEqual(new Date(NOW + seconds * 1000));
});

it.each([undefined, "", "soon", "-5 s", "NaN"])("%j says nothing", (header) => {
  expect(readRetryAfter(header, NOW)).toBeNull();
});
