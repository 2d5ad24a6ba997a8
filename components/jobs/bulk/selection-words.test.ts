import { describe, expect, it } from "vitest";
import type { JobState } from "../../../lib/jobs/state.ts";
import type { JobSelection } from "../selection.ts";
import { allInWords, selectedInWords, verbsFor } from "./selection-words.ts";

const chosen = (...states: JobState[]): JobSelection => ({
  kind: "jobs",
  of: "agent:books",
  jobs: new Map(states.map((state, at) => [`local/${at}`, { source: "local", id: String(at), name: "books", state }])),
});
const labels = (selection: JobSelection) => verbsFor(selection).map(({ label }) => label);

describe("what the selection's bar says", () => {
  it("offers what fits, and how many of them it fits", () => {
    expect(labels(chosen("Failed", "Cancelled"))).toEqual(["Retry"]);
    expect(labels(chosen("Failed", "Executing", "Failed"))).toEqual(["Retry (2 of 3 can)", "Cancel (1 of 3 can)"]);
    expect(labels(chosen("Completed", "Cancelling", "Unknown"))).toEqual([]);
    expect(labels({ kind: "none" })).toEqual([]);
  });

  it("offers for a query what its states allow", () => {
    const query = (q: string): JobSelection => ({ kind: "query", of: q, q });
    expect(labels(query(""))).toEqual(["Retry", "Cancel"]);
    expect(labels(query("state:failed agent:books"))).toEqual(["Retry"]);
    expect(labels(query("state:queued,executing"))).toEqual(["Cancel"]);
    expect(labels(query("state:completed"))).toEqual([]);
    expect(labels(query("-state:failed"))).toEqual(["Retry", "Cancel"]);
  });

  it("counts what is selected, and says when it is of another filter", () => {
    const three = chosen("Failed", "Failed", "Failed");
    expect(selectedInWords(three, "agent:books", null)).toBe("3 selected");
    expect(selectedInWords(three, "", null)).toBe("3 selected of another filter");
    const all: JobSelection = { kind: "query", of: "", q: "" };
    expect(selectedInWords(all, "", { count: 1204, capped: false })).toBe("All 1,204 that match are selected");
    expect(selectedInWords(all, "", { count: 10_000, capped: true })).toBe("All 10,000+ that match are selected");
    expect(selectedInWords(all, "state:failed", { count: 3, capped: false })).toBe(
      "All that match another filter are selected",
    );
  });

  it("offers all that match while there are more", () => {
    const two = chosen("Failed", "Failed");
    expect(allInWords(two, "agent:books", { count: 1204, capped: false })).toBe("Select all 1,204 that match");
    expect(allInWords(two, "agent:books", { count: 2, capped: false })).toBeNull();
    expect(allInWords(two, "agent:books", { count: 2, capped: true })).toBe("Select all 2+ that match");
    expect(allInWords(two, "", { count: 1204, capped: false })).toBeNull();
    expect(allInWords(two, "agent:books", null)).toBe("Select all that match");
  });
});
