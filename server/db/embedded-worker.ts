import { parentPort, workerData } from "node:worker_threads";
import { PGlite } from "@electric-sql/pglite";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import { PGLiteSocketServer } from "@electric-sql/pglite-socket";

/** The thread that PGlite runs on: it blocks whatever thread it is on, so the server reaches it by a Unix socket. */
const { folder, socketPath, maxConnections } = workerData as {
  folder: string;
  socketPath: string;
  maxConnections: number;
};

const db = await PGlite.create({ dataDir: folder, extensions: { pg_trgm } });
const server = new PGLiteSocketServer({ db, path: socketPath, maxConnections });
await server.start();
parentPort?.postMessage("ready");
parentPort?.once("message", async () => {
  await server.stop();
  await db.close();
  parentPort?.postMessage("closed");
  parentPort?.close();
});
