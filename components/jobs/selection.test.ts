import { beforeEach, describe, expect, it } from "vitest";
import { MAX_CHOSEN_JOBS } from "../../lib/jobs/bulk.ts";
import {
  type ChosenJob,
  chooseAllThatMatch,
  clearSelection,
  currentSelection,
  isChosen,
  isOfAnotherFilter,
  ticksOnPage,
} from "./selection.ts";
import { refreshChosen, toggleJob, togglePage, toggleUpTo } from "./tick-jobs.ts";

const job = (id: string): ChosenJob => ({ source: "local", id, name: "books", state: "Failed" });
const page = (...ids: string[]) => ({ q: "state:failed", rows: ids.map(job) });
const chosenIds = () => {
  const selection = currentSelection();
  return selection.kind === "jobs" ? [...selection.jobs.values()].map(({ id }) => id) : selection.kind;
};

beforeEach(clearSelection);

describe("selection", () => {
  it("ticks and unticks one job, by source and id", () => {
    toggleJob(page("1", "2"), job("1"));
    expect(chosenIds()).toEqual(["1"]);
    expect(isChosen(currentSelection(), "state:failed", { source: "other", id: "1" })).toBe(false);
    toggleJob(page("1", "2"), job("1"));
    expect(chosenIds()).toBe("none");
  });

  it("ticks a range in the order of the rows, whatever their ids, in both directions", () => {
    const list = page("10", "9", "100", "8", "1");
    toggleJob(list, job("9"));
    toggleUpTo(list, job("8"));
    expect(chosenIds()).toEqual(["9", "100", "8"]);
    toggleUpTo(list, job("9"));
    expect(chosenIds()).toBe("none");
    toggleJob(list, job("1"));
    toggleUpTo(list, job("100"));
    expect(chosenIds()).toEqual(["1", "100", "8"]);
  });

  it("a range from a row that is on another page is a tick of one", () => {
    toggleJob(page("1", "2"), job("2"));
    toggleUpTo(page("3", "4"), job("4"));
    expect(chosenIds()).toEqual(["2", "4"]);
  });

  it("ticks and unticks the page, and keeps what is ticked on others", () => {
    toggleJob(page("1"), job("1"));
    const list = page("2", "3");
    togglePage(list);
    expect(chosenIds()).toEqual(["1", "2", "3"]);
    expect(ticksOnPage(currentSelection(), list)).toBe("all");
    toggleJob(list, job("2"));
    expect(ticksOnPage(currentSelection(), list)).toBe("some");
    togglePage(list);
    togglePage(list);
    expect(chosenIds()).toEqual(["1"]);
  });

  it("all that match is a query; without one of its rows it is the rest of the page", () => {
    chooseAllThatMatch("created:today", "created:>=2026-11-22T00:00:00.000Z");
    const list = { q: "created:today", rows: [job("1"), job("2"), job("3")] };
    expect(ticksOnPage(currentSelection(), list)).toBe("all");
    toggleJob(list, job("2"));
    expect(chosenIds()).toEqual(["1", "3"]);
  });

  it("stays under another filter until something is ticked there", () => {
    toggleJob(page("1"), job("1"));
    const other = { q: "agent:books", rows: [job("1"), job("7")] };
    expect(isOfAnotherFilter(currentSelection(), other.q)).toBe(true);
    expect(isChosen(currentSelection(), other.q, job("1"))).toBe(true);
    toggleJob(other, job("7"));
    expect(chosenIds()).toEqual(["7"]);
    expect(isOfAnotherFilter(currentSelection(), other.q)).toBe(false);
  });

  it("follows the states of ticked jobs that are in view, and nothing else", () => {
    toggleJob(page("1", "2"), job("1"));
    const before = currentSelection();
    refreshChosen([job("1"), { ...job("2"), state: "Queued" }]);
    expect(currentSelection()).toBe(before);
    refreshChosen([{ ...job("1"), state: "Cancelled" }]);
    const after = currentSelection();
    expect(after.kind === "jobs" && [...after.jobs.values()][0]?.state).toBe("Cancelled");
  });

  it("does not take more jobs than can be acted on one by one", () => {
    const list = page(...Array.from({ length: MAX_CHOSEN_JOBS }, (_, index) => `${index}`));
    togglePage(list);
    expect(chosenIds()).toHaveLength(MAX_CHOSEN_JOBS);
    toggleJob(page("more"), job("more"));
    expect(chosenIds()).toHaveLength(MAX_CHOSEN_JOBS);
    expect(chosenIds()).not.toContain("more");
  });
});
