import { describe, expect, it } from "vitest";
import { placeLink, readPlace } from "./list-place.ts";

const read = (address: string) => {
  const params = new URL(address, "http://localhost").searchParams;
  return readPlace((name) => params.get(name));
};

describe("the place in the list", () => {
  it("is what the address says, both ways", () => {
    const place = {
      q: 'error:"timed out" #1 & more',
      sort: "-duration",
      size: 200,
      cursor: "abc",
      view: "mine",
    } as const;
    expect(read(placeLink(place))).toEqual(place);
    expect(placeLink({ q: "" })).toBe("/jobs");
    expect(read("/jobs")).toEqual({ q: "", sort: "-created", size: null, cursor: null, view: null });
  });

  it("does without what it cannot understand", () => {
    expect(read("/jobs?sort=name&size=10000&cursor=")).toEqual(read("/jobs"));
    expect(read("/jobs?size=1e2&sort=-Ended")).toEqual({ ...read("/jobs"), size: 100 });
  });
});
