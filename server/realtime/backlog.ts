import type { LiveSocket } from "./connection.ts";

/** Bytes (nearly: characters) that wait to be sent to a client: in its transport, and in the buffer before it. */
export function backlogOf(socket: LiveSocket): number {
  let size = transportOf(socket.conn.transport).bufferedAmount;
  for (const packet of bufferOf(socket.conn)) size += sizeOf(packet);
  return size;
}

/** Ends a connection at once. Closing it in good order would wait for a client that does not read. */
export function terminate(socket: LiveSocket): void {
  const { transport } = socket.conn;
  socket.disconnect();
  transportOf(transport).terminate();
}

/** The WebSocket beneath a transport: Engine.IO does not declare it. */
function transportOf(transport: object): { bufferedAmount: number; terminate: () => void } {
  const socket: unknown = "socket" in transport ? transport.socket : undefined;
  const isWebSocket = typeof socket === "object" && socket !== null && "bufferedAmount" in socket;
  const bufferedAmount = isWebSocket && typeof socket.bufferedAmount === "number" ? socket.bufferedAmount : 0;
  return {
    bufferedAmount,
    terminate() {
      if (isWebSocket && "terminate" in socket && typeof socket.terminate === "function") socket.terminate();
    },
  };
}

/** The packets that the transport has not taken yet; declared private, but there is no other way to see them. */
function bufferOf(connection: object): readonly unknown[] {
  const buffer: unknown = "writeBuffer" in connection ? connection.writeBuffer : undefined;
  return Array.isArray(buffer) ? buffer : [];
}

function sizeOf(packet: unknown): number {
  const data = typeof packet === "object" && packet !== null && "data" in packet ? packet.data : undefined;
  if (typeof data === "string") return data.length;
  return data instanceof Uint8Array ? data.byteLength : 0;
}
