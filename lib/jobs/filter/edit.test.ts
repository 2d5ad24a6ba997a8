import { describe, expect, it } from "vitest";
import { choicesOf, filterOf, toggleChoice, withChoices, withoutTerm, withRange } from "./edit.ts";
import type { JobFilter, TimeTerm } from "./model.ts";
import { parseFilter } from "./parse.ts";
import { serializeFilter } from "./serialize.ts";

const read = (text: string): JobFilter => parseFilter(text).filter;
const LAST_HOUR: TimeTerm = { kind: "time", key: "created", range: { op: ">", at: { kind: "ago", ms: 3_600_000 } } };

describe("edits of a filter", () => {
  it.each([
    ["a term is taken away", withoutTerm(read("state:failed books agent:a"), 1), "state:failed agent:a"],
    [
      "choices are put where they stood",
      withChoices(read("a state:failed b"), "state", ["Queued"]),
      "a state:queued b",
    ],
    ["choices are added at the end", withChoices(read("a"), "agent", ["My books"]), 'a agent:"My books"'],
    ["no choice takes the term away", withChoices(read("a state:failed b"), "state", []), "a b"],
    ["what is left out stays", withChoices(read("-state:failed"), "state", ["Queued"]), "-state:failed state:queued"],
    ["terms of a tag become one", withChoices(read("tag:a x tag:b"), "tag", ["c"]), "tag:c x"],
    ["a choice is added", toggleChoice(read("state:failed"), "state", "Queued"), "state:failed,queued"],
    ["a choice is taken away", toggleChoice(read("agent:Books,b"), "agent", "books"), "agent:b"],
    ["the last choice is taken away", toggleChoice(read("x agent:b"), "agent", "b"), "x"],
    [
      "a range replaces others",
      withRange(read("created:today x created:<-1h"), "created", LAST_HOUR),
      "created:>-1h x",
    ],
    ["a range is taken away", withRange(read("created:today ended:today"), "created", null), "ended:today"],
    ["a filter is made of choices", filterOf({ state: ["Failed"], agent: ["a,b"] }), 'state:failed agent:"a,b"'],
  ])("%s", (_, filter, text) => {
    expect(serializeFilter(filter)).toBe(text);
  });

  it("knows what is chosen", () => {
    expect(choicesOf(read("state:failed -state:queued state:cancelled"), "state")).toEqual(["Failed", "Cancelled"]);
    expect(choicesOf(read("books"), "agent")).toEqual([]);
  });
});
