import { once } from "node:events";
import { mkdirSync, rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Worker } from "node:worker_threads";
import { AppError } from "../errors.ts";

/** A Unix socket's path may be 107 bytes long; the file's own name takes 16 of them. */
const LONGEST_FOLDER = 90;

export interface EmbeddedDatabase {
  /** The folder of the Unix socket: what `pg` takes as its host. */
  socketFolder: string;
  close(): Promise<void>;
}

/**
 * Starts PGlite on its own thread, with its files in `dataDir/postgres`, and waits until it takes connections.
 * @throws AppError UNAVAILABLE when another process already has this data directory open.
 */
export async function startEmbedded(dataDir: string): Promise<EmbeddedDatabase> {
  const root = resolve(dataDir);
  mkdirSync(root, { recursive: true, mode: 0o700 });
  const ownFolder = Buffer.byteLength(root) <= LONGEST_FOLDER;
  const socketFolder = ownFolder ? root : await mkdtemp(join(tmpdir(), "watchfloor-"));
  const socketPath = join(socketFolder, ".s.PGSQL.5432");
  if (await isListening(socketPath)) {
    throw new AppError(
      "UNAVAILABLE",
      `The data directory ${root} is open in another process. Stop that one, or set DATA_DIR to another folder.`,
    );
  }
  rmSync(socketPath, { force: true });

  const worker = new Worker(new URL("./embedded-worker.ts", import.meta.url), {
    workerData: { folder: join(root, "postgres"), socketPath },
  });
  await Promise.race([
    once(worker, "message"),
    once(worker, "exit").then(([code]) => {
      throw new AppError("UNAVAILABLE", `The embedded database stopped at start with code ${code}.`);
    }),
  ]);
  let closing: Promise<void> | undefined;
  return {
    socketFolder,
    close() {
      closing ??= (async () => {
        const exited = once(worker, "exit");
        worker.postMessage("close");
        await exited;
        rmSync(ownFolder ? socketPath : socketFolder, { force: true, recursive: true });
      })();
      return closing;
    },
  };
}

function isListening(path: string): Promise<boolean> {
  return new Promise((answer) => {
    const socket = connect(path);
    socket.once("connect", () => {
      socket.destroy();
      answer(true);
    });
    socket.once("error", () => answer(false));
  });
}
