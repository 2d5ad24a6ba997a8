import { beforeAll, expect, it } from "vitest";
import { describeOnBothDatabases } from "../testing/databases.ts";
import { readAgentHistory } from "./agent-history.ts";
import { insertAgent } from "./agents.ts";
import { countByCollection, haveSameTexts } from "./comparisons.ts";
import { getBeginnings, hasAgentChanged, readDocument } from "./job-documents.ts";
import { insertJob, type NewJob } from "./jobs.ts";
import { insertResults } from "./results.ts";
import { insertRun } from "./runs.ts";
import { Store } from "./write.ts";

const ORG = "default";

describeOnBothDatabases("reading what runs are compared by", (database) => {
  let store: Store;
  const at = (place: number) => new Date(Date.UTC(2026, 10, 20) + place * 60_000).toISOString();
  const put = (id: string, given: Partial<NewJob> = {}) =>
    store.write((tx) =>
      insertJob(tx, {
        ...{ org: ORG, source: "local", id, name: "books", type: "scraping", state: "Completed", rawStatus: "done" },
        ...{ trigger: "manual", createdAt: at(0), ...given },
      }),
    );
  const key = (id: string) => ({ source: "local", id });
  beforeAll(() => {
    store = new Store(database().db);
  });

  it("finds the jobs of an agent around one of them, also where many were made at once", async () => {
    // Of two minutes each three: at one time, ids are in order as text.
    for (let place = 0; place < 9; place++) {
      await put(`h${place}`, { agentId: "history", createdAt: at(Math.floor(place / 3)), error: "x".repeat(1000) });
    }
    await put("other", { agentId: "another" });
    await put("foreign", { agentId: "history", org: "other-org" }).catch(() => undefined);
    const around = async (id: string, limits: { limit: number; newer: number }) => {
      const place = { ...key(id), agentId: "history", createdAt: at(Math.floor(Number(id.slice(1)) / 3)) };
      const found = await readAgentHistory(store.db, ORG, place, limits);
      return { ...found, items: found.items.map((item) => item.id) };
    };
    expect(await around("h4", { limit: 4, newer: 2 })).toEqual({
      items: ["h3", "h4", "h5", "h6"],
      moreBefore: true,
      moreAfter: true,
    });
    expect(await around("h8", { limit: 4, newer: 2 })).toEqual({
      items: ["h5", "h6", "h7", "h8"],
      moreBefore: true,
      moreAfter: false,
    });
    expect(await around("h0", { limit: 50, newer: 12 })).toEqual({
      items: ["h0", "h1", "h2", "h3", "h4", "h5", "h6", "h7", "h8"],
      moreBefore: false,
      moreAfter: false,
    });
    const { items } = await readAgentHistory(
      store.db,
      ORG,
      { ...key("h0"), agentId: "history", createdAt: at(0) },
      { limit: 1, newer: 0 },
    );
    expect(items[0]?.error).toHaveLength(300);
  });

  it("counts results by collection, up to a number", async () => {
    await put("counted");
    const run = await store.write((tx) =>
      insertRun(tx, ORG, { source: "local", jobId: "counted", attempt: 1, agentState: "Completed" }),
    );
    const rows = [0, 7, 7, 7, 9].map((collection, place) => ({
      ...{ collection, seq: place + 1, task: null, verdict: null, data: "{}" },
    }));
    await store.write((tx) => insertResults(tx, run.id, rows));
    expect(await countByCollection(store.db, run.id, { collections: 9, most: 2 })).toEqual([
      { collection: 0, count: 1, capped: false },
      { collection: 7, count: 2, capped: true },
      { collection: 9, count: 1, capped: false },
    ]);
    expect(await countByCollection(store.db, run.id, { collections: 1, most: 2 })).toHaveLength(1);
    expect(await countByCollection(store.db, run.id + 1, { collections: 9, most: 2 })).toEqual([]);
  });

  it("compares texts letter by letter, and says when there is none", async () => {
    await put("one", { params: '{"a": 1}', config: "{}" });
    await put("two", { params: '{"a":1}', config: "{}" });
    await put("none");
    expect(await haveSameTexts(store.db, key("one"), key("two"))).toEqual({ params: false, config: true });
    expect(await haveSameTexts(store.db, key("one"), key("one"))).toEqual({ params: true, config: true });
    expect(await haveSameTexts(store.db, key("one"), key("none"))).toEqual({ params: null, config: null });
  });

  it("reads the beginning of a long text and how long the whole is", async () => {
    await put("long", { params: `"${"é".repeat(100_000)}"`, config: "{}" });
    const { params, config, result } = await getBeginnings(store.db, key("long"), 1000);
    expect(params).toEqual({ text: `"${"é".repeat(999)}`, bytes: 200_002 });
    expect(config).toEqual({ text: "{}", bytes: 2 });
    expect(result).toBeNull();
    expect((await getBeginnings(store.db, key("missing"), 1000)).params).toBeNull();
  });

  it("gives rows as the database has them, with exact numbers", async () => {
    await put("rows", { config: "not json", error: 'it\'s "broken"' });
    await store.write(async (tx) => {
      for (const attempt of [1, 2]) {
        await insertRun(tx, ORG, { ...{ source: "local", jobId: "rows", attempt }, agentState: "Completed" });
      }
    });
    const read = (name: "job" | "run" | "config" | "params", attempt: number | null = null) =>
      readDocument(store.db, ORG, key("rows"), name, attempt);
    expect(JSON.parse((await read("job")) ?? "")).toMatchObject({ raw_status: "done", error: 'it\'s "broken"' });
    expect(JSON.parse((await read("job")) ?? "")).not.toHaveProperty("search");
    expect(JSON.parse((await read("run")) ?? "")).toMatchObject({ attempt: 2, agent_state: "Completed" });
    expect(JSON.parse((await read("run", 1)) ?? "")).toMatchObject({ attempt: 1 });
    expect(await read("run", 3)).toBeNull();
    expect(await read("config")).toBe("not json");
    expect(await read("params")).toBeNull();
  });

  it("knows whether the agent has changed since", async () => {
    const definition = { name: "changing", type: "scraping", enabled: false, schedule: null };
    const agent = { id: "changing", org: ORG, source: "local", definition: definition as never };
    await store.write((tx) => insertAgent(tx, agent));
    await put("same", { agentId: "changing", config: JSON.stringify(definition) });
    await put("else", { agentId: "changing", config: "{}" });
    await put("gone", { agentId: "gone", config: "{}" });
    await put("bare", { agentId: "changing" });
    expect(await hasAgentChanged(store.db, ORG, key("same"))).toBe(false);
    expect(await hasAgentChanged(store.db, ORG, key("else"))).toBe(true);
    expect(await hasAgentChanged(store.db, ORG, key("gone"))).toBeNull();
    expect(await hasAgentChanged(store.db, ORG, key("bare"))).toBeNull();
    expect(await hasAgentChanged(store.db, "other", key("else"))).toBeNull();
    expect(await readDocument(store.db, ORG, key("else"), "agent", null)).toBe(JSON.stringify(definition));
    expect(await readDocument(store.db, "other", key("else"), "agent", null)).toBeNull();
  });
});
