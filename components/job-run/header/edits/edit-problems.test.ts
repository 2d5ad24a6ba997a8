import { describe, expect, it } from "vitest";
import { editProblems, refusedProblem } from "./edit-problems.ts";

const config = (some: object = {}) =>
  JSON.stringify({ name: "books", type: "scraping", urls: ["/x"], fields: [{ name: "title" }], ...some }, null, 2);
const found = (texts: { config?: string; params?: string }) => {
  const whole = { config: config(), params: "{}", ...texts };
  return editProblems(whole).map(({ part, path, message, line, column, from, to }) => ({
    at: `${part} ${line}:${column} ${path}`,
    message,
    marked: whole[part].slice(from, to),
  }));
};

describe("editProblems", () => {
  it("finds nothing wrong with what is right", () => {
    expect(found({})).toEqual([]);
    expect(found({ config: config({ urls: ["/{{season}}"] }), params: '{"season": 7, "more": [1]}' })).toEqual([]);
  });

  it("names the line and the column of what is no JSON, in both texts at once", () => {
    expect(found({ config: '{\n  "name": books\n}', params: "{,}" })).toMatchObject([
      { at: "config 2:11 null", message: "books is no value; texts stand in double quotes" },
      { at: "params 1:2 null" },
    ]);
    expect(found({ params: "[1]" })).toMatchObject([{ at: "params 1:1 ", message: "must be an object: { … }" }]);
  });

  it("names the field and the place of what cannot be", () => {
    expect(found({ config: config({ timeLimitSeconds: 0, fields: [{ name: "" }] }) })).toMatchObject([
      { at: expect.stringMatching(/^config \d+:\d+ fields\.0\.name$/), marked: '""' },
      { at: expect.stringMatching(/timeLimitSeconds$/), marked: "0" },
    ]);
    expect(found({ config: config({ colour: "red" }) })).toMatchObject([
      { at: expect.stringMatching(/colour$/), message: "is not known here", marked: '"red"' },
    ]);
    expect(found({ config: config({ type: "magic" }) })).toMatchObject([{ at: expect.stringMatching(/type$/) }]);
  });

  it("names the parameter that is missing, whatever a schedule would need", () => {
    const schedule = { cron: "0 3 * * *", timezone: "UTC" };
    expect(found({ config: config({ urls: ["/{{season}}"], schedule }) })).toEqual([
      { at: "params 1:1 season", message: "is missing: urls.0 holds {{season}}", marked: "{}" },
    ]);
    expect(found({ config: config({ urls: ["/{{a b}}"] }) })).toMatchObject([{ marked: '"/{{a b}}"' }]);
  });
});

it("puts what the server refused at its place", () => {
  const texts = { config: config({ itemSelector: "a[" }), params: "{}" };
  const problem = refusedProblem(texts, "config.itemSelector", "config.itemSelector: is not a selector");
  expect(problem).toMatchObject({ part: "config", path: "itemSelector", message: "is not a selector" });
  expect(texts.config.slice(problem?.from, problem?.to)).toBe('"a["');
  expect(refusedProblem(texts, "again", "…")).toBeNull();
  expect(refusedProblem(texts, null, "…")).toBeNull();
});
