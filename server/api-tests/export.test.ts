import { once } from "node:events";
import { get } from "node:http";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { sql } from "kysely";
import { beforeAll, describe, expect, it } from "vitest";
import type { JobPage } from "../../lib/api/types.ts";
import { EXPORT_COLUMNS, MAX_EXPORT_KEYS } from "../../lib/jobs/export-columns.ts";
import type { JobRow } from "../../lib/jobs/model.ts";
import { answerFile } from "../http/file-answer.ts";
import { eventually } from "../testing/eventually.ts";
import { hasServer, makeEmbedded, makeOnServer, SERVER_URL, serverProblem } from "../testing/temporary-database.ts";
import { startApiServer } from "./api-server.ts";

const JOBS = 50_000;
const MB = 1024 * 1024;

describe("export (embedded)", () => suite(makeEmbedded));
if (hasServer) describe("export (PostgreSQL)", () => suite(makeOnServer));
else describe.skip(`export (PostgreSQL: SKIPPED, no server at ${SERVER_URL}: ${serverProblem})`, () => undefined);

function suite(makeDatabase: typeof makeEmbedded) {
  const server = startApiServer(makeDatabase);

  beforeAll(async () => {
    await sql`
      insert into job (source, id, org, agent_name, name, type, state, raw_status, trigger, created_at, queued_at, started_at,
        ended_at, updated_at, error, error_fingerprint, tags)
      select 'local', 'j' || n, 'default', 'Agent ' || n % 7, case when n % 50 = 0 then '=1+' || n else 'job ' || n end, 'scraping',
        state, state, 'scheduled', at, at, at + interval '1 second', at + n % 90 * interval '1 second', at,
        case when state = 'Failed' then repeat('it said "no", ' || n || chr(10), 10) end, null, array['a', 'b']
      from (
        select n, case when n % 12 = 0 then 'Failed' else 'Completed' end as state,
          '2026-11-01T00:00:00Z'::timestamptz + n / 3 * interval '1 second' as at
        from generate_series(1, ${JOBS}::int) as n
      ) as made`.execute(server().app.store.db);
    // As a database does by itself in time.
    await sql`analyze job`.execute(server().app.store.db);
  });

  const fetchExport = async (query: Record<string, string>, init: RequestInit = {}) => {
    const headers = { ...server().credentials, "content-type": "application/json" };
    return await fetch(`${server().origin}/api/jobs/export?${new URLSearchParams(query)}`, { ...init, headers });
  };
  const readLines = async (query: Record<string, string>): Promise<JobRow[]> => {
    const text = await (await fetchExport({ format: "ndjson", ...query })).text();
    return text
      .split("\n")
      .slice(0, -1)
      .map((line) => JSON.parse(line));
  };

  it.each([
    { q: 'agent:"Agent 3" state:failed', sort: "-created" },
    { q: "state:failed duration:>80s", sort: "duration" },
    { q: "-state:completed created:<2026-11-01T00:30Z said", sort: "-ended" },
    { q: '"=1+1050"', sort: "queued" },
    { q: "agent:nobody", sort: "-created" },
  ])("is the list: $q by $sort", async ({ q, sort }) => {
    const list: JobRow[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const query = new URLSearchParams({ q, sort, limit: "200", ...(cursor === "" ? {} : { cursor }) });
      const { body } = await server().call<JobPage>(`/api/jobs?${query}`);
      list.push(...body.items);
      cursor = body.nextCursor;
    }
    const exported = await readLines({ q, sort, columns: "source,id,name,state,error,tags,version,createdAt" });
    expect(exported).toEqual(
      list.map(({ source, id, name, state, error, tags, version, createdAt }) => ({
        source,
        id,
        name,
        state,
        error,
        tags,
        version,
        createdAt,
      })),
    );
  });

  it("is a file to be saved, with a name that tells what is in it", async () => {
    const response = await fetchExport({ q: 'agent:"Agent 3" state:failed', format: "csv", columns: "id,name" });
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8; header=present");
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.get("content-disposition")).toMatch(
      /^attachment; filename="jobs-agent-agent-3-state-failed-\d{4}-\d\d-\d\d-\d{4}\.csv"$/,
    );
    const records = (await response.text()).split("\r\n");
    expect(records[0]).toBe("id,name");
    expect(records.at(-1)).toBe("");
    const head = await fetchExport({ format: "csv" }, { method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([200, ""]);
  });

  it("has every job once and holds but a small part of them in memory", async () => {
    setFlagsFromString("--expose-gc");
    const gc: () => void = runInNewContext("gc");
    const used = () => {
      gc();
      return process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers;
    };
    const response = await fetchExport({ format: "ndjson" });
    const before = used();
    const ids = new Set<string>();
    let [bytes, lines, most, nextLook, rest] = [0, 0, 0, 4 * MB, ""];
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      bytes += chunk.byteLength;
      const whole = (rest + decoder.decode(chunk, { stream: true })).split("\n");
      rest = whole.pop() ?? "";
      lines += whole.length;
      for (const line of whole) ids.add(/"id":"(.*?)"/.exec(line)?.[1] ?? "");
      if (bytes < nextLook) continue;
      nextLook += 4 * MB;
      most = Math.max(most, used() - before);
    }
    expect([lines, ids.size, rest]).toEqual([JOBS, JOBS, ""]);
    expect(bytes).toBeGreaterThan(36 * MB);
    expect(most).toBeLessThan(16 * MB);
  }, 120_000);

  it("can be of jobs that were chosen, in their order; those that are gone are left out", async () => {
    const keys = ["j7", "none", "j3", "j50", "j7", "\u0001"].map((id) => ({ source: "local", id }));
    const body = JSON.stringify({ jobs: keys, format: "csv", columns: ["id", "name"] });
    const response = await fetchExport({}, { method: "POST", body });
    expect(response.headers.get("content-disposition")).toMatch(/filename="jobs-selection-.*\.csv"$/);
    const lines = (await response.text()).split("\r\n").slice(1, -1);
    expect(lines.toSorted()).toEqual(["j3,job 3", "j50,'=1+50", "j7,job 7"]);
  });

  it("of nothing is a header alone, or an empty file", async () => {
    expect(await (await fetchExport({ q: "id:none", format: "csv", columns: "id" })).text()).toBe("id\r\n");
    expect(await (await fetchExport({ q: "id:none", format: "ndjson" })).text()).toBe("");
    const all = await (await fetchExport({ q: "id:none", format: "csv" })).text();
    expect(all).toBe(`${EXPORT_COLUMNS.join(",")}\r\n`);
  });

  it.each([
    ["format", {}],
    ["format", { format: "xlsx" }],
    ["columns.0", { format: "csv", columns: "" }],
    ["columns.1", { format: "csv", columns: "id,payload" }],
    ["columns", { format: "csv", columns: "id,id" }],
    ["sort", { format: "csv", sort: "name" }],
    ["q", { format: "csv", q: "colour:red" }],
    ["limit", { format: "csv", limit: "1" }],
  ])("is refused at %s: %j", async (field, query) => {
    const answer = await server().call(`/api/jobs/export?${new URLSearchParams(query)}`);
    expect(answer.status).toBe(400);
    expect(answer.body.error).toMatchObject({ code: "BAD_REQUEST", field });
  });

  it.each([
    ["jobs", { format: "csv" }],
    ["jobs", { format: "csv", jobs: [] }],
    ["jobs", { format: "csv", jobs: Array(MAX_EXPORT_KEYS + 1).fill({ source: "local", id: "1" }) }],
    ["jobs.0.id", { format: "csv", jobs: [{ source: "local", id: 1 }] }],
    ["q", { format: "csv", jobs: [{ source: "local", id: "1" }], q: "" }],
  ])("of chosen jobs is refused at %s", async (field, json) => {
    const answer = await server().call("/api/jobs/export", { json });
    expect(answer.status).toBe(400);
    expect(answer.body.error).toMatchObject({ code: "BAD_REQUEST", field });
  });

  describe("over a connection", () => {
    let made = 0;
    let ended = false;
    let failAt = Number.POSITIVE_INFINITY;
    async function* parts(): AsyncGenerator<string, void, void> {
      try {
        for (made = 1; ; made++) {
          if (made > failAt) throw new Error("the database went away");
          yield "x".repeat(MB);
        }
      } finally {
        ended = true;
      }
    }
    const answer = (request: Request) =>
      answerFile({ request, requestId: "of a test" }, { name: "x.csv", contentType: "text/csv", parts: parts() });

    beforeAll(() => {
      server().serve("/endless", answer);
    });

    it("is read no faster than it is taken, and no further when the client has gone", async () => {
      ended = false;
      const request = get(`${server().origin}/endless`);
      const [response] = await once(request, "response");
      response.pause();
      // Buffers on the way fill up, and then nothing more is made.
      let last = 0;
      await eventually("the buffers to be full", () => {
        const still = made === last;
        last = made;
        return still;
      });
      expect(made).toBeLessThan(64);
      expect(ended).toBe(false);
      request.destroy();
      await eventually("the export to stop", () => ended);
    });

    it("breaks when it fails midway: nobody takes a part for the whole", async () => {
      failAt = 3;
      const response = await fetch(`${server().origin}/endless`);
      expect(response.status).toBe(200);
      await expect(response.text()).rejects.toThrow();
      failAt = 0;
      await expect(answer(new Request("http://localhost/"))).rejects.toThrow("went away");
    });
  });
}
