import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { isDeepStrictEqual } from "node:util";
import WebSocket from "ws";
import { errorSchema, messageSchema, type WireMessage } from "../../../lib/dialects/sentimatrix/wire.ts";

/** A program of a test that listens to a job. */
export interface Listener {
  /** What it was sent, in order; all of it as the schema says. */
  messages: WireMessage[];
  /** Those but progress. */
  events(): WireMessage[];
  /** How the server ended the connection. */
  closed: Promise<{ code: number; reason: string }>;
  socket: WebSocket;
}

/** Connects to `/api/v1/jobs/{id}/ws`. */
export async function listen(origin: string, id: string, token: string): Promise<Listener> {
  const socket = new WebSocket(addressOf(origin, `/api/v1/jobs/${id}/ws?token=${token}`));
  const messages: WireMessage[] = [];
  socket.on("message", (data) => {
    const message: unknown = JSON.parse(String(data));
    const parsed = messageSchema.parse(message);
    if (!isDeepStrictEqual(parsed, message)) throw new Error(`has fields that are not in the schema: ${data}`);
    messages.push(parsed);
  });
  const closed = once(socket, "close").then(([code, reason]) => ({ code: Number(code), reason: String(reason) }));
  await once(socket, "open");
  return { messages, events: () => messages.filter(({ type }) => type !== "progress"), closed, socket };
}

/** The answer to a handshake that is refused. */
export async function refusal(origin: string, path: string, headers: Record<string, string> = {}) {
  const socket = new WebSocket(addressOf(origin, path), { headers });
  const [, response] = (await once(socket, "unexpected-response")) as [unknown, IncomingMessage];
  const body: unknown = JSON.parse(await text(response));
  return { status: response.statusCode, headers: response.headers, ...errorSchema.strict().parse(body) };
}

function addressOf(origin: string, path: string): string {
  return `${origin.replace("http:", "ws:")}${path}`;
}
