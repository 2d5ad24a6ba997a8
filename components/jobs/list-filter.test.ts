import { describe, expect, it } from "vitest";
import { choicesOf } from "../../lib/jobs/filter/edit.ts";
import { parseFilter } from "../../lib/jobs/filter/parse.ts";
import { hasCount, toggleCount, withAgent } from "./list-filter.ts";

describe("the filter bar writes the filter's text", () => {
  it("adds and takes away the states of a count and keeps every other term", () => {
    const failed = toggleCount("agent:books timeout", "failed");
    expect(failed).toBe("agent:books timeout state:failed");
    const both = toggleCount(failed, "executing");
    expect(choicesOf(parseFilter(both).filter, "state")).toEqual([
      "Failed",
      "Executing",
      "ExecutionCompleted",
      "Cancelling",
      "Submitting",
    ]);
    expect(toggleCount(both, "executing")).toBe(failed);
    expect(toggleCount(failed, "failed")).toBe("agent:books timeout");
  });

  it("takes a count as chosen only with all of its states, and completes it when toggled", () => {
    const some = parseFilter("state:submitting").filter;
    expect(hasCount(some, "executing")).toBe(false);
    expect(hasCount(parseFilter(toggleCount("state:submitting", "executing")).filter, "executing")).toBe(true);
  });

  it("sets and clears the agent, quoting where needed", () => {
    expect(withAgent("state:failed agent:old", "Daily prices")).toBe('state:failed agent:"Daily prices"');
    expect(withAgent('agent:"Daily prices" 404', null)).toBe("404");
  });
});
