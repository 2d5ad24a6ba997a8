import { describe, expect, it } from "vitest";
import type { JobRow } from "../../lib/jobs/model.ts";
import { settleShapes } from "./row-shape.ts";

const row = (id: string, more: Partial<JobRow> = {}) =>
  ({ source: "local", id, state: "Executing", error: null, warning: null, ...more }) as JobRow;
const failed = { state: "Failed", error: "timed out" } as const;

describe("shapes of rows", () => {
  it("has a second line for an error or else a warning, and a bar while the job is under way", () => {
    const rows = [row("1"), row("2", failed), row("3", { warning: "slow" }), row("4", { state: "Queued" })];
    expect([...settleShapes(undefined, rows, false).values()]).toEqual(["plain+bar", "error", "warning+bar", "plain"]);
  });

  it("keeps every shape while the table is held, and gives way when it is let go", () => {
    const before = settleShapes(undefined, [row("1"), row("2")], false);
    const news = [row("1", failed), row("2")];
    expect(settleShapes(before, news, true)).toBe(before);
    expect([...settleShapes(before, news, false).values()]).toEqual(["error", "plain+bar"]);
  });

  it("takes rows that were not there before as they are, held or not", () => {
    const before = settleShapes(undefined, [row("1")], false);
    expect([...settleShapes(before, [row("7", failed), row("1", failed)], true).values()]).toEqual([
      "error",
      "plain+bar",
    ]);
  });
});
