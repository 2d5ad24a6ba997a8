import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { AgentDefinitionInput } from "../../lib/api/agent-schema.ts";
import { countModified } from "../store/modified-results.ts";
import { describeOnBothDatabases } from "../testing/databases.ts";
import { createHarness, type Harness, listing, startSite, type TestSite } from "./engine-harness.ts";

describeOnBothDatabases("post-processing", (database) => {
  let site: TestSite;
  let harness: Harness;
  beforeAll(async () => {
    site = await startSite();
    harness = createHarness(database(), [site.origin]);
    await harness.engine.work();
  }, 60_000);
  afterAll(async () => {
    await harness?.engine.stop({ graceMs: 1000 });
    await site?.close();
  }, 60_000);

  async function ran(urls: string[], postProcessing: AgentDefinitionInput["postProcessing"]) {
    const { id } = await harness.start(await harness.scraping({ urls, postProcessing }));
    const job = await harness.ends(id);
    const counts = await countModified(harness.store.db, (await harness.run(id)).id);
    return { id, job, counts };
  }

  it("makes other rows of the results, which stay as they were found", async () => {
    site.pages.set("/one", listing(["a=£12345678901234567890.10", "b=call us", "c=£3"]));
    site.pages.set("/two", listing(["d=£3.00", "e=ask", "f=£99"]));
    const { id, job, counts } = await ran(
      ["/one", "/two"],
      [
        { step: "cast", field: "price", to: "number" },
        { step: "deduplicate", by: ["price"] },
        { step: "filter", field: "name", test: "not-equals", value: "f" },
        { step: "rename", from: "name", to: "title" },
      ],
    );
    expect((await harness.results(id)).map(({ item }) => item)).toEqual([
      { name: "a", price: "£12345678901234567890.10" },
      { name: "b", price: "call us" },
      { name: "c", price: "£3" },
      { name: "d", price: "£3.00" },
      { name: "e", price: "ask" },
      { name: "f", price: "£99" },
    ]);
    // Without a price, e is a duplicate of no other row than its like.
    expect(await harness.modified(id)).toEqual([
      { seq: 1, rawSeq: 1, data: '{"title":"a","price":12345678901234567890.10}' },
      { seq: 2, rawSeq: 2, data: '{"title":"b","price":null}' },
      { seq: 3, rawSeq: 3, data: '{"title":"c","price":3}' },
      { seq: 4, rawSeq: 5, data: '{"title":"e","price":null}' },
    ]);
    expect(counts).toEqual([{ collection: 1, verdict: "new", rows: 4, filtered: 1, duplicates: 1, unread: 2 }]);
    expect(job).toMatchObject({
      state: "Completed",
      resultsTotal: 6,
      warning: "2 values left empty by post-processing",
    });
    const lines = (await harness.lines(id)).map(({ level, message, task }) => [level, message, task]);
    expect(lines).toContainEqual([
      "warning",
      'Post-processing, step 1 (make price a number): 1 value is left empty; "call us" is not a number',
      1,
    ]);
    expect(lines).toContainEqual([
      "warning",
      "Post-processed: 4 rows kept; 1 filtered out, 1 dropped as duplicates, 2 values left empty",
      null,
    ]);
  });

  it("counts a collection of which nothing is left", async () => {
    site.pages.set("/none", listing(["a", "b"]));
    const { id, job, counts } = await ran(["/none"], [{ step: "filter", field: "name", test: "equals", value: "x" }]);
    expect(await harness.modified(id)).toEqual([]);
    expect(counts).toEqual([{ collection: 1, verdict: "new", rows: 0, filtered: 2, duplicates: 0, unread: 0 }]);
    expect(job).toMatchObject({ state: "Completed", resultsTotal: 2, warning: null });
  });

  it("goes through more rows than are taken at once, and through further runs", async () => {
    site.pages.set("/many", listing(Array.from({ length: 1234 }, (_, at) => `n${at}=${at % 600}`)));
    const steps: AgentDefinitionInput["postProcessing"] = [{ step: "deduplicate", by: ["price"] }];
    const agent = await harness.scraping({ urls: ["/many"], postProcessing: steps, maxResultsPerTarget: 5000 });
    for (const verdict of ["new", "same"]) {
      const { id } = await harness.start(agent);
      expect(await harness.ends(id)).toMatchObject({ state: "Completed", resultsTotal: 1234 });
      const rows = await harness.modified(id);
      expect(rows.map(({ seq, rawSeq }) => [seq, rawSeq])).toEqual(
        Array.from({ length: 600 }, (_, at) => [at + 1, at + 1]),
      );
      const counts = await countModified(harness.store.db, (await harness.run(id)).id);
      expect(counts).toEqual([{ collection: 1, verdict, rows: 600, filtered: 0, duplicates: 634, unread: 0 }]);
    }
  });

  it("writes nothing for an agent without steps", async () => {
    site.pages.set("/plain", listing(["a"]));
    for (const steps of [undefined, []]) {
      const { id, counts } = await ran(["/plain"], steps);
      expect([await harness.modified(id), counts]).toEqual([[], []]);
    }
  });

  it("takes an item with its row, or neither, when the database refuses one", async () => {
    const { db } = harness.store;
    await sql`create function refuse_modified() returns trigger language plpgsql as $$
      begin if new.data like '%poison%' then raise exception 'refused on purpose'; end if; return new; end $$`.execute(
      db,
    );
    await sql`create trigger refuse before insert on modified_row for each row execute function refuse_modified()`.execute(
      db,
    );
    site.pages.set("/poisoned", listing(["one=£1", "poison=no", "two=no"]));
    const { id, job, counts } = await ran(
      ["/poisoned"],
      [
        { step: "cast", field: "price", to: "number" },
        { step: "deduplicate", by: ["name"] },
      ],
    );
    expect(job).toMatchObject({
      state: "Completed",
      warning: "1 item could not be stored; 1 value left empty by post-processing",
    });
    expect((await harness.results(id)).map(({ item }) => item.name)).toEqual(["one", "two"]);
    expect(await harness.modified(id)).toEqual([
      { seq: 1, rawSeq: 1, data: '{"name":"one","price":1}' },
      { seq: 2, rawSeq: 2, data: '{"name":"two","price":null}' },
    ]);
    expect(counts).toEqual([{ collection: 1, verdict: "new", rows: 2, filtered: 0, duplicates: 0, unread: 1 }]);
  });
});
