import { randomUUID } from "node:crypto";
import { parseSettings } from "../../../lib/sources/settings-schema.ts";
import { DEFAULT_ORG } from "../../auth/principal.ts";
import { createLog } from "../../log.ts";
import { getBackend, getSyncState } from "../../store/source-sync.ts";
import { insertSource } from "../../store/sources.ts";
import type { Store } from "../../store/write.ts";
import { createJobSource } from "../create-source.ts";
import { Circuit } from "../sync/circuit.ts";
import { HealthTracker } from "../sync/health-tracker.ts";
import type { Reading } from "../sync/reading.ts";
import { FAKE_KEY, type FakeBackend } from "./fake-backend.ts";

/** The reading of a made-up backend, for tests of its parts. What it asks is real HTTP. */
export async function makeReading(store: Store, backend: FakeBackend): Promise<Reading & { close(): Promise<void> }> {
  const { kind, settings } = backend;
  const id = await store.write((tx) =>
    insertSource(tx, {
      ...{ org: DEFAULT_ORG, kind, name: `${kind} ${randomUUID().slice(0, 8)}` },
      ...{ config: JSON.stringify(settings), secretFor: () => null },
    }),
  );
  const stored = await getBackend(store.db, id);
  const all = parseSettings(kind, JSON.stringify(settings));
  if (stored === undefined || all === null) throw new Error("the source of the test was not stored");
  const circuit = new Circuit();
  const { health } = await getSyncState(store.db, id);
  const tracker = new HealthTracker(health, circuit);
  const open = createJobSource({ kind, settings, key: FAKE_KEY, name: "Acme", onCall: (call) => tracker.called(call) });
  return {
    ...{ store, log: createLog("error"), circuit, tracker, cursor: null },
    source: { id, org: DEFAULT_ORG, updatedAt: stored.updatedAt, settings: all },
    executing: open.at("executing"),
    newest: open.at("newest"),
    background: open.at("background"),
    close: () => open.close(),
  };
}

/** The ids of a source's jobs in the index, sorted as texts. */
export async function idsHere({ db }: Store, source: string): Promise<string[]> {
  const rows = await db.selectFrom("job").select("id").where("source", "=", source).execute();
  return rows.map(({ id }) => id).sort();
}

/** The ids of all jobs that a made-up backend has, in the same order. */
export function idsThere({ jobs, settings }: FakeBackend): string[] {
  const partitions = settings.partitions.length === 0 ? [""] : settings.partitions;
  return partitions.flatMap((partition) => jobs.page(partition, 0, Number.MAX_SAFE_INTEGER).numbers.map(String)).sort();
}
