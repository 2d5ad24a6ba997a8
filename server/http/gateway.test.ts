import { once } from "node:events";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { connect, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { text } from "node:stream/consumers";
import { afterEach, expect, it } from "vitest";
import { createGateway, type Gateway } from "./gateway.ts";
import { serveHealth, serveStarting } from "./health.ts";

const open: Gateway[] = [];
afterEach(() => Promise.all(open.splice(0).map((gateway) => gateway.close(100))));

async function listening(): Promise<{ gateway: Gateway; port: number }> {
  const gateway = createGateway();
  open.push(gateway);
  const { port } = await gateway.listen(0, "127.0.0.1");
  return { gateway, port };
}

/** Asks for a path as it is written, which `fetch` would mend. */
async function get(port: number, path: string, headers: Record<string, string> = {}) {
  const request = httpRequest({ port, path, headers, agent: false }).end();
  const [response] = (await once(request, "response")) as [IncomingMessage];
  return { status: response.statusCode, headers: response.headers, text: await text(response) };
}

async function upgrade(port: number, path: string): Promise<{ socket: Socket; answer: string }> {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => undefined);
  socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`);
  const [chunk] = (await once(socket, "data")) as [Buffer];
  return { socket, answer: chunk.toString() };
}

function echo(gateway: Gateway, path: `/${string}`): void {
  const part = gateway.mount(path);
  part.on("request", (request, response) => response.end(`${path} ${JSON.stringify(request.headers)}`));
  part.on("upgrade", (_request, socket) => socket.write("HTTP/1.1 101 Switching Protocols\r\n\r\n"));
}

it("gives each request to the part of the longest path", async () => {
  const { gateway, port } = await listening();
  for (const path of ["/", "/api/live", "/api"] as const) echo(gateway, path);
  const answers = await Promise.all(
    ["/", "/api/live/?EIO=4", "/api/jobs", "/api/lively"].map(
      async (path) => (await get(port, path)).text.split(" ")[0],
    ),
  );
  expect(answers).toEqual(["/", "/api/live", "/api", "/api"]);
});

it("names every request and its client itself", async () => {
  const { gateway, port } = await listening();
  echo(gateway, "/");
  const { headers, text } = await get(port, "/", { "x-request-id": "forged", "x-client-address": "10.0.0.1" });
  expect(headers["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
  expect(text).toContain(`"x-request-id":"${headers["x-request-id"]}"`);
  expect(text).toContain('"x-client-address":"127.0.0.1"');
});

it.each(["TRACE", "PROPFIND", "PURGE"])("answers 405 to %s", async (method) => {
  const { gateway, port } = await listening();
  echo(gateway, "/");
  const request = httpRequest({ port, method, path: "/", agent: false }).end();
  const [response] = (await once(request, "response")) as [IncomingMessage];
  expect(response.statusCode).toBe(405);
  expect(JSON.parse(await text(response)).error.code).toBe("METHOD_NOT_ALLOWED");
});

it("says that it is starting until the pages are mounted", async () => {
  const { gateway, port } = await listening();
  serveStarting(gateway.mount("/"));
  const early = await get(port, "/api/summary");
  expect(early).toMatchObject({ status: 503, headers: { "retry-after": "1" } });
  const { error } = JSON.parse(early.text);
  expect(error).toMatchObject({ code: "UNAVAILABLE", requestId: early.headers["x-request-id"] });
  echo(gateway, "/");
  expect((await get(port, "/api/summary")).status).toBe(200);
});

it.each(["/%ff", "/api/%", "/a%00b", "/%E0%A4%A"])("answers 400 to the address %s", async (path) => {
  const { gateway, port } = await listening();
  echo(gateway, "/");
  const { status, text } = await get(port, path);
  expect(status).toBe(400);
  expect(JSON.parse(text).error).toMatchObject({ code: "BAD_REQUEST" });
});

it("answers 404 where no part listens, to upgrades too", async () => {
  const { gateway, port } = await listening();
  gateway.mount("/").on("request", (_request, response) => response.end());
  expect((await get(port, "/")).status).toBe(200);
  expect((await upgrade(port, "/anything")).answer).toMatch(/^HTTP\/1.1 404/);
  const alone = await listening();
  alone.gateway.mount("/silent");
  expect((await get(alone.port, "/silent")).status).toBe(404);
});

it("gives a part only what it listens for, and the rest to the part of the next shorter path", async () => {
  const { gateway, port } = await listening();
  gateway.mount("/").on("request", (_request, response) => response.end("pages"));
  gateway.mount("/live").on("upgrade", (_request, socket) => socket.end("HTTP/1.1 101 Live\r\n\r\n"));
  gateway.mount("/live/deep").on("request", (_request, response) => response.end("deep"));
  expect((await get(port, "/live/1")).text).toBe("pages");
  expect((await get(port, "/live/deep/1")).text).toBe("deep");
  expect((await upgrade(port, "/live/deep/1")).answer).toMatch(/^HTTP\/1.1 101 Live/);
  expect((await upgrade(port, "/")).answer).toMatch(/^HTTP\/1.1 404/);
});

it("lets parts say goodbye before it cuts upgraded sockets, and does not wait for ever", async () => {
  const { gateway, port } = await listening();
  const sockets: Duplex[] = [];
  gateway.mount("/live").on("upgrade", (_request, socket) => {
    sockets.push(socket);
    socket.write("HTTP/1.1 101 Live\r\n\r\n");
  });
  gateway.onClose(() => Promise.reject(new Error("a part that fails")));
  gateway.onClose(async () => {
    for (const socket of sockets) await new Promise((written) => socket.write("goodbye", written));
  });
  gateway.onClose(() => new Promise(() => undefined));
  const { socket } = await upgrade(port, "/live");
  const heard = text(socket);
  await gateway.close(50);
  expect(await heard).toBe("goodbye");
});

it("cuts upgraded sockets when it closes, and lets requests under way end", async () => {
  const { gateway, port } = await listening();
  echo(gateway, "/live");
  const arrived = Promise.withResolvers<() => void>();
  gateway.mount("/slow").on("request", (_request, response) => arrived.resolve(() => response.end("whole")));
  const { socket, answer } = await upgrade(port, "/live");
  expect(answer).toMatch(/^HTTP\/1.1 101/);
  const slow = get(port, "/slow", { connection: "keep-alive" });
  const finish = await arrived.promise;

  const cut = once(socket, "close");
  const closed = gateway.close(10_000);
  await cut;
  finish();
  expect((await slow).text).toBe("whole");
  await closed;
  await expect(get(port, "/slow")).rejects.toThrow("ECONNREFUSED");
});

it("says what to do when the port is taken", async () => {
  const { port } = await listening();
  await expect(createGateway().listen(port, "127.0.0.1")).rejects.toThrow(`Port ${port} on 127.0.0.1 is taken.`);
});

it("tells whether it runs, and whether it is ready", async () => {
  const { gateway, port } = await listening();
  let reason: string | null = "starting";
  serveHealth(gateway.mount("/healthz"), gateway.mount("/readyz"), async () => reason);
  expect(await get(port, "/healthz")).toMatchObject({ status: 200, text: '{"status":"ok"}' });
  expect(await get(port, "/readyz")).toMatchObject({
    status: 503,
    text: '{"status":"unavailable","reason":"starting"}',
  });
  reason = null;
  expect(await get(port, "/readyz")).toMatchObject({ status: 200, text: '{"status":"ready"}' });
});
