import type { Kysely } from "kysely";
import type { BackendKind } from "../../lib/sources/kinds.ts";
import { isBackendKind } from "../../lib/sources/kinds.ts";
import type { SourceSettings } from "../../lib/sources/settings.ts";
import { parseSettings } from "../../lib/sources/settings-schema.ts";
import type { Database } from "../db/schema.ts";
import { getBackend, type StoredBackend } from "../store/source-sync.ts";
import type { CallReport } from "./http/backend-client.ts";
import type { JobSource, OpenSource } from "./job-source.ts";
import type { SourceSecrets } from "./secrets.ts";

/** What it takes to ask a backend. */
export interface ConnectionSettings {
  kind: BackendKind;
  settings: SourceSettings;
  key: string | null;
  /** What operators call it. */
  name?: string;
  onCall?: (call: CallReport) => void;
}

/** For so long a source is taken to be as it was when it was last looked at; in milliseconds. */
const KNOWN_MS = 1000;

interface Connection {
  source: StoredBackend;
  open: OpenSource;
  listeners: Set<(call: CallReport) => void>;
}

/**
 * The connections of this process to the backends of sources: one a source, shared by all that ask it, so that its limit is kept
 * by all of them together. A source that was changed is connected to anew.
 */
export class SourceConnections {
  readonly #db: Kysely<Database>;
  readonly #secrets: SourceSecrets;
  readonly #connect: (settings: ConnectionSettings) => OpenSource;
  readonly #connections = new Map<string, Connection>();
  readonly #known = new Map<string, { source: StoredBackend | undefined; at: number }>();

  constructor(parts: {
    db: Kysely<Database>;
    secrets: SourceSecrets;
    connect: (settings: ConnectionSettings) => OpenSource;
  }) {
    this.#db = parts.db;
    this.#secrets = parts.secrets;
    this.#connect = parts.connect;
  }

  /**
   * The backend of a source for what operators want now; undefined for what is no connected backend, or is being removed.
   * @throws BackendError when its key cannot be opened
   */
  async forOperators(id: string): Promise<JobSource | undefined> {
    const source = await this.#look(id);
    return source === undefined || source.removedAt !== null ? undefined : this.open(source)?.at("operator");
  }

  /** The connection to a source as it is stored now; undefined when it has no settings. @throws as `forOperators` */
  open(source: StoredBackend): OpenSource | undefined {
    const there = this.#connections.get(source.id);
    if (there !== undefined && there.source.updatedAt >= source.updatedAt) return there.open;
    if (!isBackendKind(source.kind)) return undefined;
    const settings = parseSettings(source.kind, source.config);
    if (settings === null) return undefined;
    const key = source.secret === null ? null : this.#secrets.open(source.id, source.secret);
    const listeners = there?.listeners ?? new Set();
    const onCall = (call: CallReport) => {
      for (const listener of listeners) listener(call);
    };
    void there?.open.close();
    const open = this.#connect({ kind: source.kind, settings, key, name: source.name, onCall });
    this.#connections.set(source.id, { source, open, listeners });
    return open;
  }

  /** Tells of every call of a source that is open, until what is returned is called. */
  onCall(id: string, listener: (call: CallReport) => void): () => void {
    const listeners = this.#connections.get(id)?.listeners;
    listeners?.add(listener);
    return () => listeners?.delete(listener);
  }

  async close(): Promise<void> {
    const open = [...this.#connections.values()].map((connection) => connection.open);
    this.#connections.clear();
    await Promise.all(open.map((each) => each.close()));
  }

  async #look(id: string): Promise<StoredBackend | undefined> {
    const known = this.#known.get(id);
    if (known !== undefined && performance.now() - known.at < KNOWN_MS) return known.source;
    const source = await getBackend(this.#db, id);
    this.#known.set(id, { source, at: performance.now() });
    return source;
  }
}
