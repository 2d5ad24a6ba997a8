import { describe, expect, it } from "vitest";
import type { LogLine } from "../../../lib/jobs/model.ts";
import { SeqSet, toRuns } from "../../../lib/jobs/seq-set.ts";
import { type LineRequest, LineStore } from "./line-store.ts";

const line = (seq: number, message = "x"): LogLine => ({ seq, at: "", level: "info", message, task: null });
const linesOf = (request: LineRequest) =>
  ("seqs" in request
    ? request.seqs
    : Array.from({ length: request.limit }, (_, place) => request.after + 1 + place)
  ).map((seq) => line(seq));

/** A store whose requests are answered when the test says so. */
function heldStore() {
  const requests: { request: LineRequest; answer: (lines?: LogLine[]) => Promise<void>; fail: () => Promise<void> }[] =
    [];
  const store = new LineStore((request) => {
    const { promise, resolve, reject } = Promise.withResolvers<LogLine[]>();
    const settled = () => new Promise<void>((done) => setTimeout(done));
    requests.push({
      request,
      answer: (lines = linesOf(request)) => {
        resolve(lines);
        return settled();
      },
      fail: () => {
        reject(new Error("no"));
        return settled();
      },
    });
    return promise;
  });
  return { store, requests };
}

describe("LineStore", () => {
  it("fetches the blocks that are looked at, each once", async () => {
    const { store, requests } = heldStore();
    const rows = SeqSet.upTo(200_000);
    store.want(rows, 150, 220);
    store.want(rows, 150, 220);
    expect(requests.map(({ request }) => request)).toEqual([
      { after: 100, limit: 100 },
      { after: 200, limit: 100 },
    ]);
    await requests[0]?.answer();
    await requests[1]?.answer();
    store.want(rows, 150, 220);
    expect(requests).toHaveLength(2);
    expect(store.get(151)?.seq).toBe(151);
  });

  it("asks for single lines where a filter leaves gaps, and only for those that are not there", async () => {
    const { store, requests } = heldStore();
    store.put([line(7)]);
    store.want(SeqSet.join([{ runs: toRuns([3, 7, 9], 0), after: 0 }]), 0, 3);
    expect(requests.map(({ request }) => request)).toEqual([{ seqs: [3, 9] }]);
    await requests[0]?.answer();
    expect([3, 7, 9].every((seq) => store.get(seq) !== undefined)).toBe(true);
  });

  it("passes over what was scrolled by while requests were under way", async () => {
    const { store, requests } = heldStore();
    const rows = SeqSet.upTo(200_000);
    for (let row = 0; row < 100_000; row += 1000) store.want(rows, row, row + 50);
    expect(requests).toHaveLength(3);
    store.want(rows, 150_000, 150_050);
    await requests[0]?.answer();
    expect(requests.map(({ request }) => request).at(-1)).toEqual({ after: 150_000, limit: 100 });
    expect(requests).toHaveLength(4);
  });

  it("stops at a fault, says so, and goes on when asked to", async () => {
    const { store, requests } = heldStore();
    const rows = SeqSet.upTo(50);
    let told = 0;
    store.subscribe(() => told++);
    store.want(rows, 0, 10);
    await requests[0]?.fail();
    expect(store.error).toBeInstanceOf(Error);
    expect(told).toBe(1);
    store.want(rows, 0, 10);
    expect(requests).toHaveLength(1);
    store.retry();
    expect(requests).toHaveLength(2);
    await requests[1]?.answer();
    expect(store.error).toBeNull();
    expect(store.size).toBe(50);
  });

  it("does not ask for ever for lines that are not to be had", async () => {
    const { store, requests } = heldStore();
    store.want(SeqSet.upTo(50), 0, 10);
    await requests[0]?.answer([]);
    expect(requests).toHaveLength(1);
  });

  it("holds so many lines and characters, the latest", () => {
    const { store } = heldStore();
    store.put(Array.from({ length: 30_000 }, (_, place) => line(place + 1)));
    expect(store.size).toBe(20_000);
    expect(store.get(10_000)).toBeUndefined();
    expect(store.get(30_000)).toBeDefined();
    store.put(Array.from({ length: 30 }, (_, place) => line(40_000 + place, "y".repeat(1_000_000))));
    expect(store.size).toBe(8);
  });
});
