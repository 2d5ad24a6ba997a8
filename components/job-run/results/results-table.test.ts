import { describe, expect, it } from "vitest";
import type { ResultRow } from "../../../lib/jobs/model.ts";
import { resultsTable } from "./results-table.ts";

const row = (seq: number, data: string): ResultRow => ({ collection: 1, seq, task: null, verdict: null, data });
const cells = (table: ReturnType<typeof resultsTable>) => table.rows.map((each) => Object.fromEntries(each.cells));

describe("the table of results", () => {
  it("takes its columns from the items, in the order met", () => {
    const table = resultsTable([row(1, '{"title":"A","price":3}'), row(2, '{"price":4,"stock":null}')]);
    expect(table.columns).toEqual(["title", "price", "stock"]);
    expect(cells(table)).toEqual([
      { title: "A", price: "3" },
      { price: "4", stock: "" },
    ]);
  });

  it("keeps numbers exact that a double can't hold", () => {
    const table = resultsTable([row(1, '{"id":12345678901234567890,"price":1.10}')]);
    expect(cells(table)).toEqual([{ id: "12345678901234567890", price: "1.10" }]);
  });

  it("shows what is no object as one value, and broken JSON as it came", () => {
    const table = resultsTable([row(1, '"plain"'), row(2, "[1,2]"), row(3, "{broken")]);
    expect(table.columns).toEqual(["value"]);
    expect(cells(table)).toEqual([{ value: "plain" }, { value: "[1,2]" }, { value: "{broken" }]);
  });

  it("keeps nested values as JSON", () => {
    expect(cells(resultsTable([row(1, '{"tags":["a","b"],"at":{"x":1}}')]))).toEqual([
      { tags: '["a","b"]', at: '{"x":1}' },
    ]);
  });
});
