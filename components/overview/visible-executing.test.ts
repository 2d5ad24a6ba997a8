import { describe, expect, it } from "vitest";
import type { JobRow } from "../../lib/jobs/model.ts";
import { visibleExecuting } from "./visible-executing.ts";

const NOW = Date.parse("2026-11-22T13:02:10.000Z");
const row = (id: string, state: JobRow["state"], endedAt: string | null = null) =>
  ({ source: "local", id, state, endedAt, updatedAt: "2026-11-22T13:00:00.000Z" }) as JobRow;
const ids = (rows: JobRow[]) => rows.map(({ id }) => id);

describe("the rows of the executing panel", () => {
  const running = row("1", "Submitting");
  const justEnded = row("2", "Failed", "2026-11-22T13:02:08.000Z");
  const endedBefore = row("3", "Completed", "2026-11-22T13:02:00.000Z");
  const waiting = row("4", "Queued");

  it("keeps what has just ended for a moment, in its place", () => {
    expect(ids(visibleExecuting([endedBefore, justEnded, waiting, running], NOW, false))).toEqual(["2", "1"]);
  });

  it("moves nothing while pointer or focus is on it", () => {
    expect(ids(visibleExecuting([endedBefore, justEnded, waiting, running], NOW, true))).toEqual(["3", "2", "4", "1"]);
  });

  it("shows a job once", () => {
    expect(ids(visibleExecuting([running, running], NOW, false))).toEqual(["1"]);
  });
});
