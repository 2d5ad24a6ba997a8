import { describe, expect, it } from "vitest";
import type { Schema } from "./openapi.ts";
import { nodeOf, rowsOf, typeParts } from "./schema-tree-model.ts";

const words = (schema: Schema) =>
  typeParts(schema)
    .map((part) => ("ref" in part ? `<${part.ref}>` : part.text))
    .join("");
const job = { $ref: "#/components/schemas/JobRow" };

describe("what a type is called", () => {
  it.each<[Schema, string]>([
    [{ type: "string" }, "text"],
    [{ type: "string", maxLength: 80 }, "text of at most 80 characters"],
    [{ type: "string", format: "date-time" }, "time"],
    [{ type: ["string", "null"] }, "text or null"],
    [{ type: "integer", minimum: 1, maximum: 200 }, "whole number, 1 to 200"],
    [{ type: "integer", minimum: 0 }, "whole number from 0"],
    [{ type: "boolean" }, "true or false"],
    [{ type: "string", enum: ["csv", "ndjson"] }, '"csv" or "ndjson"'],
    [{ type: "string", const: "crawling" }, '"crawling"'],
    [{ type: "array", items: job }, "list of <JobRow>"],
    [{ anyOf: [job, { type: "null" }] }, "<JobRow> or null"],
    [{}, "anything"],
    [true, "anything"],
  ])("%j", (schema, called) => {
    expect(words(schema)).toBe(called);
  });
});

describe("the rows below a schema", () => {
  const object: Schema = {
    type: "object",
    properties: { name: { type: "string", description: "How it is called." }, job },
    required: ["name"],
  };

  it("are the properties of an object, and go no further than a component's name", () => {
    expect(rowsOf(object)).toMatchObject([
      { name: "name", required: true, description: "How it is called.", children: [] },
      { name: "job", required: false, description: null, children: [] },
    ]);
  });

  it("are those of the items of a list, and of what may also be null", () => {
    for (const schema of [{ type: "array", items: object }, { anyOf: [object, { type: "null" }] }] satisfies Schema[]) {
      expect(rowsOf(schema).map(({ name }) => name)).toEqual(["name", "job"]);
    }
  });

  it("say what a value is when it is left out", () => {
    expect(nodeOf("limit", { type: "integer", default: 50 }, false, "How many.")).toMatchObject({
      ...{ name: "limit", fallback: "50", description: "How many." },
    });
  });
});
