import { once } from "node:events";
import type { Logger } from "pino";
import { isBackendKind } from "../../lib/sources/kinds.ts";
import { parseSettings } from "../../lib/sources/settings-schema.ts";
import { failForgotten } from "../store/commands.ts";
import { removeSourceJobs } from "../store/remove-source.ts";
import { getSyncState, putSyncState, type StoredBackend } from "../store/source-sync.ts";
import type { Store } from "../store/write.ts";
import { BackendError } from "./backend-error.ts";
import type { OpenSource } from "./job-source.ts";
import type { SourceConnections } from "./source-connections.ts";
import { Circuit } from "./sync/circuit.ts";
import { HealthTracker } from "./sync/health-tracker.ts";
import { readSource } from "./sync/source-reader.ts";

/** No command takes so long: what was asked before that and has no answer was left by a process that is gone. */
const FORGOTTEN_MS = 60_000;

/** Reads one source until the signal aborts, or takes it away when it is being removed. What keeps it from being read at all is told by its health. */
export async function readStoredSource(
  { store, log, connections }: { store: Store; log: Logger; connections: SourceConnections },
  source: StoredBackend,
  signal: AbortSignal,
): Promise<void> {
  if (source.removedAt !== null) return await removeSourceJobs(store, source, signal);
  const { health, cursor } = await getSyncState(store.db, source.id);
  await store.write((tx) => failForgotten(tx, source, new Date(Date.now() - FORGOTTEN_MS)));
  const circuit = new Circuit();
  const tracker = new HealthTracker(health, circuit);
  let open: OpenSource | undefined;
  try {
    open = connections.open(source);
  } catch (error) {
    if (!(error instanceof BackendError)) throw error;
    tracker.failed(error.message);
    const failed = { ...tracker.health, failures: Math.max(2, health.failures) };
    await store.write((tx) => putSyncState(tx, source, { health: failed, cursor }));
  }
  const settings = isBackendKind(source.kind) ? parseSettings(source.kind, source.config) : null;
  // Nothing can be read until it is changed.
  if (open === undefined || settings === null) {
    if (!signal.aborted) await once(signal, "abort");
    return;
  }
  const unfollow = connections.onCall(source.id, (call) => tracker.called(call));
  try {
    await readSource(
      {
        ...{ store, log, circuit, tracker, cursor },
        source: { id: source.id, org: source.org, updatedAt: source.updatedAt, settings },
        executing: open.at("executing"),
        newest: open.at("newest"),
        background: open.at("background"),
      },
      signal,
    );
  } finally {
    unfollow();
  }
}
