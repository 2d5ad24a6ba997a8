import { describe, expect, it } from "vitest";
import { agentDefinitionSchema } from "../api/agent-schema.ts";
import { fieldsAlong } from "./step-problems.ts";
import { stepsSchema } from "./step-schema.ts";
import { stepInWords } from "./step-words.ts";

const agent = (postProcessing: unknown) =>
  agentDefinitionSchema.safeParse({
    type: "scraping",
    name: "Prices",
    urls: ["/a"],
    fields: [{ name: "title" }, { name: "price" }],
    postProcessing,
  });

describe("the steps of an agent", () => {
  it("may use the fields that there are where they stand", () => {
    const steps = [
      { step: "rename", from: "title", to: "name" },
      { step: "cast", field: "price", to: "number", decimal: ",", otherwise: "drop" },
      { step: "template", field: "label", text: "{{name}}: {{price}} {{ name }}" },
      { step: "filter", field: "label", test: "contains", value: ":" },
      { step: "filter", field: "price", test: "less", value: "9.99" },
      { step: "keep", fields: ["price", "label"] },
      { step: "deduplicate", by: ["label"] },
      { step: "drop", fields: ["price"] },
    ];
    const read = agent(steps);
    expect(read.error?.issues).toBeUndefined();
    expect(read.data?.postProcessing).toEqual(steps);
    expect(fieldsAlong(["title", "price"], stepsSchema.parse(steps)).map((names) => names.join(" "))).toEqual([
      "title price",
      "name price",
      "name price",
      "name price label",
      "name price label",
      "name price label",
      "price label",
      "price label",
      "label",
    ]);
    expect(stepsSchema.parse(steps).map(stepInWords)).toEqual([
      "call title name",
      "make price a number",
      "write label from a template",
      "keep rows whose label contains :",
      "keep rows whose price is less than 9.99",
      "keep only price and label",
      "keep one row for each label",
      "drop price",
    ]);
  });

  it.each<[string, string, unknown[]]>([
    ["0.step", "must be one of cast, template, filter, deduplicate, rename, keep, drop", [{ step: "sort" }]],
    ["0.from", 'no field is named "x" at this step; there are title, price', [{ step: "rename", from: "x", to: "y" }]],
    ["0.to", 'there is a field "price" already; drop it first', [{ step: "rename", from: "title", to: "price" }]],
    ["0.to", "name the field", [{ step: "rename", from: "title", to: "" }]],
    [
      "0.to",
      "must have up to 64 characters, no braces or commas, and no space at its ends",
      [{ step: "rename", from: "title", to: "{a}" }],
    ],
    ["0.fields", "name at least one field", [{ step: "drop", fields: [] }]],
    ["0.fields", 'names "price" twice', [{ step: "keep", fields: ["price", "price"] }]],
    [
      "1.field",
      'no field is named "price" at this step; there are title',
      [
        { step: "drop", fields: ["price"] },
        { step: "cast", field: "price", to: "number" },
      ],
    ],
    ["0.value", "say what to compare with", [{ step: "filter", field: "price", test: "equals" }]],
    [
      "0.value",
      'must be left out: "exists" compares with nothing',
      [{ step: "filter", field: "price", test: "exists", value: "x" }],
    ],
    ["0.value", "must be a number, such as 9.99", [{ step: "filter", field: "price", test: "less", value: "9,99" }]],
    ["0.text", "each {{ needs its }}, and a field between them", [{ step: "template", field: "a", text: "{{title" }]],
    [
      "0.text",
      'no field is named "a" at this step; there are title, price',
      [{ step: "template", field: "a", text: "{{a}}" }],
    ],
    ["0.text", "name the field", [{ step: "template", field: "a", text: "{{}}" }]],
    ["0.decimal", "is for numbers only", [{ step: "cast", field: "price", to: "date", decimal: "." }]],
    ["0.by", 'no field is named "x" at this step; there are title, price', [{ step: "deduplicate", by: ["x"] }]],
  ])("are refused at %s: %s", (path, message, steps) => {
    const { error } = agent(steps);
    expect(error?.issues.map((issue) => [issue.path.join("."), issue.message])).toEqual([
      [`postProcessing.${path}`, message],
    ]);
  });

  it("are at most fifty", () => {
    const steps = (count: number) => Array.from({ length: count }, () => ({ step: "deduplicate" }));
    expect(agent(steps(50)).success).toBe(true);
    expect(agent(steps(51)).error?.issues[0]?.path).toEqual(["postProcessing"]);
    expect(JSON.parse(JSON.stringify(agent(undefined).data))).not.toHaveProperty("postProcessing");
  });
});
