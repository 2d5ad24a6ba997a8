import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { FILTER_KEYS } from "./keys.ts";
import { parseFilter } from "./parse.ts";

const PAGE = readFileSync(new URL("../../../docs/filter.md", import.meta.url), "utf8");
const rows = PAGE.split("\n").filter((line) => line.startsWith("| `"));

it("docs/filter.md has every key", () => {
  const keys = rows.flatMap((row) => [...(row.split("|")[1] ?? "").matchAll(/`([a-z-]+)`/g)].map(([, key]) => key));
  expect(keys).toEqual(expect.arrayContaining([...FILTER_KEYS]));
});

it("docs/filter.md gives examples that can be understood", () => {
  const examples = [...PAGE.matchAll(/`(-?[a-z-]+:[^`…]+)`/g)].map(([, example = ""]) => example);
  expect(examples.length).toBeGreaterThan(30);
  const wrong = examples.filter((example) => parseFilter(example).problems.length > 0);
  expect(wrong).toEqual(["-duration:>5m"]);
});
