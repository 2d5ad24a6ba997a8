import { createServer } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FaultServer, startFaultServer } from "./fault-server.ts";
import { PageError } from "./page-error.ts";
import { createPageFetcher, type PageFetcher } from "./page-fetcher.ts";

const PATIENT = { timeoutMs: 20_000 };
let server: FaultServer;
let fetcher: PageFetcher;
/** Allows nothing: what the runner is for everyone else's addresses. */
let strict: PageFetcher;

beforeAll(async () => {
  server = await startFaultServer();
  fetcher = createPageFetcher({
    baseUrl: () => server.origin,
    allowedOrigins: () => [server.origin],
    contact: "https://ops.example",
  });
  strict = createPageFetcher();
});

afterAll(async () => {
  await fetcher.close();
  await strict.close();
  await server.close();
});

async function failure(page: Promise<unknown>): Promise<PageError> {
  const error = await page.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(PageError);
  if (!(error instanceof PageError)) throw new Error("the page was fetched");
  return error;
}

describe("a page that can be had", () => {
  it("comes with its addresses, type, size and text", async () => {
    const page = await fetcher.fetchPage("/ok#part", PATIENT);
    expect(page).toMatchObject({
      url: `${server.origin}/ok`,
      finalUrl: `${server.origin}/ok`,
      status: 200,
      contentType: "text/html",
      redirects: 0,
    });
    expect(page.body).toContain("Grüße");
    expect(page.bytes).toBe(Buffer.byteLength(page.body));
    expect(page.durationMs).toBeGreaterThanOrEqual(0);
  });

  it("is decoded by its own charset and unpacked", async () => {
    expect((await fetcher.fetchPage("/latin1", PATIENT)).body).toContain("ü");
    expect((await fetcher.fetchPage("/gzip", PATIENT)).body).toContain("packed");
    expect(await fetcher.fetchPage("/json", PATIENT)).toMatchObject({
      contentType: "application/json",
      body: '{"price": 3}',
    });
  });

  it("may be ten redirects away", async () => {
    const page = await fetcher.fetchPage("/chain?n=9", PATIENT);
    expect(page).toMatchObject({ redirects: 10, finalUrl: `${server.origin}/ok` });
  });

  it("is asked for under our name", async () => {
    const page = await fetcher.fetchPage("/agent", PATIENT);
    expect(page.body).toMatch(/^Watchfloor\/\d+\.\d+\.\d+ \(\+https:\/\/ops\.example\)$/);
  });
});

describe("a page that cannot be had", () => {
  it.each([
    ["/missing", "http-status", false, /^404 Not Found at http:\/\/127\.0\.0\.1:\d+\/missing$/],
    ["/500", "http-status", true, /^500 Internal Server Error at /],
    ["/500-stalls", "http-status", true, /^500 Internal Server Error at /],
    ["/429", "http-status", true, /^429 Too Many Requests at /],
    ["/nowhere", "http-status", false, /^302 Found at /],
    ["/loop-a", "redirect-loop", false, /^redirects back to http:\S+\/loop-a \(loop after 2 redirects\)$/],
    ["/self", "redirect-loop", false, /\/self \(loop after 1 redirect\)$/],
    ["/chain?n=10", "too-many-redirects", false, /^gave up after 10 redirects, at /],
    ["/to?to=ftp://example.com/", "invalid-url", false, /^only http and https pages can be fetched, not ftp:$/],
    ["/to?to=http://", "invalid-url", false, /is not an address$/],
    ["/png", "content-type", false, /^answered with image\/png, not a page$/],
    ["/untyped", "content-type", false, /^answered without a content type/],
    ["/declares-huge", "too-large", false, /^page is larger than 10 MB$/],
    ["/endless", "too-large", false, /^page is larger than 10 MB$/],
    ["/bomb", "too-large", false, /^page is larger than 10 MB$/],
    ["/damaged", "bad-response", true, /^page is damaged: it could not be unpacked$/],
    ["/cut-gzip", "bad-response", true, /^page is damaged/],
    ["/packed", "bad-response", false, /"compress"/],
    ["/reset", "connection", true, /^127\.0\.0\.1:\d+ closed the connection before the page was complete$/],
    ["/cut", "connection", true, /closed the connection before the page was complete$/],
    ["/garbage", "bad-response", false, /^127\.0\.0\.1:\d+ did not answer with valid HTTP$/],
    ["/big-header", "bad-response", false, /headers that are too large$/],
    [
      "http://user:secret@example.com/",
      "invalid-url",
      false,
      /^addresses must not hold a user name or password: http:\/\/example\.com\/$/,
    ],
    ["file:///etc/passwd", "invalid-url", false, /not file:$/],
    ["http://[nonsense/", "invalid-url", false, /is not an address$/],
  ] as const)("%s: %s", async (address, reason, retryable, message) => {
    const error = await failure(fetcher.fetchPage(address, PATIENT));
    expect(error.message).toMatch(message);
    expect({ reason: error.reason, retryable: error.retryable }).toEqual({ reason, retryable });
  });

  it("tells the status", async () => {
    expect((await failure(fetcher.fetchPage("/missing", PATIENT))).status).toBe(404);
    expect((await failure(fetcher.fetchPage("/png", PATIENT))).status).toBe(200);
    expect((await failure(fetcher.fetchPage("/reset", PATIENT))).status).toBeNull();
  });

  it("is not read far beyond the limit", async () => {
    const before = server.bytesOut();
    await failure(fetcher.fetchPage("/endless", PATIENT));
    expect(server.bytesOut() - before).toBeLessThan(40 * 1024 * 1024);
  });

  it.each(["/never", "/stalls"])("times out: %s", async (path) => {
    const error = await failure(fetcher.fetchPage(path, { timeoutMs: 1200 }));
    expect(error).toMatchObject({ reason: "timeout", retryable: true, message: "timed out after 1,200 ms" });
  });

  it("times out on a server that listens and never speaks", async () => {
    const mute = createServer();
    await new Promise<void>((resolve) => mute.listen(0, "127.0.0.1", resolve));
    const address = mute.address();
    const origin = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
    const local = createPageFetcher({ allowedOrigins: () => [origin] });
    const error = await failure(local.fetchPage(`${origin}/`, { timeoutMs: 300 }));
    expect(error.reason).toBe("timeout");
    await local.close();
    mute.close();
  });

  it("has no server", async () => {
    const gone = await startFaultServer();
    await gone.close();
    const local = createPageFetcher({ allowedOrigins: () => [gone.origin] });
    const error = await failure(local.fetchPage(`${gone.origin}/ok`, PATIENT));
    expect(error).toMatchObject({ reason: "connection", message: `127.0.0.1:${gone.port} refused the connection` });
    await local.close();
  });

  it("has a name that nobody knows", async () => {
    const error = await failure(strict.fetchPage("http://nobody.invalid/", PATIENT));
    expect(error.reason).toBe("dns");
    expect(error.message).toContain("nobody.invalid");
  });
});

describe("an address that is not public", () => {
  it.each([
    "http://127.0.0.1/",
    "http://2130706433/",
    "http://0177.0.0.1/",
    "http://0x7f.1/",
    "http://127。0。0。1/",
    "http://0.0.0.0/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[fd00::1]/",
    "http://10.1.2.3/",
    "https://192.168.0.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://224.0.0.1/",
  ])("is refused: %s", async (address) => {
    const error = await failure(strict.fetchPage(address, PATIENT));
    expect(error).toMatchObject({ reason: "refused-address", retryable: false });
    expect(error.message).toMatch(/^refused to connect to \S+: it is not a public address$/);
  });

  it("is refused when a name resolves to it, and the server there never hears of it", async () => {
    const before = server.seen.length;
    for (const host of ["localhost", "LOCALHOST"]) {
      const error = await failure(strict.fetchPage(`http://${host}:${server.port}/ok`, PATIENT));
      expect(error.reason).toBe("refused-address");
      expect(error.message).toMatch(/^refused to connect to localhost \((?:127\.0\.0\.1|::1)\): /);
    }
    expect(server.seen.length).toBe(before);
  });

  it("is refused when an allowed page redirects to it", async () => {
    const inner = await startFaultServer();
    for (const to of [`${inner.origin}/ok`, "http://169.254.169.254/", `http://localhost:${server.port}/ok`]) {
      const error = await failure(fetcher.fetchPage(`/to?to=${encodeURIComponent(to)}`, PATIENT));
      expect(error.reason).toBe("refused-address");
    }
    expect(inner.seen).toEqual([]);
    await inner.close();
  });

  it("is allowed for exactly the origin, or the path of it, that is named", async () => {
    const sample = createPageFetcher({ allowedOrigins: () => [`${server.origin}/js`] });
    expect((await sample.fetchPage(`${server.origin}/json`, PATIENT)).status).toBe(200);
    for (const path of ["/ok", "/js/../ok", "/js/%2e%2e/ok", "/js%2f..%2fok", "/js%5c..%5cok"]) {
      const error = await failure(sample.fetchPage(server.origin + path, PATIENT));
      expect(error.reason).toBe("refused-address");
    }
    await sample.close();
  });
});

describe("cancelling", () => {
  it.each(["/never", "/stalls"])("ends a request that is under way: %s", async (path) => {
    const stop = new AbortController();
    const asked = server.requested(path);
    const page = failure(fetcher.fetchPage(path, { ...PATIENT, signal: stop.signal }));
    await asked;
    stop.abort();
    expect(await page).toMatchObject({ reason: "cancelled", retryable: false });
  });

  it("sends nothing when it came first", async () => {
    const before = server.seen.length;
    const error = await failure(fetcher.fetchPage("/ok", { ...PATIENT, signal: AbortSignal.abort() }));
    expect(error.reason).toBe("cancelled");
    expect(server.seen.length).toBe(before);
  });

  it("happens to everything under way when the fetcher closes", async () => {
    const local = createPageFetcher({ allowedOrigins: () => [server.origin] });
    const asked = server.requested("/never");
    const page = failure(local.fetchPage(`${server.origin}/never`, PATIENT));
    await asked;
    await local.close();
    expect((await page).reason).toBe("cancelled");
  });
});
