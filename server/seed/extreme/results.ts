import type { Kysely } from "kysely";
import type { Database } from "../../db/schema.ts";
import { itemHash, itemKey } from "../../engine/extract/identity.ts";
import type { JobKey } from "../../store/jobs.ts";
import { insertResults, type NewResult } from "../../store/results.ts";
import { Store } from "../../store/write.ts";
import { insertExtremeRun } from "./insert-run.ts";

const AGENT = "extreme-results-agent";
const KEY = ["sku"];
const PRODUCTS = 20_000;
const REVIEWS = 4_990;
const MB = 1024 * 1024;

/** How many products the earlier run had that this one has not, and the other way round; and how many have another price. */
const REMOVED = 40;
const ADDED = 30;
const REPRICED = 25;

type Product = Record<string, string | null>;

/**
 * 25,000 results in three collections: products, of which a run before had others; reviews with ragged columns; and ten items
 * that are strange each in its own way, one of 20 MB among them.
 */
export async function makeResults(db: Kysely<Database>): Promise<JobKey> {
  const about = {
    agentId: AGENT,
    agentName: "extreme results",
    config: JSON.stringify({ name: "extreme results", key: KEY }),
  };
  const dayBefore = new Date(Date.now() - 86_400_000).toISOString();
  const times = { createdAt: dayBefore, queuedAt: dayBefore, startedAt: dayBefore, endedAt: dayBefore };
  const earlier = await insertExtremeRun(db, "results-before", {
    job: { ...about, ...times, resultsTotal: PRODUCTS - ADDED + REMOVED },
    run: { agentId: AGENT, agentStartTime: dayBefore },
  });
  const store = new Store(db);
  const had = [...range(0, PRODUCTS - ADDED), ...range(PRODUCTS, PRODUCTS + REMOVED)].map((place) =>
    product(place, false),
  );
  await store.write((tx) =>
    insertResults(
      tx,
      earlier.runId,
      keyed(had, () => "new"),
    ),
  );

  const strange = strangeItems();
  const { source, id, runId } = await insertExtremeRun(db, "results", {
    job: { ...about, resultsTotal: PRODUCTS + REVIEWS + strange.length },
    run: { agentId: AGENT },
  });
  const products = range(0, PRODUCTS).map((place) => product(place, true));
  const verdict = (place: number) => (place < REPRICED ? "changed" : place >= PRODUCTS - ADDED ? "new" : "same");
  await store.write((tx) => insertResults(tx, runId, keyed(products, verdict)));
  await store.write((tx) => insertResults(tx, runId, reviews()));
  const rows = strange.map((data, place) => ({
    collection: 3,
    seq: place + 1,
    task: 3,
    verdict: "new" as const,
    data,
  }));
  await store.write((tx) => insertResults(tx, runId, rows));
  return { source, id };
}

function product(place: number, now: boolean): Product {
  return {
    sku: `SKU-${String(place).padStart(6, "0")}`,
    title: `Product ${place}`,
    price: `£${(place % 90) + (now && place < REPRICED ? 1.5 : 0)}`,
    link: `https://shop.example/products/${place}`,
    stock: place % 7 === 0 ? null : String(place % 50),
  };
}

function keyed(items: readonly Product[], verdict: (place: number) => "new" | "changed" | "same"): NewResult[] {
  return items.map((item, place) => ({
    collection: 1,
    seq: place + 1,
    task: Math.floor(place / 50) + 1,
    verdict: verdict(place),
    data: JSON.stringify(item),
    keyHash: itemKey(item, KEY),
    contentHash: itemHash(item),
  }));
}

/** Each has three fields that all have and one of a hundred that few have; numbers are such that no double holds. */
function reviews(): NewResult[] {
  return range(0, REVIEWS).map((place) => ({
    collection: 2,
    seq: place + 1,
    task: null,
    verdict: null,
    data: `{"id":${9_007_199_254_740_993n + BigInt(place)},"stars":${place % 6}.50,"tags":["a","b",{"n":${place}}],"rare ${place % 100}":true}`,
  }));
}

const HOSTILE = `</script><img src=x onerror="document.title='executed'"><script>document.title='executed'</script>`;

function strangeItems(): string[] {
  const wide = Object.fromEntries(range(0, 300).map((place) => [`field ${place}`, place]));
  return [
    JSON.stringify({ kind: "20 MB", html: "<p>x</p>".repeat(2.5 * MB), after: "the end" }),
    JSON.stringify({
      kind: "formula",
      value: '=HYPERLINK("https://evil.example","click")',
      other: "@SUM(1)",
      minus: "-1+2",
    }),
    JSON.stringify({
      kind: "links",
      script: "javascript:document.title='executed'",
      data: `data:text/html,${HOSTILE}`,
    }),
    JSON.stringify({
      kind: "picture",
      picture: "https://shop.example/picture.png",
      page: "https://shop.example/?a=1&b=2",
    }),
    JSON.stringify({ kind: "hostile", [HOSTILE]: HOSTILE, marks: "\u202Etxt.exe\u202C \u200B\u0007\u001b[31mred" }),
    JSON.stringify({ kind: "wide", ...wide }),
    `{"kind":"deep","nested":${"[".repeat(500)}${"]".repeat(500)},"big":123456789012345678901234567890.123456789}`,
    '["a list", 1, {"of": "anything"}]',
    "{this is no JSON",
    JSON.stringify({
      kind: "lines",
      text: "first\nsecond\tthird",
      empty: "",
      nothing: null,
      __proto: 1,
      constructor: "x",
    }),
  ];
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, place) => from + place);
}
