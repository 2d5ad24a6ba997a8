import { describe, expect, it } from "vitest";
import type { SavedView } from "../../../lib/api/types.ts";
import { parseFilter } from "../../../lib/jobs/filter/parse.ts";
import { allViews, freeName, listKey, viewOf } from "./view-model.ts";

function saved(view: Partial<SavedView>): SavedView {
  return {
    id: "v1",
    name: "Books",
    q: "agent:books state:failed,cancelled",
    sort: "-created",
    shared: false,
    owner: "Operator",
    mine: true,
    updatedAt: "2026-11-22T12:00:00.000Z",
    ...view,
  };
}

const views = allViews([
  saved({ id: "theirs", name: "Prices", q: "agent:prices", mine: false, shared: true, owner: "Ada" }),
  saved({}),
]);
const named = (name: string) => views.find((view) => view.name === name);

describe("the views to choose from", () => {
  it("are those of everybody, one's own, those of others", () => {
    expect(views.map((view) => view.name)).toEqual([
      "Executing now",
      "Failed today",
      "Slow",
      "Stuck",
      "Mine",
      "Books",
      "Prices",
    ]);
    expect(named("Prices")?.hint).toBe("By Ada");
  });

  it("can all be read as filters", () => {
    for (const { q } of views) expect(parseFilter(q).problems).toEqual([]);
  });
});

describe("which view a list is", () => {
  it("is known by text and order alone, however they are written", () => {
    expect(viewOf(views, { q: "by:me", sort: "-created", view: null })).toEqual({
      view: named("Mine"),
      changed: false,
    });
    const books = { q: ' state:cancelled,Failed   agent:"books" ', sort: "-created", view: null } as const;
    expect(viewOf(views, books)).toEqual({ view: named("Books"), changed: false });
    expect(viewOf(views, { ...books, sort: "-ended" })).toBeNull();
    expect(viewOf(views, { q: "", sort: "-created", view: null })).toBeNull();
  });

  it("is the one that it was come from, changed, until it is another or all jobs", () => {
    const from = { sort: "-created", view: "v1" } as const;
    expect(viewOf(views, { ...from, q: "agent:books state:failed" })).toEqual({ view: named("Books"), changed: true });
    expect(viewOf(views, { ...from, q: "agent:books state:failed,cancelled", sort: "-ended" })?.changed).toBe(true);
    expect(viewOf(views, { ...from, q: "by:me" })).toEqual({ view: named("Mine"), changed: false });
    expect(viewOf(views, { ...from, q: "" })).toBeNull();
  });

  it("is the chosen one of two that show the same", () => {
    const twins = allViews([saved({}), saved({ id: "v2", name: "Books too" })]);
    const list = { q: "agent:books state:failed,cancelled", sort: "-created" } as const;
    expect(viewOf(twins, { ...list, view: "v2" })?.view.name).toBe("Books too");
    expect(viewOf(twins, { ...list, view: null })?.view.name).toBe("Books");
  });

  it("is none when the view is gone or is somebody else's", () => {
    expect(viewOf(views, { q: "agent:books", sort: "-created", view: "gone" })).toBeNull();
  });

  it("compares what cannot be understood word for word", () => {
    expect(listKey("state:nonsense", "-created")).not.toBe(listKey("", "-created"));
  });
});

describe("a free name", () => {
  it("is numbered when it is taken, in any case of its letters", () => {
    expect(freeName("New view", views)).toBe("New view");
    expect(freeName("books", views)).toBe("books 2");
  });
});
