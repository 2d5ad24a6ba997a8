import { describe, expect, it } from "vitest";
import { copyName, duplicateLink } from "./duplicate.ts";

describe("the name of a copy", () => {
  it("is one that no agent has, in any case of its letters", () => {
    expect(copyName("Prices", ["Prices"])).toBe("Prices copy");
    expect(copyName("Prices", ["Prices", "prices COPY"])).toBe("Prices copy 2");
    expect(copyName("Prices copy 2", ["Prices copy", "Prices copy 2"])).toBe("Prices copy 3");
  });

  it("is not longer than a name may be", () => {
    const name = "x".repeat(120);
    const copy = copyName(name, [name, `${"x".repeat(115)} copy`]);
    expect(copy).toBe(`${"x".repeat(113)} copy 2`);
    expect(copy).toHaveLength(120);
  });
});

it("the address of a copy holds any id", () => {
  expect(duplicateLink("a/b&c")).toBe("/agents/new?from=a%2Fb%26c");
});
