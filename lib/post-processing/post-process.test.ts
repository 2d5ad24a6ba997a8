import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { postProcess, postProcessAll } from "./post-process.ts";
import { stepsSchema } from "./step-schema.ts";
import type { Step } from "./steps.ts";

type StepInput = (typeof stepsSchema)["_zod"]["input"][number];
const rows = (texts: readonly string[], ...steps: StepInput[]) => {
  const { outcomes, unread } = postProcessAll(texts, stepsSchema.parse(steps));
  return {
    kept: outcomes.flatMap((outcome) => ("kept" in outcome ? [outcome.kept] : [])),
    left: outcomes.flatMap((outcome, row) => ("left" in outcome ? [`${row} ${outcome.left} at ${outcome.step}`] : [])),
    unread,
  };
};
const one = (text: string, ...steps: StepInput[]) => rows([text], ...steps).kept[0];

const BIG = '{"id":12345678901234567890,"price":"£1,200.50","n":1.50,"nested":{"x":[1e400]},"none":null}';

describe("each step", () => {
  it("rename gives a field another name in its place", () => {
    expect(one('{"a":1,"b":2,"c":3}', { step: "rename", from: "b", to: "B" })).toBe('{"a":1,"B":2,"c":3}');
    expect(one('{"a":1,"b":2}', { step: "rename", from: "a", to: "b" })).toBe('{"b":1}');
    expect(one('{"a":1}', { step: "rename", from: "x", to: "b" })).toBe('{"a":1}');
    expect(one('{"a":1}', { step: "rename", from: "a", to: "a" })).toBe('{"a":1}');
  });

  it("drop takes fields away, keep all others, in the order that it names", () => {
    expect(one('{"a":1,"b":2,"c":3}', { step: "drop", fields: ["b", "x"] })).toBe('{"a":1,"c":3}');
    expect(one('{"a":1,"b":2,"c":3}', { step: "keep", fields: ["c", "x", "a"] })).toBe('{"c":3,"a":1}');
  });

  it("template writes a field from others", () => {
    const template = (text: string) =>
      one(BIG, { step: "keep", fields: ["id", "price"] }, { step: "template", field: "t", text });
    expect(template("{{ price }} ({{id}}){{missing}}")).toBe(
      '{"id":12345678901234567890,"price":"£1,200.50","t":"£1,200.50 (12345678901234567890)"}',
    );
    expect(one('{"a":"x","b":{"c":[1]}}', { step: "template", field: "a", text: '{{a}}"{{b}}' })).toBe(
      '{"a":"x\\"{\\"c\\":[1]}","b":{"c":[1]}}',
    );
  });

  it("template stops before a row grows without end", () => {
    const doubling: StepInput[] = Array.from({ length: 50 }, () => ({
      step: "template",
      field: "a",
      text: "{{a}}{{a}}",
    }));
    const { kept, unread } = rows(['{"a":"0123456789"}'], ...doubling);
    expect(kept).toEqual(['{"a":""}']);
    expect(unread).toHaveLength(1);
    expect(unread[0]).toMatchObject({ row: 0, field: "a", text: null });
  });

  it.each<[string, Omit<Extract<StepInput, { step: "filter" }>, "step" | "field">, boolean]>([
    ["12345678901234567890", { test: "equals", value: "12345678901234567890.0" }, true],
    ["12345678901234567890", { test: "equals", value: "12345678901234567891" }, false],
    ['"51.70"', { test: "equals", value: "51.7" }, false],
    ["true", { test: "equals", value: "true" }, true],
    ["null", { test: "not-equals", value: "x" }, true],
    ['"A"', { test: "equals", value: "a" }, false],
    ['"in st\\u006fck"', { test: "contains", value: "stock" }, true],
    ["null", { test: "contains", value: "x" }, false],
    ["null", { test: "not-contains", value: "x" }, true],
    ['"abc"', { test: "begins-with", value: "ab" }, true],
    ['"abc"', { test: "ends-with", value: "ab" }, false],
    ['""', { test: "exists" }, false],
    ["0", { test: "exists" }, true],
    ["null", { test: "missing" }, true],
    ["9007199254740993", { test: "greater", value: "9007199254740992" }, true],
    ['"£9.99"', { test: "less", value: "10" }, true],
    ['"1,234"', { test: "less", value: "10" }, false],
    ['"1,234"', { test: "greater", value: "10" }, false],
    ["{}", { test: "less", value: "10" }, false],
    ["10", { test: "less", value: "1e1" }, false],
  ])("filter of %s by %j passes: %s", (raw, test, passes) => {
    const { kept, left } = rows([`{"a":${raw}}`], { step: "filter", field: "a", ...test });
    expect([kept.length === 1, left]).toEqual([passes, passes ? [] : ["0 filtered at 0"]]);
  });

  it("filter counts a field that is not there as without value", () => {
    expect(one("{}", { step: "filter", field: "a", test: "missing" })).toBe("{}");
    expect(one("{}", { step: "filter", field: "a", test: "not-equals", value: "x" })).toBe("{}");
    expect(one("{}", { step: "filter", field: "a", test: "less", value: "1" })).toBeUndefined();
  });

  it("deduplicate keeps the first, by fields or as a whole", () => {
    const texts = [
      '{"k":"a","n":1}',
      '{"k":"\\u0061","n":2}',
      '{"n":1.0,"k":"a"}',
      '{"k":null,"n":1}',
      '{"n":1}',
      '{"k":"","n":2}',
    ];
    expect(rows(texts, { step: "deduplicate", by: ["k"] })).toMatchObject({
      kept: [texts[0], texts[3], texts[5]],
      left: ["1 duplicate at 0", "2 duplicate at 0", "4 duplicate at 0"],
    });
    expect(rows(texts, { step: "deduplicate" }).kept).toEqual([texts[0], texts[1], texts[3], texts[5]]);
  });

  it("deduplicate counts what later steps leave out", () => {
    const steps: StepInput[] = [
      { step: "deduplicate", by: ["k"] },
      { step: "filter", field: "n", test: "greater", value: "1" },
    ];
    expect(rows(['{"k":1,"n":1}', '{"k":1,"n":2}'], ...steps).kept).toEqual([]);
    expect(rows(['{"k":1,"n":1}', '{"k":1,"n":2}'], ...steps.toReversed()).kept).toEqual(['{"k":1,"n":2}']);
  });

  it("cast leaves a value that it cannot read as it is told to", () => {
    const cast = (otherwise?: "null" | "keep" | "drop" | "warn") =>
      rows(['{"a":"call us"}', '{"a":"7"}', "{}"], { step: "cast", field: "a", to: "number", otherwise });
    expect(cast("null")).toEqual({ kept: ['{"a":null}', '{"a":7}', "{}"], left: [], unread: [] });
    expect(cast("keep").kept).toEqual(['{"a":"call us"}', '{"a":7}', "{}"]);
    expect(cast("drop")).toMatchObject({ kept: ['{"a":7}', "{}"], left: ["0 filtered at 0"], unread: [] });
    expect(cast()).toEqual({
      kept: ['{"a":null}', '{"a":7}', "{}"],
      left: [],
      unread: [{ row: 0, step: 0, field: "a", text: "call us", problem: "is not a number" }],
    });
  });

  it("does not warn of a value in a row that is left out", () => {
    const steps: StepInput[] = [
      { step: "cast", field: "a", to: "number" },
      { step: "filter", field: "a", test: "exists" },
    ];
    expect(rows(['{"a":"call us"}'], ...steps)).toEqual({ kept: [], left: ["0 filtered at 1"], unread: [] });
  });
});

const NAMES = ["a", "b", "c"];
const name = fc.constantFrom(...NAMES, "d");
const names = fc.uniqueArray(name, { minLength: 1, maxLength: 3 });
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ step: fc.constant("rename" as const), from: name, to: name }),
  fc.record({ step: fc.constant("drop" as const), fields: names }),
  fc.record({ step: fc.constant("keep" as const), fields: names }),
  fc.record({
    step: fc.constant("filter" as const),
    field: name,
    test: fc.constantFrom("exists", "not-contains", "less"),
    value: fc.constant("5"),
  }),
  fc.record({ step: fc.constant("deduplicate" as const), by: fc.uniqueArray(name, { maxLength: 2 }) }),
  fc.record({
    step: fc.constant("template" as const),
    field: name,
    text: fc.constantFrom("{{a}}-{{b}}", "{{c}}", "x"),
  }),
  fc.record({
    step: fc.constant("cast" as const),
    field: name,
    to: fc.constantFrom("number", "integer", "boolean", "text", "date"),
    otherwise: fc.constantFrom("warn", "null", "keep", "drop"),
  }),
);
const anyRow = fc
  .dictionary(
    fc.constantFrom(...NAMES),
    fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom("£5", "7", "x", null)),
    {
      maxKeys: 3,
    },
  )
  .map((item) => JSON.stringify(item));

describe("any steps over any rows", () => {
  it("make JSON of every row, or say why not", () => {
    fc.assert(
      fc.property(fc.array(anyRow, { maxLength: 12 }), fc.array(anyStep, { maxLength: 6 }), (texts, steps) => {
        const { outcomes, unread } = postProcessAll(texts, steps);
        expect(outcomes).toHaveLength(texts.length);
        for (const outcome of outcomes) {
          if ("kept" in outcome) expect(() => JSON.parse(outcome.kept)).not.toThrow();
          else expect(steps[outcome.step]?.step === "deduplicate").toBe(outcome.left === "duplicate");
        }
        for (const { row } of unread) expect(outcomes[row]).toHaveProperty("kept");
      }),
    );
  });

  it("come to the same in portions, when what was seen is remembered", () => {
    const texts = fc.array(anyRow, { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(texts, fc.array(anyStep, { maxLength: 6 }), fc.integer({ min: 1, max: 5 }), (all, steps, size) => {
        const seen = new Map<number, Set<string>>();
        const outcomes = [];
        for (let from = 0; from < all.length; from += size) {
          const run = postProcess(all.slice(from, from + size), steps);
          let turn = run.next();
          while (!turn.done) {
            const { step, keys } = turn.value;
            const known = seen.get(step) ?? new Set();
            const fresh = new Set(keys.filter((key) => !known.has(key)));
            seen.set(step, new Set([...known, ...fresh]));
            turn = run.next(fresh);
          }
          outcomes.push(...turn.value.outcomes);
        }
        expect(outcomes).toEqual(postProcessAll(all, steps).outcomes);
      }),
    );
  });

  it("leave what no step touches as it came, letter by letter", () => {
    expect(one(BIG, { step: "rename", from: "price", to: "was" })).toBe(BIG.replace("price", "was"));
    expect(one(BIG, { step: "cast", field: "price", to: "number" })).toBe(BIG.replace('"£1,200.50"', "1200.50"));
    expect(one(BIG, { step: "cast", field: "n", to: "number" })).toBe(BIG);
  });

  it.each(["[1]", '"text"', "not JSON", '{"a":1'])("keep what is no object: %s", (text) => {
    expect(one(text, { step: "drop", fields: ["a"] }, { step: "filter", field: "a", test: "exists" })).toBe(text);
  });
});
