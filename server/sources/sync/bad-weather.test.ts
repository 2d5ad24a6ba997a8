import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { conditionOf } from "../../../lib/sources/health.ts";
import type { BackendKind } from "../../../lib/sources/kinds.ts";
import { eventually } from "../../testing/eventually.ts";
import { makeEmbedded, makeOnServer } from "../../testing/temporary-database.ts";
import { createFakeBackend, FAKE_KEY, type FakeBackend } from "../testing/fake-backend.ts";
import { idsHere, idsThere } from "../testing/make-reading.ts";
import { startUpstream, type Upstream } from "../testing/scripted-upstream.ts";
import type { UpstreamFault } from "../testing/upstream-faults.ts";
import { useWatcher } from "../testing/watcher.ts";

/** Long enough for a machine with much to do, and not for a hang. */
const TIMEOUTS = { answer: 3000, idle: 3000, total: 6000 };

/** What health says while a backend goes wrong. */
const FAULTS: readonly [UpstreamFault, BackendKind, RegExp][] = [
  ["not JSON", "agenty", /answered a list of jobs that is not JSON/],
  ["leading zeros", "agenty", /not JSON at line 2, column \d+/],
  ["HTML", "ai-connect", /a page of HTML instead of JSON; check the address/],
  ["HTML 404", "sentimatrix", /404.* with a page of HTML; check the address/],
  ["HTML 502", "cluedin", /answered 502/],
  ["empty", "agenty", /answered nothing instead of a list of jobs/],
  ["cut short", "ai-connect", /closed the connection before its answer was complete/],
  ["JSON cut short", "sentimatrix", /not JSON/],
  ["error inside", "agenty", /answered 200 with an error inside: Your key has expired/],
  ["something else", "cluedin", /answered something else instead of a list of jobs; check the address/],
  ["moved", "ai-connect", /the key was not sent there. Check the address/],
  ["HTTP 400", "sentimatrix", /answered 400: limit must be a number.*another version/],
  ["HTTP 401", "agenty", /answered 401: The API key is wrong; check the key/],
  ["HTTP 402", "agenty", /answered 402: not enough page credits.*; check what the key may do/],
  ["HTTP 403", "cluedin", /answered 403: Not yours.*; check what the key may do/],
  ["HTTP 404", "ai-connect", /answered 404: No such thing.*; check the address/],
  ["HTTP 409", "ai-connect", /answered 409/],
  ["HTTP 429", "sentimatrix", /answered 429: Too many requests/],
  ["HTTP 500", "agenty", /answered 500: Something broke/],
  ["HTTP 503", "cluedin", /answered 503: In maintenance/],
  ["plain text 500", "cluedin", /answered 500: database is down/],
  ["reset", "agenty", /was not reached: .* closed the connection without an answer/],
  ["garbage", "ai-connect", /did not answer with valid HTTP; check the address/],
  ["hang", "sentimatrix", /did not answer within 3 s/],
  ["stall", "cluedin", /did not go on with its answer within 3 s/],
  ["drip", "agenty", /did not finish its answer within 6 s/],
  ["100 MB", "ai-connect", /larger than 16 MB/],
  ["100 MB announced", "agenty", /larger than 16 MB/],
];
const JOBS = 30;

describe.each([
  ["PostgreSQL", makeOnServer, FAULTS],
  ["embedded", makeEmbedded, FAULTS.filter((_, place) => place % 5 === 0)],
] as const)("sources in bad weather (%s)", (_, make, faults) => {
  const watcher = useWatcher(make, { timeouts: TIMEOUTS });
  const backends: FakeBackend[] = [];
  let elsewhere: Upstream;
  let neighbour: { backend: FakeBackend; source: string };

  beforeAll(async () => {
    elsewhere = await startUpstream({ answer: () => ({ json: {} }) });
    neighbour = await connect("agenty");
  });
  afterAll(async () => {
    for (const backend of backends) await backend.close();
    await elsewhere.close();
  });

  async function connect(kind: BackendKind): Promise<{ backend: FakeBackend; source: string }> {
    const backend = await createFakeBackend(kind, { jobs: JOBS, elsewhere: elsewhere.origin });
    backends.push(backend);
    const source = await watcher().connect(kind, backend.settings, FAKE_KEY);
    await inLine({ backend, source });
    await eventually("the end of the back-fill", async () => (await health(source)).backfill?.finishedAt);
    return { backend, source };
  }

  const health = (source: string) => watcher().health(source);

  /** Waits until the index has the jobs of the backend, no more and no less. */
  async function inLine({ backend, source }: typeof neighbour): Promise<void> {
    await eventually(
      "all jobs, each once",
      async () => String(await idsHere(watcher().store, source)) === String(idsThere(backend)),
      60_000,
    );
  }

  it.concurrent.each(faults)(
    "%s (%s): is told, stops nobody else, and passes",
    async (fault, kind, message) => {
      const { backend, source } = await connect(kind);
      const running = backend.jobs.add();
      backend.jobs.set(running, "Executing");
      await inLine({ backend, source });
      backend.fail(fault);
      await eventually("its health to say so", async () => {
        const { error, failures } = await health(source);
        return failures >= 2 && error !== null && message.test(error);
      });
      const now = Date.now();
      expect(conditionOf(await health(source), { paused: false, newestEvery: 1, now })).toBe("down");
      // Meanwhile there are new jobs, here and there, and one ends.
      neighbour.backend.jobs.add();
      for (let job = 0; job < 3; job++) backend.jobs.add();
      backend.jobs.set(running, "Failed");
      await inLine(neighbour);
      expect((await health(neighbour.source)).failures).toBe(0);
      expect(await idsHere(watcher().store, source)).toHaveLength(JOBS + 1);
      backend.fail(null);
      await inLine({ backend, source });
      await eventually("it to be well again", async () => {
        const { failures, nextTryAt } = await health(source);
        return failures === 0 && nextTryAt === null;
      });
      await eventually("the end of the job", async () => {
        const row = await watcher()
          .store.db.selectFrom("job")
          .select("state")
          .where("source", "=", source)
          .where("id", "=", String(running))
          .executeTakeFirst();
        return row?.state === "Failed";
      });
      expect((await health(source)).error).not.toBeNull();
      await watcher().store.db.updateTable("source").set({ paused: true }).where("id", "=", source).execute();
    },
    120_000,
  );

  it("sends the key to no other address", () => {
    expect(elsewhere.requests).toEqual([]);
  });
});
