import { describe, expect, it } from "vitest";
import { agentDefinitionSchema } from "../../lib/api/agent-schema.ts";
import { ApiError } from "../../lib/api/client.ts";
import { problemAt, refusedPlace } from "../ui/problems.ts";
import { type AgentDraft, definitionOf, draftOf, NUMBER_NAMES, NUMBERS, newDraft, newField } from "./agent-draft.ts";
import { findProblems, placeName } from "./agent-problems.ts";
import { agentInWords, targetsInWords } from "./agent-words.ts";
import { newStep } from "./step-draft.ts";
import { CRAWLING, SCRAPING } from "./testing/definitions.ts";

function written(change: Partial<AgentDraft> = {}): AgentDraft {
  const field = { ...newField([]), name: "title", selector: "h1" };
  return { ...newDraft(), name: "Prices", urls: "/a", fields: [field], ...change };
}

const numbers = (change: Partial<AgentDraft["numbers"]>) => ({ ...newDraft().numbers, ...change });

describe("a definition in the form", () => {
  it.each([SCRAPING, CRAWLING])("comes out of the form as it went in: $name", (given) => {
    const definition = agentDefinitionSchema.parse(given);
    expect(agentDefinitionSchema.parse(definitionOf(draftOf(definition)))).toEqual(definition);
    expect(findProblems(draftOf(definition))).toEqual(new Map());
  });

  it("holds what programs call it and how often they may start it, or leaves both out", () => {
    const given = { ...SCRAPING, slug: "daily-report", jobsPerDay: 24 };
    const definition = agentDefinitionSchema.parse(given);
    expect(agentDefinitionSchema.parse(definitionOf(draftOf(definition)))).toEqual(definition);
    const bare = definitionOf({ ...draftOf(definition), slug: " ", jobsPerDay: "" });
    expect(bare).not.toHaveProperty("slug");
    expect(bare).not.toHaveProperty("jobsPerDay");
  });

  it("begins with what the API would fill in", () => {
    const crawling = definitionOf({ ...written(), type: "crawling", startUrl: "/a" });
    const bare = { name: "Prices", fields: [{ name: "title", selector: "h1" }] };
    expect(agentDefinitionSchema.parse(crawling)).toEqual(
      agentDefinitionSchema.parse({ ...bare, type: "crawling", startUrl: "/a" }),
    );
    expect(agentDefinitionSchema.parse(definitionOf(written()))).toEqual(
      agentDefinitionSchema.parse({ ...bare, type: "scraping", urls: ["/a"] }),
    );
  });

  it("keeps what was typed for the other type, and does not send it", () => {
    const draft: AgentDraft = { ...draftOf(agentDefinitionSchema.parse(SCRAPING)), type: "crawling", startUrl: "/b" };
    expect(definitionOf(draft)).not.toHaveProperty("urls");
    expect(definitionOf({ ...draft, type: "scraping" })).toHaveProperty("urls", SCRAPING.urls);
  });

  it("lets a field that tells items apart be renamed and moved", () => {
    const draft = draftOf(agentDefinitionSchema.parse(SCRAPING));
    const [title, ...others] = draft.fields;
    const fields = [...others, ...(title ? [{ ...title, name: " headline " }] : [])];
    expect(agentDefinitionSchema.parse(definitionOf({ ...draft, fields, steps: [] })).key).toEqual([
      "cover",
      "headline",
    ]);
  });
});

describe("the bounds of numbers", () => {
  it.each(NUMBER_NAMES)("of %s are the API's", (name) => {
    const { min, max, path } = NUMBERS[name];
    const type = name === "maxDepth" || name === "maxPages" ? "crawling" : "scraping";
    const parse = (value: number) => {
      const range = name === "pagesFrom" ? { pagesTo: "1000000" } : { pagesFrom: "0" };
      const given = { ...range, [name]: String(value) };
      const draft = written({
        type,
        startUrl: "/a",
        hasPages: true,
        pagesTemplate: "/{page}",
        numbers: numbers(given),
      });
      return { draft, result: agentDefinitionSchema.safeParse(definitionOf(draft)) };
    };
    for (const value of [min, max]) {
      const { draft, result } = parse(value);
      expect(result.error?.issues, `${value}`).toBeUndefined();
      expect(findProblems(draft).get(path)).toBeUndefined();
    }
    for (const value of [max + 1, ...(min > 0 ? [min - 1] : [])]) {
      const { draft, result } = parse(value);
      // The API bounds the first page by the last.
      if (name !== "pagesFrom") expect(result.success, `${value}`).toBe(false);
      expect(findProblems(draft).get(path)).toMatch(/^Must be a whole number from/);
    }
  });
});

describe("the problems that need no server", () => {
  it.each<[string, Partial<AgentDraft>]>([
    ["name", { name: "  " }],
    ["name", { name: "x".repeat(121) }],
    ["urls", { urls: " \n " }],
    ["urls", { urls: "/a\nexample.com" }],
    ["pages.template", { hasPages: true, pagesTemplate: "/p" }],
    ["pages.to", { hasPages: true, pagesTemplate: "/{page}", numbers: numbers({ pagesFrom: "5", pagesTo: "4" }) }],
    ["startUrl", { type: "crawling", startUrl: "ftp://example.com" }],
    ["linkSelector", { type: "crawling", startUrl: "/a", linkSelector: " " }],
    ["fields", { fields: [] }],
    ["fields.0.name", { fields: [{ ...newField([]), name: "1st" }] }],
    ["fields.0.attribute", { fields: [{ ...newField([]), name: "a", take: "attribute" }] }],
    ["fields.0.pattern", { fields: [{ ...newField([]), name: "a", pattern: "(" }] }],
    ["postProcessing.0.field", { steps: [{ ...newStep([]), field: "prise" }] }],
    ["postProcessing.0.fields", { steps: [{ ...newStep([]), step: "drop", fields: " , " }] }],
    ["postProcessing.0.value", { steps: [{ ...newStep([]), step: "filter", field: "title" }] }],
    ["priority", { numbers: numbers({ priority: "1.5" }) }],
    ["request.delayMs", { numbers: numbers({ delayMs: "" }) }],
    ["schedule.cron", { scheduled: true, cron: "every day" }],
    ["tags", { tags: `fine, ${"x".repeat(41)}` }],
    ["slug", { slug: "daily report" }],
    ["slug", { slug: "-daily" }],
    ["jobsPerDay", { jobsPerDay: "0" }],
    ["jobsPerDay", { jobsPerDay: "many" }],
  ])("are seen at %s", (path, change) => {
    const draft = written(change);
    expect([...findProblems(draft).keys()]).toEqual([path]);
    expect(agentDefinitionSchema.safeParse(definitionOf(draft)).success && !path.startsWith("schedule")).toBe(false);
  });

  it("have two fields of one name among them", () => {
    const field = { ...newField([]), name: "a" };
    expect([...findProblems(written({ fields: [field, { ...newField([field]), name: " a " }] })).keys()]).toEqual([
      "fields.1.name",
    ]);
  });

  it("do not reach into what is not chosen", () => {
    const draft = written({ urls: "", hasPages: false, pagesTemplate: "?", scheduled: false, cron: "?" });
    const crawling = { ...draft, type: "crawling" as const, startUrl: "/a", numbers: numbers({ pageBudget: "?" }) };
    expect(findProblems(crawling)).toEqual(new Map());
  });
});

describe("what the server refuses", () => {
  const refusal = (field: string | null, message: string) => new ApiError("BAD_REQUEST", message, { field });

  it("is told at its place, without the path", () => {
    const refused = refusal("fields.0.selector", "fields.0.selector: the selector is empty");
    expect(refusedPlace(refused)).toEqual({ path: "fields.0.selector", message: "The selector is empty" });
    expect(placeName("fields.0.selector")).toBe("Field 1, selector");
    expect(placeName("postProcessing.2.to")).toBe("Step 3, new name");
  });

  it("is told at the list that an entry is in", () => {
    const place = refusedPlace(refusal("urls.2", "urls.2: must start with http://, https:// or /"));
    expect(place?.message).toBe("Number 3 must start with http://, https:// or /");
    const problems = new Map([[place?.path ?? "", place?.message ?? ""]]);
    expect(problemAt(problems, "urls", true)).toMatch(/^Number 3/);
    expect(problemAt(problems, "urls")).toBeNull();
    expect(problemAt(problems, "url", true)).toBeNull();
    expect(placeName("urls.2")).toBe("Addresses");
  });

  it("has no place when the server names none", () => {
    expect(refusedPlace(refusal(null, "Something else"))).toBeNull();
    expect(refusedPlace(new Error("name: no"))).toBeNull();
  });
});

describe("an agent in words", () => {
  it("says what will happen", () => {
    expect(agentInWords(draftOf(agentDefinitionSchema.parse({ ...SCRAPING, enabled: true })))).toEqual([
      "It reads 10 pages, the first /sample/today.",
      "From each li.book it takes title, cover, price and blurb.",
      "An item is one found before when its title and cover are the same.",
      "Post-processing: make price a number, make blurb text, call title name, keep rows whose price is less than 9.99, " +
        "keep rows whose cover has a value and 5 more.",
      "It fetches one page after the other without a pause.",
      "A page that fails for a reason that may pass is tried again up to 10 times, after 24 h.",
      "A job that fails is tried up to 10 times; an attempt may take 24 h.",
      "It starts every day at 03:00 Europe/Berlin.",
    ]);
  });

  it("says nothing of what is not given yet", () => {
    expect(targetsInWords(newDraft())).toBe("");
    expect(agentInWords(newDraft())).toEqual([
      "It pauses 250 ms between pages.",
      "A job that fails is not tried again; an attempt may take 60 min.",
      "It starts when somebody starts it.",
    ]);
  });

  it("counts pages by the budget", () => {
    const draft = written({
      urls: "",
      hasPages: true,
      pagesTemplate: "/p/{page}",
      numbers: numbers({ pageBudget: "4" }),
    });
    expect(targetsInWords(draft)).toBe("4 pages of /p/{page}");
    expect(targetsInWords(written())).toBe("/a");
    expect(targetsInWords({ ...written(), type: "crawling", startUrl: "/s" })).toBe("up to 500 pages from /s");
  });
});
