import { describe, expect, it } from "vitest";
import { EXPORT_COLUMNS } from "../../../lib/jobs/export-columns.ts";
import { COLUMN_IDS, USUAL_COLUMNS } from "../list-columns.ts";
import { columnsInWords, exportColumns, exportLink } from "./export-words.ts";

describe("a file of the list", () => {
  it("has the columns that the list shows, in their order, and what tells jobs apart", () => {
    expect(exportColumns(["created", "job", "tasks"])).toEqual([
      "createdAt",
      "name",
      "id",
      "tasksTotal",
      "tasksCompleted",
      "tasksFailed",
      "source",
      "error",
    ]);
  });

  it("asks only for columns that there are, each once", () => {
    for (const shown of [COLUMN_IDS, USUAL_COLUMNS.map(({ id }) => id)]) {
      const columns = exportColumns(shown);
      expect(new Set(columns).size).toBe(columns.length);
      expect(EXPORT_COLUMNS).toEqual(expect.arrayContaining(columns));
    }
  });

  it("keeps filter and order in its address", () => {
    const link = new URL(exportLink({ q: 'error:"a & b"', sort: "-duration" }, "csv", ["id", "error"]), "http://x");
    expect(Object.fromEntries(link.searchParams)).toEqual({
      q: 'error:"a & b"',
      sort: "-duration",
      format: "csv",
      columns: "id,error",
    });
    expect(exportLink({ q: "", sort: "-created" }, "ndjson", ["id"])).toBe("/api/jobs/export?format=ndjson&columns=id");
    expect(columnsInWords(["id", "error"])).toBe("2 columns: id, error");
  });
});
