import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { noteEnd, onWatchedEnd, stopWatching, watchedJobs, watchJob } from "./watched-jobs.ts";

const KEY = "watchfloor-watched-jobs";
const stored = new Map<string, string>();
const storageListeners = new Set<(event: { key: string }) => void>();

beforeEach(() => {
  stored.clear();
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, text: string) => stored.set(key, text),
    removeItem: (key: string) => stored.delete(key),
  });
  vi.stubGlobal("window", {
    addEventListener: (_: string, listener: (event: { key: string }) => void) => storageListeners.add(listener),
    removeEventListener: (_: string, listener: (event: { key: string }) => void) => storageListeners.delete(listener),
  });
});
afterEach(() => {
  stopWatching("local/1");
  vi.unstubAllGlobals();
});

const job = (id: string) => ({ source: "local", id, name: `books ${id}` });

it("keeps what is watched for the next page, the latest first, each once and at most twenty", () => {
  watchJob(job("1"));
  watchJob(job("2"));
  watchJob(job("1"));
  expect(watchedJobs().map(({ id }) => id)).toEqual(["1", "2"]);
  expect(JSON.parse(stored.get(KEY) ?? "")).toHaveLength(2);
  for (let id = 3; id < 40; id++) watchJob(job(String(id)));
  expect(watchedJobs()).toHaveLength(20);
  expect(watchedJobs()[0]?.id).toBe("39");
});

it("tells of an end once, whoever notes it first, and not of one that nobody waits for", async () => {
  const told: string[] = [];
  const stop = onWatchedEnd(({ id }, state) => told.push(`${id} ${state}`));
  watchJob(job("1"));
  expect(await Promise.all([noteEnd("local/1", "Failed"), noteEnd("local/1", "Failed")])).toEqual([true, false]);
  expect(await noteEnd("local/2", "Failed")).toBe(false);
  expect(told).toEqual(["1 Failed"]);
  stop();
});

it("hears of what another tab notes", () => {
  const told: string[] = [];
  watchJob(job("1"));
  const stop = onWatchedEnd(({ id }, state) => told.push(`${id} ${state}`));
  stored.set(KEY, JSON.stringify([{ ...job("1"), ended: "Completed" }]));
  for (const listener of storageListeners) listener({ key: KEY });
  expect(told).toEqual(["1 Completed"]);
  stop();
});

it.each(["{", "null", "5", '{"a":1}', '[null, 5, {"source": 1}, {"source": "s", "id": "1"}]'])(
  "does not break over what it did not write: %s",
  (text) => {
    stored.set(KEY, text);
    expect(watchedJobs()).toEqual([]);
    watchJob(job("1"));
    expect(watchedJobs()).toEqual([{ ...job("1"), ended: null }]);
  },
);

it("takes an end that it does not know for none", () => {
  stored.set(KEY, JSON.stringify([{ ...job("1"), ended: "Exploded", more: "x" }]));
  expect(watchedJobs()).toEqual([{ ...job("1"), ended: null }]);
});

it("works where storage is off, for as long as the tab is there", () => {
  vi.stubGlobal("localStorage", {
    getItem: () => {
      throw new Error("denied");
    },
    setItem: () => {
      throw new Error("denied");
    },
    removeItem: () => {
      throw new Error("denied");
    },
  });
  watchJob(job("1"));
  expect(watchedJobs()).toHaveLength(1);
  stopWatching("local/1");
  expect(watchedJobs()).toEqual([]);
});
