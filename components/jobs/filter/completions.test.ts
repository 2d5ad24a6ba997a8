import { describe, expect, it } from "vitest";
import type { FilterValues } from "../../../lib/api/types.ts";
import { FILTER_KEYS } from "../../../lib/jobs/filter/keys.ts";
import { parseFilter } from "../../../lib/jobs/filter/parse.ts";
import { complete, completionsFor, placeAt, valuesWanted } from "./completions.ts";

const TODAY = "2026-11-20";

const known = (...values: [string, number][]): FilterValues => ({
  values: values.map(([value, count]) => ({ value, count })),
  of: 10_000,
  asOf: "2026-11-20T10:00:00.000Z",
});

/** What is offered where "|" stands in a text. */
function offered(marked: string, values?: FilterValues): string[] {
  const place = placeAt(marked.replace("|", ""), marked.indexOf("|"));
  return completionsFor(place, values, TODAY).map(({ label }) => label);
}

/** The text once the first completion is put in, with the caret as "|". */
function completed(marked: string, values?: FilterValues): string {
  const text = marked.replace("|", "");
  const place = placeAt(text, marked.indexOf("|"));
  const [first] = completionsFor(place, values, TODAY);
  if (place === null || first === undefined) return text;
  const done = complete(text, place, first);
  return `${done.text.slice(0, done.caret)}|${done.text.slice(done.caret)}`;
}

describe("completions of a filter", () => {
  it("offers keys where a term begins", () => {
    expect(offered("|")).toHaveLength(FILTER_KEYS.length);
    expect(offered("st|")).toEqual(["state:", "started:"]);
    expect(offered("books |state:failed")).toEqual([]);
    expect(offered("books | state:failed")).toHaveLength(FILTER_KEYS.length);
    expect(offered("-|")).toEqual([]);
    expect(offered("-p|")).toEqual([]);
    expect(offered("-st|")).toEqual(["state:"]);
    expect(offered('"st|')).toEqual([]);
    expect(offered("xyzzy|")).toEqual([]);
  });

  it("offers values with their counts, those of the term excepted", () => {
    const states = known(["Failed", 12], ["Completed", 9000]);
    const place = placeAt("state:", 6);
    expect(completionsFor(place, states, TODAY).find(({ label }) => label === "failed")?.count).toBe(12);
    expect(completionsFor(place, states, TODAY).find(({ label }) => label === "queued")?.count).toBe(0);
    expect(completionsFor(place, undefined, TODAY)[0]?.count).toBeNull();
    expect(offered("state:failed,|")).not.toContain("failed");
    expect(offered("state:c|")).toEqual(["completed", "cancelled", "cancelling", "executing", "executionCompleted"]);
    expect(offered("agent:boo|", known(["Books", 3], ["notebooks", 1], ["prices", 9]))).toEqual(["Books", "notebooks"]);
    expect(offered("by:|", known(["ann", 3]))).toEqual(["me", "ann"]);
    expect(offered("state:failed|")).toEqual([]);
    expect(offered("colour:|")).toEqual([]);
  });

  it("offers agents for free words", () => {
    const agents = known(["My books", 3], ["prices", 9]);
    expect(offered("boo|", agents)).toEqual(['agent:"My books"']);
    expect(completed("failed boo|", agents)).toBe('failed agent:"My books" |');
    expect(valuesWanted(placeAt("boo", 3))).toBe("agent");
    expect(valuesWanted(placeAt("b", 1))).toBeNull();
  });

  it("offers times and measures that can be understood, in words", () => {
    for (const key of [
      "created",
      "started",
      "ended",
      "updated",
      "duration",
      "queued",
      "silent",
      "percent",
      "priority",
      "attempt",
      "results",
    ]) {
      const found = completionsFor(placeAt(`${key}:`, key.length + 1), undefined, TODAY);
      expect(found.length).toBeGreaterThan(2);
      for (const { insert, detail } of found) {
        expect(parseFilter(`${key}:${insert}`).problems).toEqual([]);
        expect(detail).not.toBe("");
      }
    }
    expect(offered("created:3|")).toEqual([">-3m", ">-3h", ">-3d"]);
    expect(offered("created:<-3|")).toEqual(["<-3m", "<-3h", "<-3d"]);
    expect(offered("duration:90|")).toEqual([">90s", ">90m", ">90h"]);
    expect(offered("created:yes|")).toEqual(["yesterday", "yesterday..now"]);
  });

  it("puts them in where the caret is", () => {
    expect(completed("sta|")).toBe("state:|");
    expect(completed("-sta|")).toBe("-state:|");
    expect(completed("sta|:failed")).toBe("state:|failed");
    expect(completed("books state:fai| agent:a")).toBe("books state:failed |agent:a");
    expect(completed("state:fai|,queued")).toBe("state:failed|,queued");
    expect(completed("state:fai|")).toBe("state:failed |");
    expect(completed('agent:"my b|"', known(["My books", 3]))).toBe('agent:"My books" |');
    expect(completed('agent:"my b|', known(["My books", 3]))).toBe('agent:"My books" |');
  });
});
