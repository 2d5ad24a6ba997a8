import { parentPort, workerData } from "node:worker_threads";
import { PGlite } from "@electric-sql/pglite";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import { WireServer } from "./wire-server.ts";

/** The thread that PGlite runs on: it blocks whatever thread it is on, so the server reaches it by a Unix socket. */
const { folder, socketPath } = workerData as { folder: string; socketPath: string };

const db = await PGlite.create({ dataDir: folder, extensions: { pg_trgm } });
const server = new WireServer(db);
await server.listen(socketPath);
parentPort?.postMessage("ready");
parentPort?.once("message", async () => {
  await server.close();
  await db.close();
  parentPort?.postMessage("closed");
  parentPort?.close();
});
