import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { startApiServer } from "./api-server.ts";
import { someAgent, storeJob, storeRun } from "./seed.ts";

const server = startApiServer();

let job: string;
let agent: string;
beforeAll(async () => {
  const { store } = server().app;
  const stored = await storeJob(store, "Completed");
  await storeRun(store, stored, { tasks: 2, lines: 2, results: 2 });
  job = `/api/jobs/local/${stored.id}`;
  // Disabled, so that a start that gets through makes no work.
  const created = await server().call<{ agent: { id: string } }>("/api/agents", {
    json: someAgent({ enabled: false }),
  });
  agent = `/api/agents/${created.body.agent.id}`;
});

/** Text of any kind, with a liking for what has a meaning to some part on the way. */
const hostileText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 200 }),
  fc.string({ unit: "grapheme", maxLength: 50 }),
  fc.constantFrom(
    ...[
      "",
      " ",
      "\0",
      "a\0b",
      "\ud800",
      "\udfff",
      "%",
      "%00",
      "_",
      "\\",
      "'",
      '"',
      "';--",
      "$1",
      "{}",
      "[]",
      "null",
      "NaN",
    ],
    ...["0", "-0", "-1", "1e9", "0x10", "2147483647", "2147483648", "9007199254740993", "999999999999999", "١"],
    ...[
      "../..",
      "__proto__",
      "constructor",
      "toString",
      "state:",
      "-state:failed",
      'id:"\\"',
      "agent:%",
      "a,b",
      ",",
      ":",
    ],
    ...["<script>", "\r\nx: y", "\u202e", "\ufeff", "ﬀ", "İ", "\u{10ffff}", "A".repeat(5000)],
  ),
  fc
    .tuple(fc.constantFrom("state", "agent", "id", "source", "trigger", "-state", "text"), fc.string())
    .map(([key, value]) => `${key}:${value}`),
  fc.json().map((text) => Buffer.from(text).toString("base64url")),
  fc
    .tuple(fc.date({ noInvalidDate: true }), fc.string(), fc.string())
    .map(([at, source, id]) => Buffer.from(JSON.stringify([at.toISOString(), source, id])).toString("base64url")),
);

const queries: [string, string[]][] = [
  ["/api/jobs", ["q", "cursor", "limit"]],
  ["/api/jobs/executing", ["limit"]],
  ["/api/throughput", ["minutes"]],
  ["/api/changes", ["since", "limit"]],
  ["{job}/tasks", ["after", "limit", "state", "run"]],
  ["{job}/logs", ["after", "before", "tail", "limit", "level", "task", "run", "seqs"]],
  ["{job}/logs/matches", ["q", "regex", "level", "task", "run", "after", "limit"]],
  ["{job}/logs/matches?regex=true", ["q"]],
  ["{job}/logs/export?format=text", ["q", "regex", "level", "task", "run"]],
  ["{job}/results", ["collection", "after", "limit", "task", "verdict", "run"]],
  ["{job}/results/1/1", ["from", "length", "run"]],
  ["{job}/results/changes", ["collection", "change", "after", "limit", "run"]],
  ["{job}/comparison", ["run", "with-source", "with-id", "with-run"]],
  ["{job}/comparison?with-id=1", ["run", "with-source", "with-run"]],
  ["{job}/documents/nothing", ["run"]],
  ["{job}/documents/job/lines", ["from", "limit", "run"]],
];

async function expectNoFault(path: string, options: Parameters<ReturnType<typeof server>["call"]>[1] = {}) {
  const { status, body } = await server().call<Record<string, unknown> | undefined>(path, options);
  expect(status, `${options?.method ?? "GET"} ${path}`).toBeLessThan(500);
  if (status >= 400) {
    expect(body).toEqual({
      error: expect.objectContaining({
        code: expect.any(String),
        message: expect.any(String),
        requestId: expect.any(String),
      }),
    });
  }
  return status;
}

describe("no text is a fault of the server", () => {
  it.each(queries.flatMap(([path, names]) => names.map((name) => ({ path, name }))))(
    "as $name of $path",
    async ({ path, name }) => {
      await fc.assert(
        fc.asyncProperty(hostileText, async (text) => {
          const search = new URLSearchParams({ [name]: text });
          await expectNoFault(`${path.replace("{job}", job)}${path.includes("?") ? "&" : "?"}${search}`);
        }),
        { numRuns: 60 },
      );
    },
  );

  it("as a part of the address, encoded or not", async () => {
    const ends = [
      "",
      "/tasks",
      "/logs",
      "/logs/1",
      "/logs/matches",
      "/results",
      "/history",
      "/comparison?with-id=1",
      "/documents/job",
      "/documents/job/lines",
    ];
    await fc.assert(
      fc.asyncProperty(hostileText, fc.constantFrom(...ends), fc.boolean(), async (text, end, asSource) => {
        const part = encodeURIComponent(text.toWellFormed());
        // A URL's parser takes dots away, encoded ones too.
        fc.pre(!/^(\.|%2e){0,2}$/i.test(part));
        await expectNoFault(asSource ? `/api/jobs/${part}/1${end}` : `/api/jobs/local/${part}${end}`);
        await expectNoFault(`/api/agents/${part}`);
        await expectNoFault(`/api/agents/${part}/start`, { method: "POST" });
        await expectNoFault(`/api/jobs/local/${part}/cancel`, { method: "POST" });
      }),
      { numRuns: 60 },
    );
  });

  it("as the reason of a cancel, which is then shown as it was", async () => {
    await fc.assert(
      fc.asyncProperty(hostileText, async (reason) => {
        const { id } = await storeJob(server().app.store, "Queued");
        const status = await expectNoFault(`/api/jobs/local/${id}/cancel`, { json: { reason } });
        const { body } = await server().call<{ commands: { reason: string | null }[] }>(`/api/jobs/local/${id}`);
        if (status === 200) expect(body.commands[0]?.reason).toBe(reason.toWellFormed().trim() || null);
        else expect(body.commands).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

describe("no body is a fault of the server", () => {
  const places = () => [
    { path: "/api/agents", method: "POST" },
    { path: agent, method: "PUT" },
    { path: `${agent}/start`, method: "POST" },
    { path: `${job}/cancel`, method: "POST" },
    { path: `${job}/retry`, method: "POST" },
  ];

  it("whatever JSON it is", async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 4 }), async (json) => {
        for (const { path, method } of places()) await expectNoFault(path, { method, json });
      }),
      { numRuns: 60 },
    );
  });

  it("whatever bytes it is", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 100 }), fc.boolean(), async (bytes, asJson) => {
        const headers = { "content-type": asJson ? "application/json" : "text/html; charset=x" };
        for (const { path, method } of places()) {
          await expectNoFault(path, { method, body: new Uint8Array(bytes), headers });
        }
      }),
      { numRuns: 40 },
    );
  });

  it("whatever stands in one place of a definition that is right else", async () => {
    const whole = {
      ...someAgent(),
      itemSelector: "li",
      key: ["title"],
      request: { delayMs: 0, timeoutMs: 1000 },
      schedule: { cron: "0 3 * * *", timezone: "UTC" },
      tags: ["a"],
      enabled: false,
    };
    const anything = fc.oneof(hostileText, fc.jsonValue({ maxDepth: 2 }));
    const place = fc.constantFrom(
      ...Object.keys(whole),
      "failWhen",
      "priority",
      "linkSelector",
      "maxDepth",
      "timeLimitSeconds",
    );
    const changed = fc.oneof(
      fc.tuple(place, anything).map(([name, value]) => ({ ...whole, [name]: value })),
      fc
        .tuple(fc.constantFrom("name", "selector", "take", "attribute", "pattern", "required"), anything)
        .map(([name, value]) => ({ ...whole, key: [], fields: [{ name: "title", selector: "h1", [name]: value }] })),
      fc
        .tuple(fc.constantFrom("cron", "timezone"), anything)
        .map(([name, value]) => ({ ...whole, schedule: { ...whole.schedule, [name]: value } })),
    );
    await fc.assert(
      fc.asyncProperty(changed, async (json) => {
        const status = await expectNoFault(agent, { method: "PUT", json });
        expect(status).toBeOneOf([200, 400]);
        expect(await expectNoFault(agent)).toBe(200);
      }),
      { numRuns: 300 },
    );
  });
});
