import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import type { PGlite } from "@electric-sql/pglite";

const SSL_REQUEST = 80_877_103;
const CANCEL_REQUEST = 80_877_102;
const SYNC = 0x53;
const QUERY = 0x51;
const TERMINATE = 0x58;

/** Messages that belong together, from one connection: they run with nothing of another connection between them. */
interface Batch {
  connection: Connection;
  bytes: Uint8Array;
}

/**
 * PostgreSQL's wire protocol in front of PGlite, for several connections. PGlite is one session: its unnamed prepared
 * statement and its transaction are everybody's. So what a connection sends runs in batches that end with Sync or
 * Query, and while a transaction is open only the connection that opened it gets a turn.
 */
export class WireServer {
  readonly #db: PGlite;
  readonly #server: Server;
  readonly #connections = new Set<Connection>();
  readonly #waiting: Batch[] = [];
  /** Whose transaction is open. */
  #owner: Connection | null = null;
  #running: Promise<void> | null = null;

  constructor(db: PGlite) {
    this.#db = db;
    this.#server = createServer((socket) => {
      const connection = new Connection(socket, (bytes) => this.#enqueue({ connection, bytes }));
      this.#connections.add(connection);
      socket.once("close", () => this.#forget(connection));
    });
  }

  /** Listens on a Unix socket. */
  async listen(path: string): Promise<void> {
    this.#server.listen(path);
    await once(this.#server, "listening");
  }

  /** Ends all connections, waits for what is running, and stops listening. */
  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#waiting.length = 0;
    for (const connection of this.#connections) connection.socket.destroy();
    await closed;
    await this.#running;
  }

  #enqueue(batch: Batch): void {
    this.#waiting.push(batch);
    this.#run();
  }

  #run(): void {
    this.#running ??= this.#runAll().finally(() => {
      this.#running = null;
      if (this.#hasTurn()) this.#run();
    });
  }

  #hasTurn(): boolean {
    return this.#owner === null
      ? this.#waiting.length > 0
      : this.#waiting.some((batch) => batch.connection === this.#owner);
  }

  async #runAll(): Promise<void> {
    for (let batch = this.#next(); batch !== undefined; batch = this.#next()) {
      const { connection, bytes } = batch;
      await this.#db.runExclusive(() =>
        this.#db.execProtocolRawStream(bytes, { onRawData: (data) => connection.write(data) }),
      );
      this.#owner = this.#db.isInTransaction() ? connection : null;
      if (connection.closed) await this.#rollBack(connection);
    }
  }

  #next(): Batch | undefined {
    if (this.#owner === null) return this.#waiting.shift();
    const place = this.#waiting.findIndex((batch) => batch.connection === this.#owner);
    return place < 0 ? undefined : this.#waiting.splice(place, 1)[0];
  }

  #forget(connection: Connection): void {
    connection.closed = true;
    this.#connections.delete(connection);
    for (let place = this.#waiting.length - 1; place >= 0; place--) {
      if (this.#waiting[place]?.connection === connection) this.#waiting.splice(place, 1);
    }
    // While a batch of it runs, `#runAll` does this once the batch is done.
    if (this.#running === null) void this.#rollBack(connection).then(() => this.#run());
  }

  /** The transaction of a connection that is gone would hold all others up for ever. */
  async #rollBack(connection: Connection): Promise<void> {
    if (this.#owner !== connection) return;
    await this.#db.exec("rollback");
    this.#owner = null;
  }
}

/** One client: cuts what it sends into batches. */
class Connection {
  readonly socket: Socket;
  closed = false;
  readonly #onBatch: (bytes: Uint8Array) => void;
  #received: Buffer = Buffer.alloc(0);
  /** Where in `received` the batch under way ends so far. */
  #batched = 0;
  #started = false;

  constructor(socket: Socket, onBatch: (bytes: Uint8Array) => void) {
    this.socket = socket;
    this.#onBatch = onBatch;
    socket.setNoDelay(true);
    socket.on("data", (data) => {
      this.#received = this.#received.length === 0 ? data : Buffer.concat([this.#received, data]);
      while (this.#takeMessage());
    });
    // The client's going away is its own affair; `close` follows.
    socket.on("error", () => {});
  }

  write(data: Uint8Array): void {
    // The bytes are PGlite's own buffer, which the next query writes over.
    if (!this.closed) this.socket.write(Buffer.from(data));
  }

  /** Looks at the next whole message; false when there is none yet. */
  #takeMessage(): boolean {
    const rest = this.#received.subarray(this.#batched);
    if (!this.#started) return this.#takeStartup(rest);
    if (rest.length < 5) return false;
    const length = 1 + rest.readInt32BE(1);
    if (rest.length < length) return false;
    this.#batched += length;
    const type = rest[0];
    if (type === TERMINATE) this.socket.end();
    else if (type === SYNC || type === QUERY) this.#endBatch();
    return type !== TERMINATE;
  }

  /** Before the session there are messages without a type: for encryption, to cancel, to begin. */
  #takeStartup(rest: Buffer): boolean {
    if (rest.length < 8) return false;
    const length = rest.readInt32BE(0);
    if (rest.length < length) return false;
    const code = rest.readInt32BE(4);
    this.#batched += length;
    if (code === CANCEL_REQUEST) {
      this.socket.end();
      return false;
    }
    if (code === SSL_REQUEST) {
      this.socket.write("N");
      this.#received = this.#received.subarray(this.#batched);
      this.#batched = 0;
      return true;
    }
    this.#started = true;
    this.#endBatch();
    return true;
  }

  #endBatch(): void {
    const bytes = new Uint8Array(this.#received.subarray(0, this.#batched));
    this.#received = this.#received.subarray(this.#batched);
    this.#batched = 0;
    this.#onBatch(bytes);
  }
}
