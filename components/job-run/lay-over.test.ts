import { describe, expect, it } from "vitest";
import type { LogPage } from "../../lib/api/types.ts";
import type { LogLevel, LogLine } from "../../lib/jobs/model.ts";
import { layLinesOver } from "./lay-over.ts";

describe("pushed lines over fetched ones", () => {
  const line = (seq: number, level: LogLevel = "info"): LogLine => ({ seq, at: "", level, message: "", task: null });
  const logPage = (items: LogLine[], lastSeq: number): LogPage => ({
    items,
    nextCursor: null,
    revision: 1,
    runId: 1,
    lastSeq,
  });
  const seqs = (lines: LogLine[]) => lines.map(({ seq }) => seq);

  it("appends each line once, although it came both ways", () => {
    expect(seqs(layLinesOver([logPage([line(1), line(2)], 2)], [line(2), line(3)], null))).toEqual([1, 2, 3]);
  });

  it("keeps older pages before newer ones", () => {
    const pages = [logPage([line(1), line(2)], 9), logPage([line(3), line(9)], 9)];
    expect(seqs(layLinesOver(pages, [line(10)], null))).toEqual([1, 2, 3, 9, 10]);
  });

  it("shows pushed lines of the level and above only, and none that the filtered page left out", () => {
    const live = [line(4, "error"), line(8, "info"), line(9, "warning"), line(10, "error")];
    expect(seqs(layLinesOver([logPage([line(3, "error")], 7)], live, "warning"))).toEqual([3, 9, 10]);
  });
});
