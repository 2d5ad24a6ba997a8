import { describe, expect, it } from "vitest";
import { type AgentDefinitionInput, agentDefinitionSchema } from "../api/agent-schema.ts";
import { areParams, readParams } from "./params.ts";
import { fillAddresses, placeholderProblem } from "./placeholders.ts";

const definition = (some: Partial<AgentDefinitionInput>) =>
  agentDefinitionSchema.parse({ name: "books", type: "scraping", fields: [{ name: "title" }], ...some });
const fill = (some: Partial<AgentDefinitionInput>, params: string | null) => {
  const read = readParams(params);
  if (!areParams(read)) throw new Error(read.problem);
  return fillAddresses(definition(some), read);
};
const filledUrl = (url: string, params: string | null) => {
  const filled = fill({ urls: [url] }, params);
  return "urls" in filled ? filled.urls[0] : filled;
};

describe("fillAddresses", () => {
  it("puts parameters into every kind of start address, and leaves {page} alone", () => {
    const params = '{"shop": "north", "n": 7, "sale": true}';
    expect(
      fill(
        { urls: ["/{{shop}}/{{ n }}", "/{{sale}}"], pages: { template: "/{{shop}}/{page}", from: 1, to: 2 } },
        params,
      ),
    ).toMatchObject({ urls: ["/north/7", "/true"], pages: { template: "/north/{page}" } });
    expect(fill({ type: "crawling", startUrl: "/{{shop}}" }, params)).toMatchObject({ startUrl: "/north" });
  });

  it("takes the default where a parameter is not given", () => {
    expect(filledUrl("/{{season=spring}}", null)).toBe("/spring");
    expect(filledUrl("/{{season=spring}}", '{"season": "winter"}')).toBe("/winter");
    expect(filledUrl("/{{season=}}", "{}")).toBe("/");
    expect(filledUrl("/{{season=spring}}", '{"season": ""}')).toBe("/");
  });

  it("lets a value add no part to an address", () => {
    expect(filledUrl("/{{q}}", '{"q": "a/../b?x=1&y#z {page} é"}')).toBe(
      "/a%2F..%2Fb%3Fx%3D1%26y%23z%20%7Bpage%7D%20%C3%A9",
    );
    expect(filledUrl("/{{q}}", '{"q": "\\ud800"}')).toBe("/%EF%BF%BD");
    expect(filledUrl("/{{q}}", '{"q": "{{q}}"}')).toBe("/%7B%7Bq%7D%7D");
  });

  it("keeps large numbers exact", () => {
    expect(filledUrl("/{{id}}", '{"id": 12345678901234567890.10}')).toBe("/12345678901234567890.10");
  });

  it("says which parameter is missing or cannot stand in an address, and where it is needed", () => {
    expect(filledUrl("/{{season}}", null)).toEqual({
      field: "params.season",
      message: "is missing: urls.0 holds {{season}}",
    });
    for (const value of ["null", "[1]", "{}"]) {
      expect(filledUrl("/{{season=x}}", `{"season": ${value}}`)).toMatchObject({
        field: "params.season",
        message: expect.stringContaining("must be a text, a number, true or false"),
      });
    }
    expect(filledUrl("/{{toString}}", "{}")).toMatchObject({ field: "params.toString" });
  });

  it("does not mind parameters that nothing names", () => {
    expect(filledUrl("/x", '{"note": {"any": [1]}}')).toBe("/x");
  });
});

describe("placeholderProblem", () => {
  const schedule = { cron: "0 3 * * *", timezone: "UTC" };
  it.each([
    [{ urls: ["/ok/{{a-b_1}}", "/{{x=1}}", "/{one}"] }, null],
    [{ urls: ["/{{}}"] }, "urls.0"],
    [{ urls: ["/ok", "/{{a b}}"] }, "urls.1"],
    [{ urls: ["/{{open"] }, "urls.0"],
    [{ pages: { template: "/{{page}}", from: 1, to: 2 } }, "pages.template"],
    [{ urls: ["/{{season}}"], schedule }, "urls.0"],
    [{ urls: ["/{{season=spring}}"], schedule }, null],
    [{ type: "crawling", startUrl: "/{{1}}" }, "startUrl"],
  ] as [Partial<AgentDefinitionInput>, string | null][])("names the place of what cannot be: %j", (some, field) => {
    expect(placeholderProblem(definition(some))?.field ?? null).toBe(field);
  });
});

it("readParams says what is wrong with a text", () => {
  expect(readParams("{]")).toEqual({ problem: expect.stringContaining("(line 1, column 2)") });
  expect(readParams("[]")).toEqual({ problem: "must be an object: { … }" });
});
