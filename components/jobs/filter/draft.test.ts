import { describe, expect, it } from "vitest";
import { parseFilter } from "../../../lib/jobs/filter/parse.ts";
import { type Draft, isUnfinished, settle, target, typed } from "./draft.ts";
import { pieces } from "./pieces.ts";

describe("a filter text being typed", () => {
  it("stays, with its blanks, when the address comes to hold it", () => {
    const draft: Draft = { ...typed(null, "", "state:failed "), applied: ["state:failed"] };
    expect(settle(draft, "")).toBe(draft);
    expect(target(draft, "")).toBe("state:failed");
    expect(settle(draft, "state:failed")).toEqual({ text: "state:failed ", base: "state:failed", applied: [] });
  });

  it("goes when the filter is changed elsewhere, or the reader goes back", () => {
    const arrived = settle({ text: "books", base: "", applied: ["books"] }, "books");
    expect(settle(arrived, "")).toBeNull();
    expect(settle(arrived, "books state:failed")).toBeNull();
  });

  it("survives an earlier text that arrives while it is typed on", () => {
    const draft = typed({ text: "bo", base: "", applied: ["bo"] }, "", "books");
    const sent = { ...draft, applied: [...draft.applied, "books"] };
    expect(settle(sent, "bo")).toEqual({ text: "books", base: "bo", applied: ["books"] });
    expect(settle(settle(sent, "bo"), "books")).toEqual({ text: "books", base: "books", applied: [] });
  });
});

describe("problems of a filter text", () => {
  const cut = (text: string) =>
    pieces(text, parseFilter(text).problems).map(({ text, wrong }) => (wrong ? `[${text}]` : text));

  it.each([
    ["state:failed books", ["state:failed books"]],
    ["a state:faild b", ["a state:", "[faild]", " b"]],
    ["state:faild colour:red", ["state:", "[faild]", " ", "[colour:]", "red"]],
    ['error:"timed', ["error:", '["timed]']],
    ["", []],
  ])("are marked where they are: %s", (text, expected) => {
    expect(cut(text)).toEqual(expected);
  });

  it("are not held against what is still being written", () => {
    const { problems } = parseFilter("agent:books state:fai");
    expect(isUnfinished(problems, 21)).toBe(true);
    expect(isUnfinished(problems, 5)).toBe(false);
    expect(isUnfinished([], 5)).toBe(false);
  });
});
