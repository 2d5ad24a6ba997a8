import type { NewSource, NewSourceTest, SourceBody, SourceTestBody } from "../../lib/api/source-schemas.ts";
import type { Source, SourceAnswer, SourceTest } from "../../lib/api/source-types.ts";
import type { Page } from "../../lib/api/types.ts";
import { type JobCounts, noCounts } from "../../lib/jobs/state.ts";
import { conditionOf } from "../../lib/sources/health.ts";
import { type BackendKind, isBackendKind } from "../../lib/sources/kinds.ts";
import { isReadAfresh, type SourceSettings } from "../../lib/sources/settings.ts";
import {
  completeSettings,
  type GivenSettings,
  parseSettings,
  partitionsProblem,
} from "../../lib/sources/settings-schema.ts";
import { type Principal, requirePerson } from "../auth/principal.ts";
import { AppError, badRequest, conflict, notFound } from "../errors.ts";
import { BackendError } from "../sources/backend-error.ts";
import type { JobSource, OpenSource } from "../sources/job-source.ts";
import { type SourceSecrets, sealedAt } from "../sources/secrets.ts";
import type { ConnectionSettings } from "../sources/source-connections.ts";
import { testConnection } from "../sources/test-connection.ts";
import { readRevision } from "../store/changes.ts";
import { countsBySource } from "../store/counts.ts";
import {
  countSources,
  insertSource,
  listSources,
  markRemoved,
  pauseSource,
  readSource,
  readSourceNow,
  updateSource,
  type WholeSource,
} from "../store/sources.ts";
import type { Store, WriteTransaction } from "../store/write.ts";
import { capabilitiesOf } from "./capabilities.ts";
import { isPossibleId } from "./find-job.ts";

/** The most backends that an organisation may connect. */
const MAX_SOURCES = 100;
const LOCAL_SOURCE = "local";

/** What it takes to reach backends. */
export interface SourceParts {
  secrets: SourceSecrets;
  connect: (settings: ConnectionSettings) => OpenSource;
}

/**
 * The job systems of an organisation: the built-in engine, and the backends that it has connected. Whoever may see jobs may see
 * them; only people connect and change them, since who gives an address says where a key is sent.
 */
export class SourcesService {
  readonly #store: Store;
  readonly #secrets: SourceSecrets;
  readonly #connect: SourceParts["connect"];
  readonly #engine: (principal: Principal) => JobSource;

  /** `engine` gives the built-in engine as one that the principal asks. */
  constructor(store: Store, { secrets, connect }: SourceParts, engine: (principal: Principal) => JobSource) {
    this.#store = store;
    this.#secrets = secrets;
    this.#connect = connect;
    this.#engine = engine;
  }

  /** The built-in engine, then all others by name, on one page. */
  async list({ org }: Principal): Promise<Page<Source>> {
    const { db } = this.#store;
    const revision = await readRevision(db);
    const [stored, counts] = await Promise.all([listSources(db, org), countsBySource(db, org)]);
    return { items: stored.map((source) => this.#toSource(source, counts)), nextCursor: null, revision };
  }

  /** @throws AppError NOT_FOUND */
  async get({ org }: Principal, id: string): Promise<SourceAnswer> {
    const { db } = this.#store;
    const revision = await readRevision(db);
    const [stored, counts] = await Promise.all([isPossibleId(id) && readSource(db, org, id), countsBySource(db, org)]);
    if (!stored) throw notFound(`Source ${id}`);
    return { source: this.#toSource(stored, counts), revision };
  }

  /**
   * Connects a backend; it is read from now on.
   * @throws AppError FORBIDDEN for tokens; BAD_REQUEST at the field; CONFLICT when the name is taken, or there are too many
   */
  async create(principal: Principal, { kind, name, settings, key }: NewSource): Promise<SourceAnswer> {
    requirePerson(principal);
    const config = JSON.stringify(requireSettings(kind, settings));
    const { org } = principal;
    const write = async (tx: WriteTransaction) => {
      if ((await countSources(tx.db, org)) >= MAX_SOURCES) {
        throw conflict(`There are ${MAX_SOURCES} sources, which is as many as there may be. Remove one first.`);
      }
      const secretFor = (id: string) => (key ? this.#secrets.seal(id, key) : null);
      return await insertSource(tx, { org, kind, name, config, secretFor });
    };
    return await this.get(principal, await named(name, () => this.#store.write(write)));
  }

  /**
   * Replaces name and settings, and the key if one is given, and has the source read at once. One that is read from elsewhere than
   * before is read from its first job on.
   * @throws as `get` and `create` do; BAD_REQUEST at `key` when the stored one would go to another server
   */
  async update(principal: Principal, id: string, { name, settings, key }: SourceBody): Promise<SourceAnswer> {
    const stored = await this.#requireBackend(principal, id);
    requireUndeclared(stored);
    const before = parseSettings(stored.kind, stored.config);
    const after = requireSettings(stored.kind, settings);
    if (key === undefined) requireSameServer(stored, before, after);
    const secret = key === undefined ? {} : { secret: key === null ? null : this.#secrets.seal(id, key) };
    const config = JSON.stringify(after);
    const afresh = isReadAfresh(before, after);
    const write = (tx: WriteTransaction) =>
      updateSource(tx, { org: principal.org, id }, { name, config, ...secret }, { afresh });
    if (!(await named(name, () => this.#store.write(write)))) throw notFound(`Source ${id}`);
    return await this.get(principal, id);
  }

  /** Stops or resumes the reading; what is known stays. @throws AppError FORBIDDEN for tokens; NOT_FOUND; CONFLICT */
  async pause(principal: Principal, id: string, paused: boolean): Promise<SourceAnswer> {
    await this.#requireBackend(principal, id);
    const written = await this.#store.write((tx) => pauseSource(tx, { org: principal.org, id }, paused));
    if (!written) throw notFound(`Source ${id}`);
    return await this.get(principal, id);
  }

  /**
   * Has the source read now, though it was to be left alone for a while; `afresh` from its first job on.
   * @throws AppError FORBIDDEN for tokens; NOT_FOUND; CONFLICT when it is paused, or has nothing to be read from
   */
  async read(principal: Principal, id: string, { afresh = false } = {}): Promise<SourceAnswer> {
    const stored = await this.#requireBackend(principal, id);
    if (stored.paused) throw conflict(`${stored.name} is paused. Resume it first.`);
    requireAddress(stored, parseSettings(stored.kind, stored.config));
    await this.#store.write((tx) => readSourceNow(tx, { org: principal.org, id }, { afresh }));
    return await this.get(principal, id);
  }

  /** Takes a source away; its jobs go in the background. @throws AppError FORBIDDEN for tokens; NOT_FOUND; CONFLICT */
  async remove(principal: Principal, id: string): Promise<void> {
    requireUndeclared(await this.#requireBackend(principal, id));
    const removed = await this.#store.write((tx) => markRemoved(tx, { org: principal.org, id }));
    if (!removed) throw notFound(`Source ${id}`);
  }

  /** Asks a backend that is not connected yet. @throws AppError FORBIDDEN for tokens; BAD_REQUEST at the field */
  async testNew(principal: Principal, { kind, settings, key }: NewSourceTest): Promise<SourceTest> {
    requirePerson(principal);
    const complete = requireSettings(kind, settings);
    return await testConnection(this.#connect({ kind, settings: complete, key: key ?? null }), complete.address);
  }

  /** Asks the built-in engine, or a connected backend as it is stored or as it would be. @throws as `get` and `update` do */
  async test(principal: Principal, id: string, given: SourceTestBody = {}): Promise<SourceTest> {
    if (id === LOCAL_SOURCE) {
      requirePerson(principal);
      const engine = this.#engine(principal);
      return await testConnection({ at: () => engine, close: () => Promise.resolve() }, "the built-in engine");
    }
    const stored = await this.#requireBackend(principal, id);
    const { kind } = stored;
    const before = parseSettings(kind, stored.config);
    const settings =
      given.settings === undefined ? requireAddress(stored, before) : requireSettings(kind, given.settings);
    if (given.key === undefined) requireSameServer(stored, before, settings);
    try {
      const key = given.key === undefined ? this.#openKey(stored) : given.key;
      return await testConnection(this.#connect({ kind, settings, key, name: stored.name }), settings.address);
    } catch (error) {
      if (!(error instanceof BackendError)) throw error;
      return { address: settings.address, milliseconds: 0, reached: null, problem: error.message };
    }
  }

  #openKey({ id, secret }: WholeSource): string | null {
    return secret === null ? null : this.#secrets.open(id, secret);
  }

  /** A source that people may change. */
  async #requireBackend(principal: Principal, id: string): Promise<WholeSource & { kind: BackendKind }> {
    requirePerson(principal);
    const stored = isPossibleId(id) ? await readSource(this.#store.db, principal.org, id) : undefined;
    if (stored === undefined) throw notFound(`Source ${id}`);
    if (stored.removedAt !== null) throw conflict(`${stored.name} is being removed.`);
    const { kind } = stored;
    if (kind === "local")
      throw conflict("The built-in engine is always there: it cannot be changed, paused or removed.");
    if (!isBackendKind(kind)) throw conflict(`${stored.name} is of the kind ${kind}, which cannot be connected.`);
    return { ...stored, kind };
  }

  #toSource(stored: WholeSource, counts: ReadonlyMap<string, JobCounts>): Source {
    const { id, kind, name, paused, declaredIn, createdAt, updatedAt, removedAt, health, secret } = stored;
    const settings = isBackendKind(kind) ? parseSettings(kind, stored.config) : null;
    return {
      ...{ id, kind, name, settings, declaredIn, paused, createdAt, updatedAt, removedAt },
      key: secret && { setAt: sealedAt(secret), usable: this.#secrets.canOpen(id, secret) },
      condition: settings && conditionOf(health, { paused, newestEvery: settings.newestEvery, now: Date.now() }),
      health: settings && health,
      capabilities: capabilitiesOf(stored),
      counts: counts.get(id) ?? noCounts(),
    };
  }
}

/** What was given, completed. @throws AppError BAD_REQUEST at `settings.partitions` where the kind has none, or needs some */
function requireSettings(kind: BackendKind, given: GivenSettings): SourceSettings {
  const settings = completeSettings(kind, given);
  const problem = partitionsProblem(kind, settings.partitions);
  if (problem !== null) throw badRequest("settings.partitions", problem);
  return settings;
}

function requireUndeclared({ name, declaredIn }: WholeSource): void {
  if (declaredIn === null) return;
  throw conflict(`${name} is declared in ${declaredIn}: change it there, and start the server again.`);
}

function requireAddress({ name }: WholeSource, settings: SourceSettings | null): SourceSettings {
  if (settings !== null) return settings;
  throw conflict(`${name} has no address. Edit it and give it one.`);
}

/** Keys are write-only: a stored one goes to the server that it was entered for, and to no other. */
function requireSameServer(stored: WholeSource, before: SourceSettings | null, after: SourceSettings): void {
  if (stored.secret === null) return;
  if (before !== null && new URL(before.address).origin === new URL(after.address).origin) return;
  throw badRequest(
    "key",
    "must be entered again: the stored one is not sent to another server than it was entered for",
  );
}

/** Does a write that the unique index of sources' names may refuse, and says so in words. */
async function named<Result>(name: string, write: () => Promise<Result>): Promise<Result> {
  try {
    return await write();
  } catch (error) {
    if (!(error instanceof Error && "constraint" in error && error.constraint === "source_name")) throw error;
    const message = `name: there is a source of the name ${name} already; choose another`;
    throw new AppError("CONFLICT", message, { field: "name", cause: error });
  }
}
