import { describe, expect, it } from "vitest";
import { factsOf } from "./facts.ts";

describe("what a JSON object says", () => {
  it("is told place by place, lists as one", () => {
    const json =
      '{"type":"crawling","big":12345678901234567890,"request":{"delayMs":1.50},"fields":[{"name":"a"},{"name":"b"}],"schedule":null,"tags":[]}';
    expect(factsOf(json)).toEqual([
      { name: "type", values: ["crawling"], more: 0 },
      { name: "big", values: ["12345678901234567890"], more: 0 },
      { name: "request.delayMs", values: ["1.50"], more: 0 },
      { name: "fields[].name", values: ["a", "b"], more: 0 },
      { name: "schedule", values: ["null"], more: 0 },
    ]);
  });

  it("leaves out most of what is long", () => {
    const [urls] = factsOf(JSON.stringify({ urls: Array.from({ length: 100 }, (_, n) => `/${n}`) })) ?? [];
    expect(urls).toMatchObject({ more: 88 });
    expect(urls?.values).toHaveLength(12);
    const wide = Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`key ${n}`, n]));
    expect(factsOf(JSON.stringify(wide))).toBeNull();
  });

  it.each(["[1]", "null", "broken", "{x}", ""])("is not told of %s", (json) => {
    expect(factsOf(json)).toBeNull();
  });
});
