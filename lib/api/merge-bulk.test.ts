import { describe, expect, it } from "vitest";
import type { BulkAction } from "../jobs/bulk.ts";
import { newerBulkDetail, newerBulkPage, withAction } from "./merge-bulk.ts";
import type { BulkActionPage } from "./types.ts";

function action(id: string, version: number, minute = 0): BulkAction {
  const at = new Date(Date.UTC(2026, 10, 22, 10, minute)).toISOString();
  return {
    ...{ id, version, verb: "retry", state: "running", actor: "Operator", reason: null, query: "", chosen: null },
    ...{ matched: 9, eligible: 9, done: version, failed: 0, skipped: 0, failures: [], createdAt: at, startsAt: at },
    ...{ startedAt: at, finishedAt: null, abortedBy: null },
  };
}

const page = (revision: number, ...items: BulkAction[]): BulkActionPage => ({ items, nextCursor: null, revision });
const versions = ({ items }: BulkActionPage) => items.map(({ id, version }) => `${id}${version}`);

describe("pushed bulk actions", () => {
  it("are put where they stand, and never step back", () => {
    const held = page(1, action("b", 4, 2), action("a", 2, 1));
    expect(versions(withAction(held, action("a", 3, 1), true))).toEqual(["b4", "a3"]);
    expect(withAction(held, action("b", 3, 2), true)).toBe(held);
  });

  it("come to the head of the first page only when they are new", () => {
    const held = page(1, action("b", 4, 2));
    expect(versions(withAction(held, action("c", 1, 3), true))).toEqual(["c1", "b4"]);
    expect(withAction(held, action("c", 1, 3), false)).toBe(held);
    expect(withAction(held, action("a", 9, 1), true)).toBe(held);
    expect(versions(withAction(page(1), action("a", 1), true))).toEqual(["a1"]);
  });

  it("stay when an answer crosses them", () => {
    const held = page(5, action("a", 7));
    const fetched = page(6, action("b", 1, 1), action("a", 6));
    expect(versions(newerBulkPage(held, fetched))).toEqual(["b1", "a7"]);
    const same = page(5, action("a", 6));
    expect(newerBulkPage(held, same)).toBe(held);
    expect(newerBulkPage(undefined, fetched)).toBe(fetched);
    expect(newerBulkDetail({ action: action("a", 7), revision: 5 }, { action: action("a", 6), revision: 6 })).toEqual({
      action: action("a", 7),
      revision: 6,
    });
  });
});
