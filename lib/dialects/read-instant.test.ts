import fc from "fast-check";
import { expect, it } from "vitest";
import { readInstant } from "./read-instant.ts";

it.each([
  ["2022-01-10T11:32:18.2362494Z", "2022-01-10T11:32:18.236Z"],
  ["2022-01-10T11:32:18Z", "2022-01-10T11:32:18.000Z"],
  ["2022-01-10 11:32", "2022-01-10T11:32:00.000Z"],
  ["2022-01-10t11:32:18.5z", "2022-01-10T11:32:18.500Z"],
  ["2022-01-31T23:30:00-0100", "2022-02-01T00:30:00.000Z"],
  ["2024-02-29T12:00:00", "2024-02-29T12:00:00.000Z"],
  ["2022-01-10T24:00:00Z", "2022-01-11T00:00:00.000Z"],
  ...["2023-02-29T12:00:00Z", "2022-04-31T12:00:00Z", "2022-13-01T12:00:00Z", "2022-00-10T12:00:00Z"].map((text) => [
    text,
    null,
  ]),
  ...["2022-01-00T12:00:00Z", "2022-01-10T25:00:00Z", "2022-01-10T12:60:00Z", "0001-01-01T00:00:00"].map((text) => [
    text,
    null,
  ]),
  ...["", "soon", 7, null, undefined, "2022-01-10"].map((text) => [text, null]),
])("%j is %j", (text, read) => expect(readInstant(text)).toBe(read));

it("reads what Date writes", () => {
  const date = fc.date({ min: new Date("1000-01-01"), max: new Date("9999-12-31T23:59:59.999Z"), noInvalidDate: true });
  fc.assert(
    fc.property(date, (at) => {
      expect(readInstant(at.toISOString())).toBe(at.toISOString());
    }),
  );
});
