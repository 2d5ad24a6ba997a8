import { beforeAll, describe, expect, it } from "vitest";
import type { ResultChanges, ResultFields, ResultPage, ResultPart } from "../../lib/api/job-types.ts";
import type { JobRow } from "../../lib/jobs/model.ts";
import type { JobState } from "../../lib/jobs/state.ts";
import { insertModified } from "../store/modified-results.ts";
import { insertResults, type NewResult } from "../store/results.ts";
import { startApiServer } from "./api-server.ts";
import { storeJob, storeRun } from "./seed.ts";

const server = startApiServer();
const MB = 1024 * 1024;

interface Made {
  path: string;
  job: JobRow;
}

/** A job of the agent with a run of these results; without a hash they have no key. */
async function storeResults(
  rows: readonly Partial<NewResult>[],
  { agentId = "agent1", state = "Completed" as JobState, config = '{"key":["k"]}' } = {},
): Promise<Made> {
  const { store } = server().app;
  const job = await storeJob(store, state, { agentId, config });
  const run = await storeRun(store, job, {});
  const all = rows.map((row, at) => ({ collection: 1, seq: at + 1, task: null, verdict: null, data: "{}", ...row }));
  await store.write((tx) => insertResults(tx, run.id, all));
  return { path: `/api/jobs/local/${job.id}/results`, job };
}

const keyed = (key: string, price: string): Partial<NewResult> => ({
  data: `{"k":"${key}","price":${price}}`,
  keyHash: key,
  contentHash: `${key} ${price}`,
});
const get = async <Body>(path: string) => (await server().call<Body>(path)).body;
const fetchFile = (path: string, init: RequestInit = {}) =>
  fetch(`${server().origin}${path}`, { ...init, headers: server().credentials });

describe("GET …/results", () => {
  let path: string;
  beforeAll(async () => {
    const verdicts = ["new", "changed", "same"] as const;
    const rows = Array.from({ length: 3000 }, (_, at) => ({
      data: `{"n":${at}}`,
      task: (at % 10) + 1,
      verdict: verdicts[at % 3] ?? null,
    }));
    ({ path } = await storeResults([...rows, { collection: 7, seq: 1, data: "[1]" }], { agentId: "pages" }));
  });

  it("gives up to 2,500 a page, with where the page stands and which collections there are", async () => {
    const first = await get<ResultPage>(`${path}?limit=2500`);
    expect(first.items).toHaveLength(2500);
    expect(first).toMatchObject({ total: 3000, before: 0, nextCursor: "2500", previousCursor: null });
    expect(first.collections).toEqual([
      { collection: 1, rows: 3000, verdicts: { new: 1000, changed: 1000, same: 1000 }, modified: null },
      { collection: 7, rows: 1, verdicts: { new: 0, changed: 0, same: 0 }, modified: null },
    ]);
    const last = await get<ResultPage>(`${path}?limit=2500&after=${first.nextCursor}`);
    expect(last.items).toHaveLength(500);
    expect(last).toMatchObject({ before: 2500, nextCursor: null, previousCursor: "0" });
    expect(await get<ResultPage>(`${path}?collection=7`)).toMatchObject({ total: 1, items: [{ data: "[1]" }] });
  });

  it("filters by task and verdict, and says how many that are", async () => {
    const some = await get<ResultPage>(`${path}?task=2&verdict=changed&limit=3`);
    expect(some.total).toBe(100);
    expect(some.items.map(({ task, verdict }) => `${task} ${verdict}`)).toEqual(Array(3).fill("2 changed"));
    expect(await get<ResultPage>(`${path}?verdict=same&limit=1&after=2990`)).toMatchObject({
      total: 1000,
      before: 996,
    });
    expect(await get<ResultPage>(`${path}?task=99`)).toMatchObject({ total: 0, items: [] });
  });
});

describe("a result of 20 MB", () => {
  const large = `{"name":"first","html":"${"<b>ä</b>".repeat(2.5 * MB)}","last":1.50}`;
  let path: string;
  beforeAll(async () => {
    ({ path } = await storeResults([{ data: large }, { data: '{"name":"small"}' }], { agentId: "large" }));
  });

  it("makes no page of the list large", async () => {
    const page = await get<ResultPage>(path);
    expect(JSON.stringify(page).length).toBeLessThan(5000);
    const [item, small] = page.items;
    expect(item).toMatchObject({
      bytes: Buffer.byteLength(large),
      partial: true,
      cut: [{ name: "html", length: null }],
    });
    expect(JSON.parse(item?.data ?? "")).toMatchObject({ name: "first", html: expect.stringMatching(/^<b>ä<\/b>/) });
    expect(small).toMatchObject({ data: '{"name":"small"}', partial: false });
  });

  it("can be read in parts, and whole as a file", async () => {
    const part = await get<ResultPart>(`${path}/1/1`);
    expect(part.item.data).toBe(large.slice(0, 65_536));
    expect(part).toMatchObject({ length: large.length, bytes: Buffer.byteLength(large), from: 0 });
    const end = await get<ResultPart>(`${path}/1/1?from=${large.length - 14}&length=100`);
    expect(end.item.data).toBe('","last":1.50}');
    const file = await fetchFile(`${path}/1/1/file`);
    expect(file.headers.get("content-disposition")).toMatch(
      /^attachment; filename="job-\d+-results-1-1-[\d-]+\.json"$/,
    );
    expect((await file.text()) === large).toBe(true);
  });

  it("says where its fields stand, so that each can be read by itself", async () => {
    const { fields, more } = await get<ResultFields>(`${path}/1/1/fields`);
    expect(more).toBe(false);
    expect(fields?.map(({ name }) => name)).toEqual(["name", "html", "last"]);
    for (const { name, from, length, data } of fields ?? []) {
      expect(large.slice(from, from + length).startsWith(data), name).toBe(true);
    }
    expect(fields?.[1]?.data).toHaveLength(256);
    expect(fields?.[2]).toMatchObject({ data: "1.50", length: 4 });
  });

  it("is not there under another seq or collection", async () => {
    for (const rest of ["/1/3", "/2/1", "/1/0", "/99999999999/1", "/1/1?run=2"]) {
      expect((await server().call(`${path}${rest}`)).status, rest).toBe(404);
      expect((await server().call(`${path}${rest.replace("?", "/file?")}`)).status, rest).toBe(404);
      expect((await server().call(`${path}${rest.replace("?", "/fields?")}`)).status, rest).toBe(404);
    }
    expect((await server().call(`${path}/x/1`)).status).toBe(404);
  });
});

describe("fields of one item", () => {
  it.each([
    ["characters that JavaScript holds as two", `{"a":"💥💥","b":[1,{"c":"💥"}],"d":2}`],
    ["a name that comes twice", `{"a":1,"b":2,"a":3}`],
  ])("are counted in characters as the parts are: %s", async (_, data) => {
    const { path } = await storeResults([{ data }], { agentId: `fields ${_.slice(0, 6)}` });
    const { fields } = await get<ResultFields>(`${path}/1/1/fields`);
    for (const { from, length, data: value } of fields ?? []) {
      expect((await get<ResultPart>(`${path}/1/1?from=${from}&length=${length}`)).item.data).toBe(value);
    }
    expect(new Set(fields?.map(({ name }) => name))).toEqual(new Set(Object.keys(JSON.parse(data))));
  });

  it("are none of what is no object, and bounded where there are many", async () => {
    const many = `{${Array.from({ length: 5000 }, (_, place) => `"${"n".repeat(500)}${place}":${place}`).join(",")}}`;
    const { path } = await storeResults([{ data: "[1]" }, { data: many }], { agentId: "fields of others" });
    expect(await get<ResultFields>(`${path}/1/1/fields`)).toEqual({ fields: null, more: false });
    const { fields, more } = await get<ResultFields>(`${path}/1/2/fields`);
    expect(more).toBe(true);
    expect(JSON.stringify(fields).length).toBeLessThan(256 * 1024);
  });
});

describe("a page of wide items", () => {
  it("ends where it is long, and leads on", async () => {
    const wide = (row: number) =>
      `{${Array.from({ length: 9000 }, (_, at) => `"field ${at}":"value ${row}"`).join(",")}}`;
    const { path } = await storeResults(
      Array.from({ length: 9 }, (_, row) => ({ data: wide(row) })),
      { agentId: "wide" },
    );
    const seqs: number[] = [];
    for (let after: string | null = "0"; after !== null; ) {
      const page: ResultPage = await get(`${path}?limit=2500&after=${after}`);
      expect(page.items.reduce((sum, { data }) => sum + data.length, 0)).toBeLessThan(MB);
      seqs.push(...page.items.map(({ seq }) => seq));
      after = page.nextCursor;
    }
    expect(seqs).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });
});

describe("GET …/results/export", () => {
  it("is a file of what the filter lets through, in every format", async () => {
    const rows = [
      { data: '{"title":"=1+1","id":12345678901234567890}', verdict: "new" as const },
      { data: '{"title":"b","late":[1]}', verdict: "new" as const },
      { data: '{"title":"not this"}', verdict: "same" as const },
    ];
    const { path } = await storeResults(rows, { agentId: "export" });
    const text = async (format: string) =>
      await (await fetchFile(`${path}/export?verdict=new&format=${format}`)).text();
    expect(await text("csv")).toBe("title,id,late\r\n'=1+1,12345678901234567890,\r\nb,,[1]\r\n");
    expect(await text("tsv")).toBe("title\tid\tlate\r\n'=1+1\t12345678901234567890\t\r\nb\t\t[1]\r\n");
    expect(await text("ndjson")).toBe(`${rows[0]?.data}\n${rows[1]?.data}\n`);
    expect(await text("json")).toBe(`[\n${rows[0]?.data},\n${rows[1]?.data}\n]\n`);
    const head = await fetchFile(`${path}/export?format=csv`, { method: "HEAD" });
    expect(head.headers.get("content-disposition")).toMatch(/filename="job-\d+-results-1-[\d-]+\.csv"$/);
    expect((await server().call(`${path}/export`)).status).toBe(400);
  });

  it("has every row once, and puts fields of late rows into a last column", async () => {
    const rows = Array.from({ length: 12_500 }, (_, at) => ({
      data: `{"n":${at}${at === 12_000 ? ',"late":1' : ""}}`,
    }));
    const { path } = await storeResults(rows, { agentId: "long export" });
    const lines = (await (await fetchFile(`${path}/export?format=csv`)).text()).split("\r\n");
    expect(lines[0]).toBe("n,other fields");
    expect(lines).toHaveLength(12_502);
    expect(lines[12_001]).toBe('12000,"{""late"":1}"');
    expect(new Set(lines).size).toBe(12_502);
  });

  it("of a job without a run or without results is an empty one", async () => {
    const job = await storeJob(server().app.store, "Queued");
    expect(await (await fetchFile(`/api/jobs/local/${job.id}/results/export?format=json`)).text()).toBe("[\n]\n");
  });
});

describe("post-processed results", () => {
  let path: string;
  beforeAll(async () => {
    const found = ["£12345678901234567890.10", "ask", "£3", "£3"].map((price, at) => ({
      collection: 1,
      seq: at + 1,
      task: (at % 2) + 1,
      verdict: at < 3 ? ("new" as const) : ("same" as const),
      data: `{"price":"${price}"}`,
    }));
    const made = await storeResults([...found, { collection: 2, seq: 1, data: "{}" }], { agentId: "modified" });
    ({ path } = made);
    const kept = ['{"cost":12345678901234567890.10}', null, '{"cost":3}', null];
    const left = [null, "filtered" as const, null, "duplicate" as const];
    const { store } = server().app;
    const { id } = await store.db
      .selectFrom("jobRun")
      .select("id")
      .where("jobId", "=", made.job.id)
      .executeTakeFirstOrThrow();
    await store.write((tx) =>
      insertModified(
        tx,
        id,
        found.map((row, at) => ({ ...row, data: kept[at] ?? null, left: left[at] ?? null, unread: at === 0 ? 1 : 0 })),
      ),
    );
  });

  it("are listed when they are asked for, numbered by themselves", async () => {
    const page = await get<ResultPage>(`${path}?modified=1`);
    expect(page.items.map(({ seq, rawSeq, task, verdict, data }) => [seq, rawSeq, task, verdict, data])).toEqual([
      [1, 1, 1, "new", '{"cost":12345678901234567890.10}'],
      [2, 3, 1, "new", '{"cost":3}'],
    ]);
    expect(page).toMatchObject({ modified: true, total: 2, before: 0, nextCursor: null });
    expect(page.collections[0]).toEqual({
      collection: 1,
      rows: 4,
      verdicts: { new: 3, changed: 0, same: 1 },
      modified: { rows: 2, verdicts: { new: 2, changed: 0, same: 0 }, filtered: 1, duplicates: 1, unread: 1 },
    });
    expect(await get<ResultPage>(`${path}?modified=1&limit=1&after=1`)).toMatchObject({
      items: [{ seq: 2 }],
      total: 2,
      before: 1,
      previousCursor: "0",
    });
    expect(await get<ResultPage>(`${path}?modified=1&verdict=new&task=1`)).toMatchObject({ total: 2 });
    expect(await get<ResultPage>(`${path}?modified=1&verdict=same`)).toMatchObject({ total: 0, items: [] });
  });

  it("leave those that were found as they are, which are listed otherwise", async () => {
    for (const query of ["", "?modified=0"]) {
      const page = await get<ResultPage>(`${path}${query}`);
      expect(page).toMatchObject({ modified: false, total: 4 });
      expect(page.items[0]).toMatchObject({ data: '{"price":"£12345678901234567890.10"}' });
      expect(page.items[0]).not.toHaveProperty("rawSeq");
    }
    // A collection without any is as it was found, and says so.
    expect(await get<ResultPage>(`${path}?collection=2&modified=1`)).toMatchObject({ modified: false, total: 1 });
  });

  it("are read one by one, and as files", async () => {
    const part = await get<ResultPart>(`${path}/1/2?modified=1`);
    expect(part).toMatchObject({ modified: true, item: { seq: 2, data: '{"cost":3}' } });
    expect(await get<ResultPart>(`${path}/1/2`)).toMatchObject({ modified: false, item: { data: '{"price":"ask"}' } });
    expect(await get<ResultPart>(`${path}/2/1?modified=1`)).toMatchObject({ modified: false, item: { data: "{}" } });
    expect((await server().call(`${path}/1/3?modified=1`)).status).toBe(404);
    const file = await fetchFile(`${path}/1/2/file?modified=1`);
    expect(file.headers.get("content-disposition")).toMatch(/filename="job-\d+-results-1-2-modified-[\d-]+\.json"$/);
    expect(await file.text()).toBe('{"cost":3}');
    const all = await fetchFile(`${path}/export?modified=1&format=csv`);
    expect(all.headers.get("content-disposition")).toMatch(/filename="job-\d+-results-1-modified-[\d-]+\.csv"$/);
    expect(await all.text()).toBe("cost\r\n12345678901234567890.10\r\n3\r\n");
    expect(await (await fetchFile(`${path}/export?format=csv`)).text()).toMatch(/^price\r\n£12345678901234567890.10/);
  });

  it("are asked for by 1 or 0", async () => {
    for (const place of [
      "?modified=yes",
      "/1/1?modified=2",
      "/1/1/file?modified=",
      "/export?format=csv&modified=true",
    ]) {
      const { status, body } = await server().call(`${path}${place}`);
      expect(status, place).toBe(400);
      expect(body, place).toMatchObject({ error: { field: "modified", message: "modified: must be 0 or 1" } });
    }
  });
});

describe("GET …/results/changes", () => {
  const counts = async (path: string) => (await get<ResultChanges>(`${path}/changes?limit=1`)).counts;

  it("compares with the run before by the agent's key, page by page", async () => {
    const first = await storeResults(["a", "b", "c", "d"].map((key) => keyed(key, "1.00")));
    await storeResults([], {});
    const { path } = await storeResults([
      keyed("e", "1.00"),
      keyed("b", "2.50"),
      keyed("a", "1.00"),
      keyed("c", "3.00"),
    ]);
    const all = await get<ResultChanges>(`${path}/changes`);
    expect(all).toMatchObject({
      previous: { source: "local", id: first.job.id, attempt: 1, state: "Completed", rows: 4 },
      key: ["k"],
      why: null,
      counts: { added: 1, changed: 2, removed: 1, same: 1 },
      tooMany: null,
      nextCursor: null,
    });
    expect(all.items.map(({ change, item, before, fields }) => [change, item.data, before?.data, fields])).toEqual([
      ["changed", '{"k":"b","price":2.50}', '{"k":"b","price":1.00}', ["price"]],
      ["changed", '{"k":"c","price":3.00}', '{"k":"c","price":1.00}', ["price"]],
      ["added", '{"k":"e","price":1.00}', undefined, []],
      ["removed", '{"k":"d","price":1.00}', undefined, []],
    ]);
    const one = await get<ResultChanges>(`${path}/changes?limit=1&after=1`);
    expect([one.items[0]?.item.seq, one.nextCursor]).toEqual([4, "2"]);
    const removed = await get<ResultChanges>(`${path}/changes?change=removed`);
    expect(removed.items.map(({ item }) => item.data)).toEqual(['{"k":"d","price":1.00}']);
    expect(await get<ResultChanges>(`${first.path}/changes`)).toMatchObject({
      previous: null,
      counts: null,
      items: [],
    });
  });

  it("matches whole contents when there is no key, or was another", async () => {
    const about = { agentId: "agent2", config: '{"key":[]}' };
    await storeResults([keyed("a", "1"), keyed("b", "1")], about);
    const second = await storeResults([keyed("b", "1"), keyed("a", "2")], about);
    expect(await get<ResultChanges>(`${second.path}/changes`)).toMatchObject({
      key: null,
      why: "no-key",
      counts: { added: 1, changed: 0, removed: 1, same: 1 },
    });
    const third = await storeResults([keyed("b", "1")], { ...about, config: '{"key":["k"]}' });
    expect(await get<ResultChanges>(`${third.path}/changes`)).toMatchObject({ key: null, why: "key-changed" });
    const broken = await storeResults([{ data: '{"k":"b","price":1}' }], { agentId: "agent2", config: "no JSON" });
    expect(await get<ResultChanges>(`${broken.path}/changes`)).toMatchObject({
      why: "key-changed",
      counts: { same: 1 },
    });
  });

  it("says nothing of what was removed while the run goes on", async () => {
    await storeResults([keyed("a", "1"), keyed("b", "1")], { agentId: "agent3" });
    const { path } = await storeResults([keyed("a", "2")], { agentId: "agent3", state: "Executing" });
    expect(await counts(path)).toEqual({ added: 0, changed: 1, removed: null, same: 0 });
    expect((await get<ResultChanges>(`${path}/changes?change=removed`)).items).toEqual([]);
  });

  it("has nothing to compare a job without an agent, or without a run, with", async () => {
    const { store } = server().app;
    const job = await storeJob(store, "Completed");
    expect(await get<ResultChanges>(`/api/jobs/local/${job.id}/results/changes`)).toMatchObject({
      runId: null,
      previous: null,
    });
    await storeRun(store, job, { results: 2 });
    expect(await get<ResultChanges>(`/api/jobs/local/${job.id}/results/changes`)).toMatchObject({ previous: null });
  });
});
