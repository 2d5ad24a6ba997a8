import { createServer, type RequestListener } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { gzipSync } from "node:zlib";

const MIB = 1024 * 1024;
const html = (body: string) => `<!doctype html><title>t</title>${body}`;
const bomb = gzipSync(Buffer.alloc(64 * MIB, "a"));

/** A real HTTP server on a free port of 127.0.0.1 that goes wrong in every way that the tests name, one path each. */
export async function startFaultServer(): Promise<FaultServer> {
  const seen: string[] = [];
  const sockets = new Set<Socket>();
  let bytesOut = 0;
  const waiting = new Map<string, () => void>();

  const routes: Record<string, RequestListener> = {
    "/ok": (_, res) => res.setHeader("content-type", "text/html; charset=utf-8").end(html("<p>Grüße</p>")),
    "/latin1": (_, res) =>
      res.setHeader("content-type", "text/html").end(Buffer.from("<meta charset=latin1>\xfc", "latin1")),
    "/json": (_, res) => res.setHeader("content-type", "application/json").end('{"price": 3}'),
    "/agent": (req, res) => res.setHeader("content-type", "text/plain").end(req.headers["user-agent"]),
    "/gzip": (_, res) =>
      res
        .setHeader("content-type", "text/html")
        .setHeader("content-encoding", "gzip")
        .end(gzipSync(html("packed"))),
    "/500": (_, res) => res.writeHead(500, { "content-type": "text/html" }).end("no"),
    "/429": (_, res) => res.writeHead(429).end(),
    "/never": () => {},
    "/stalls": (_, res) => void res.writeHead(200, { "content-type": "text/html" }).write("<p>half"),
    "/500-stalls": (_, res) => void res.writeHead(500, { "content-type": "text/html" }).write("<p>half"),
    "/loop-a": (_, res) => res.writeHead(302, { location: "/loop-b" }).end(),
    "/loop-b": (_, res) => res.writeHead(302, { location: "/loop-a" }).end(),
    "/self": (_, res) => res.writeHead(301, { location: "/self" }).end(),
    "/chain": (req, res) => {
      const step = Number(new URL(req.url ?? "", "http://x").searchParams.get("n"));
      res.writeHead(307, { location: step === 0 ? "/ok" : `/chain?n=${step - 1}` }).end();
    },
    "/to": (req, res) => {
      const to = new URL(req.url ?? "", "http://x").searchParams.get("to") ?? "";
      res.writeHead(302, { location: to }).end();
    },
    "/nowhere": (_, res) => res.writeHead(302).end(),
    "/png": (_, res) => res.setHeader("content-type", "image/png").end("PNG"),
    "/untyped": (_, res) => res.end("what am I"),
    "/declares-huge": (_, res) =>
      void res.writeHead(200, { "content-type": "text/html", "content-length": 11 * MIB }).write("x"),
    "/endless": (_, res) => {
      res.setHeader("content-type", "text/html");
      const chunk = Buffer.alloc(MIB, "x");
      const more = () => {
        while (!res.destroyed) {
          bytesOut += chunk.byteLength;
          if (!res.write(chunk)) return void res.once("drain", more);
        }
      };
      more();
    },
    "/bomb": (_, res) => res.setHeader("content-type", "text/html").setHeader("content-encoding", "gzip").end(bomb),
    "/damaged": (_, res) =>
      res.setHeader("content-type", "text/html").setHeader("content-encoding", "gzip").end("this is not gzip"),
    "/cut-gzip": (_, res) =>
      res
        .setHeader("content-type", "text/html")
        .setHeader("content-encoding", "gzip")
        .end(gzipSync(html("x".repeat(5000))).subarray(0, 30)),
    "/packed": (_, res) =>
      res.setHeader("content-type", "text/html").setHeader("content-encoding", "compress").end("x"),
    "/reset": (req) => req.socket.resetAndDestroy(),
    "/cut": (req, res) => {
      res.writeHead(200, { "content-type": "text/html", "content-length": 100 });
      res.write("<p>half", () => req.socket.destroy());
    },
    "/garbage": (req) => req.socket.end("SMTP ready\r\n\r\n"),
    "/big-header": (_, res) => res.writeHead(200, { "content-type": "text/html", "x-big": "x".repeat(100_000) }).end(),
  };

  const server = createServer({ maxHeaderSize: 200_000 }, (req, res) => {
    const path = (req.url ?? "/").split("?", 1)[0] ?? "/";
    seen.push(path);
    waiting.get(path)?.();
    const route = routes[path];
    if (route === undefined) res.writeHead(404, { "content-type": "text/html" }).end("no such page");
    else route(req, res);
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;

  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    seen,
    bytesOut: () => bytesOut,
    requested: (path) => new Promise((resolve) => waiting.set(path, resolve)),
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export interface FaultServer {
  origin: string;
  port: number;
  /** Paths in the order that they were asked for. */
  seen: string[];
  /** What `/endless` has written so far. */
  bytesOut(): number;
  /** Resolves when the path is asked for. */
  requested(path: string): Promise<void>;
  close(): Promise<void>;
}
