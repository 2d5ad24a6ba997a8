import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { BACKEND_KINDS, type BackendKind } from "../../../lib/sources/kinds.ts";
import { BackendError, type BackendFault } from "../backend-error.ts";
import { createJobSource } from "../create-source.ts";
import type { OpenSource } from "../job-source.ts";
import { createFakeBackend, FAKE_KEY, type FakeBackend } from "../testing/fake-backend.ts";
import { startUpstream, type Upstream } from "../testing/scripted-upstream.ts";
import type { UpstreamFault } from "../testing/upstream-faults.ts";
import type { CallReport } from "./backend-client.ts";

const TIMEOUTS = { connect: 5000, answer: 300, idle: 300, total: 10_000 };
const signal = new AbortController().signal;
const FIRST = { partition: "proj_1", offset: 0, limit: 5 };

async function failure(work: Promise<unknown>): Promise<BackendError> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof BackendError)) throw new Error(`no BackendError, but ${error}`);
  return error;
}

const FAULTS: [UpstreamFault, BackendFault, RegExp][] = [
  ["not JSON", "unreadable", /^Acme answered a list of jobs that is not JSON at line 1, column 1: Ooops is no value/],
  [
    "leading zeros",
    "unreadable",
    /^Acme answered a list of jobs that is not JSON at line 2, column 17: .*not a number/,
  ],
  ["JSON cut short", "unreadable", /^Acme answered a list of jobs that is not JSON at line 1, column 13: /],
  ["HTML", "unreadable", /^Acme answered a page of HTML instead of JSON; check the address$/],
  ["HTML 404", "unreadable", /^Acme answered 404: Not here with a page of HTML; check the address$/],
  ["HTML 502", "failing", /^Acme answered 502 Bad Gateway$/],
  ["empty", "unreadable", /^Acme answered nothing instead of a list of jobs$/],
  ["cut short", "unreadable", /^Acme closed the connection before its answer was complete$/],
  ["error inside", "unauthenticated", /^Acme answered 200 with an error inside: Your key has expired$/],
  ["something else", "unreadable", /^Acme answered something else instead of a list of jobs; check the address$/],
  [
    "moved",
    "moved",
    /^Acme answered 301 and sends us to http:\/\/127\.0\.0\.1:\d+\/stolen; the key was not sent there\. Check the address$/,
  ],
  ["HTTP 400", "refused", /^Acme answered 400: limit must be a number$/],
  ["HTTP 401", "unauthenticated", /^Acme answered 401: The API key is wrong; check the key$/],
  ["HTTP 402", "forbidden", /^Acme answered 402: not enough page credits$/],
  ["HTTP 403", "forbidden", /^Acme answered 403: Not yours$/],
  ["HTTP 404", "not-found", /^Acme answered 404: No such thing$/],
  ["HTTP 409", "conflict", /^Acme answered 409: The job has ended$/],
  ["HTTP 500", "failing", /^Acme answered 500: Something broke$/],
  ["plain text 500", "failing", /^Acme answered 500: database is down$/],
  ["reset", "unreachable", /^Acme was not reached: 127\.0\.0\.1:\d+ closed the connection without an answer$/],
  ["garbage", "unreadable", /^Acme did not answer with valid HTTP; check the address$/],
  ["hang", "timeout", /^Acme did not answer within 0\.3 s$/],
  ["stall", "timeout", /^Acme did not go on with its answer within 0\.3 s$/],
  ["drip", "timeout", /^Acme did not finish its answer within 0\.5 s$/],
  ["100 MB", "too-large", /^Acme's answer is larger than 16 MB, and was not read to its end$/],
  ["100 MB announced", "too-large", /^Acme's answer is larger than 16 MB/],
];

describe.each(BACKEND_KINDS)("a backend that goes wrong: %s", (kind) => {
  let backend: FakeBackend;
  let elsewhere: Upstream;
  let open: OpenSource;
  let hasty: OpenSource;
  const calls: CallReport[] = [];
  beforeAll(async () => {
    elsewhere = await startUpstream({ answer: () => ({ json: {} }) });
    backend = await createFakeBackend(kind, { jobs: 3, elsewhere: elsewhere.origin });
    const onCall = (report: CallReport) => void calls.push(report);
    const options = { kind, settings: backend.settings, key: FAKE_KEY, name: "Acme", onCall };
    open = createJobSource({ ...options, timeouts: TIMEOUTS });
    hasty = createJobSource({ ...options, timeouts: { total: 500 } });
  });
  afterEach(() => backend.fail(null));
  afterAll(async () => {
    await open.close();
    await hasty.close();
    await backend.close();
    await elsewhere.close();
  });

  it.each(FAULTS)("%s: %s", async (name, fault, message) => {
    calls.length = 0;
    backend.fail(name);
    const error = await failure((name === "drip" ? hasty : open).at("operator").list(FIRST, signal));
    expect(error.message).toMatch(message);
    expect(error.fault).toBe(fault);
    expect(error.message).not.toContain(FAKE_KEY);
    // Of what is too large, less is asked for.
    expect(calls).toHaveLength(fault === "too-large" ? 2 : 1);
    expect(calls.at(-1)?.error).toBe(error);
    // It does not take anything with it.
    backend.fail(null);
    expect((await open.at("operator").list(FIRST, signal)).jobs).toHaveLength(3);
    expect(calls.at(-1)).toMatchObject({ error: null });
    expect(calls.at(-1)?.bytes).toBeGreaterThan(100);
  });

  it("never goes where it is sent", () => {
    expect(elsewhere.requests).toEqual([]);
  });

  it("takes an answer for a job that is not there for what it is, and a wrong address for something else", async () => {
    backend.fail("HTTP 404");
    expect(await open.at("operator").get("1", signal)).toBeNull();
    backend.fail("HTML 404");
    expect((await failure(open.at("operator").get("1", signal))).fault).toBe("unreadable");
  });

  it("gives up in the middle when it is told to", async () => {
    for (const fault of ["hang", "stall", "drip"] as const) {
      backend.fail(fault);
      const stop = new AbortController();
      const asked = backend.asked(() => true);
      const listing = open.at("operator").list(FIRST, stop.signal);
      await asked;
      stop.abort(new Error("enough"));
      await expect(listing).rejects.toThrow("enough");
    }
  });

  it("loses no job when pages shift while they are read", async () => {
    const source = open.at("background");
    const before = await source.list({ ...FIRST, limit: 2 }, signal);
    backend.jobs.add();
    const after = await source.list({ ...FIRST, offset: before.returned, limit: 2 }, signal);
    const ids = [...before.jobs, ...after.jobs].map(({ id }) => id);
    expect(ids).toEqual(["3", "2", "2", "1"]);
  });
});

describe("a backend that wants to be left alone", () => {
  const connect = async () => {
    const backend = await createFakeBackend("agenty", { jobs: 3 });
    const open = createJobSource({ kind: "agenty", settings: backend.settings, key: FAKE_KEY, name: "Acme" });
    const close = async () => {
      await open.close();
      await backend.close();
    };
    return { backend, open, close };
  };

  it.each([
    ["HTTP 429", /^Acme answered 429: Too many requests$/, 2],
    ["HTTP 503", /^Acme answered 503: In maintenance$/, 3],
  ] as const)("is not asked before it said (%s)", async (fault, message, seconds) => {
    const { backend, open, close } = await connect();
    backend.fail(fault);
    const error = await failure(open.at("newest").list(FIRST, signal));
    expect(error).toMatchObject({ fault: "rate-limited", isOutage: true });
    expect(error.message).toMatch(message);
    const until = error.retryAt?.getTime() ?? 0;
    expect(until).toBeGreaterThan(Date.now() + (seconds - 2) * 1000);
    backend.fail(null);
    await open.at("background").list(FIRST, signal);
    expect(Date.now()).toBeGreaterThanOrEqual(until);
    expect(backend.requests).toHaveLength(2);
    await close();
  });

  it("tells an operator at once when that is long, and at most an hour", async () => {
    const { backend, open, close } = await connect();
    backend.fail("HTTP 429 until a date");
    const error = await failure(open.at("newest").list(FIRST, signal));
    expect(error.retryAt?.getTime()).toBeLessThanOrEqual(Date.now() + 3_600_000);
    const waiting = new AbortController();
    const background = open.at("background").list(FIRST, waiting.signal);
    const told = await failure(open.at("operator").get("1", signal));
    expect(told.message).toMatch(/^Acme asks not to be called before \d\d:\d\d:\d\d UTC$/);
    expect(told).toMatchObject({ fault: "rate-limited", retryAt: error.retryAt });
    waiting.abort(new Error("enough"));
    await expect(background).rejects.toThrow("enough");
    expect(backend.requests).toHaveLength(1);
    await close();
  });
});

describe("where a backend may be", () => {
  const at = (address: string, kind: BackendKind = "agenty") =>
    createJobSource({ kind, settings: { address, partitions: ["p"], requestsPerMinute: 600 }, key: "k", name: "Acme" });

  it.each([
    "http://169.254.169.254",
    "http://[fe80::1]",
    "http://[::ffff:169.254.169.254]",
    "http://[64:ff9b::a9fe:a9fe]",
  ])("not at %s", async (address) => {
    const open = at(address);
    const error = await failure(open.at("operator").list(FIRST, signal));
    expect(error.fault).toBe("unreachable");
    expect(error.message).toMatch(/is a link-local address, where no backend can be; check the address$/);
    await open.close();
  });

  it("not where nobody is, which it says", async () => {
    const gone = await startUpstream({ answer: () => null });
    await gone.close();
    const open = at(gone.origin);
    const error = await failure(open.at("operator").list(FIRST, signal));
    expect(error.message).toMatch(
      /^Acme was not reached: 127\.0\.0\.1:\d+ refused the connection; see whether it runs there$/,
    );
    await open.close();
    const nowhere = at("http://no-such-host.invalid");
    expect((await failure(nowhere.at("operator").list(FIRST, signal))).message).toMatch(/no-such-host\.invalid/);
    await nowhere.close();
  });
});

it("takes the key out of what a backend repeats of it", async () => {
  const key = "s3cret/with spaces";
  const upstream = await startUpstream({
    answer: ({ headers }) => ({
      status: 403,
      json: { message: `${headers["x-agenty-apikey"]} or ${encodeURIComponent(key)} may not` },
    }),
  });
  const settings = { address: upstream.origin, partitions: [], requestsPerMinute: 600 };
  const open = createJobSource({ kind: "agenty", settings, key, name: "Acme" });
  const error = await failure(open.at("operator").list(FIRST, signal));
  expect(error.message).toBe("Acme answered 403: [key] or [key] may not");
  await open.close();
  await upstream.close();
});

it("says of a key that cannot be sent that it cannot", async () => {
  const settings = { address: "http://127.0.0.1:9", partitions: [], requestsPerMinute: 600 };
  const open = createJobSource({ kind: "agenty", settings, key: "two\nlines", name: "Acme" });
  const error = await failure(open.at("operator").list(FIRST, signal));
  expect(error).toMatchObject({ fault: "unauthenticated" });
  expect(error.message).toBe("The key of Acme has characters that cannot be sent; check the key");
  await open.close();
});
