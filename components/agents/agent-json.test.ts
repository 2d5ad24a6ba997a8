import { describe, expect, it } from "vitest";
import { agentDefinitionSchema } from "../../lib/api/agent-schema.ts";
import { draftOf } from "./agent-draft.ts";
import { jsonOf, readJson } from "./agent-json.ts";
import { CRAWLING, SCRAPING } from "./testing/definitions.ts";

describe("a definition edited as JSON", () => {
  it.each([SCRAPING, CRAWLING])("reads back as the same form: $name", (given) => {
    const draft = draftOf(agentDefinitionSchema.parse(given));
    expect(readJson(jsonOf(draft))).toEqual({ draft });
  });

  it("keeps what is for programs", () => {
    const draft = draftOf(agentDefinitionSchema.parse({ ...SCRAPING, slug: "daily-report", jobsPerDay: 24 }));
    expect(readJson(jsonOf(draft))).toEqual({ draft });
  });

  it("may leave out what has a default", () => {
    const read = readJson(JSON.stringify(CRAWLING));
    expect(read).toEqual({ draft: draftOf(agentDefinitionSchema.parse(CRAWLING)) });
  });

  it.each([
    ["{", /^This is not JSON/],
    ["[]", /^must be an object/],
    ["{}", /^type: must be one of scraping, crawling/],
    [JSON.stringify({ ...CRAWLING, urls: [] }), /^urls: is not known here/],
    [JSON.stringify({ ...CRAWLING, fields: [{ name: "a", css: "b" }] }), /^fields\.0\.css: is not known here/],
    [JSON.stringify({ ...CRAWLING, fields: [{ name: 5 }] }), /^fields\.0\.name: must be text/],
    [JSON.stringify({ ...CRAWLING, request: { delayMs: "1" } }), /^request\.delayMs: must be a number/],
    [JSON.stringify({ ...CRAWLING, key: ["isbn"] }), /^key\.0: no field is named "isbn"/],
    [
      JSON.stringify({ ...CRAWLING, postProcessing: [{ step: "drop", field: "a" }] }),
      /^postProcessing\.0\.field: is not known/,
    ],
    [JSON.stringify({ ...CRAWLING, tags: "a" }), /^tags: must be a list/],
    [JSON.stringify({ ...CRAWLING, enabled: "yes" }), /^enabled: must be true or false/],
  ])("is refused with the place: %s", (text, message) => {
    expect(readJson(text)).toEqual({ problem: expect.stringMatching(message) });
  });
});
