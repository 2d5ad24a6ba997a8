import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterEach, expect, it } from "vitest";
import { DEFAULT_ORG } from "../../auth/principal.ts";
import { openDatabase } from "../../db/open-database.ts";
import { type Actor, insertCommand } from "../../store/commands.ts";
import { getSyncState } from "../../store/source-sync.ts";
import { Store } from "../../store/write.ts";
import { describeOnServer } from "../../testing/databases.ts";
import { eventually } from "../../testing/eventually.ts";
import { createFakeBackend, FAKE_KEY } from "../testing/fake-backend.ts";
import { idsHere, idsThere } from "../testing/make-reading.ts";
import { connectBackend, startWatcher } from "../testing/watcher.ts";

const CHILD = fileURLToPath(new URL("../testing/watcher-child.ts", import.meta.url));
/** A page of Agenty's list. */
const PAGE = 1000;
/** Where the history hangs until its reader was killed. */
const HANGS_AT = 2900;
const ADA: Actor = { kind: "person", id: "p1", name: "Ada" };

describeOnServer("sources on several nodes", (database, made) => {
  const endings: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const end of endings.splice(0).reverse()) await end();
  });

  async function startChild(): Promise<ChildProcess> {
    const child = spawn(process.execPath, [CHILD, JSON.stringify(made().settings)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await once(createInterface(child.stdout), "line");
    endings.push(async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGKILL");
      await once(child, "exit");
    });
    return child;
  }

  async function startSecond(): Promise<void> {
    const other = await openDatabase(made().settings);
    const { stop } = await startWatcher(other);
    endings.push(() => other.close(), stop);
  }

  async function startBackend(jobs: number) {
    const backend = await createFakeBackend("agenty", { jobs });
    endings.push(() => backend.close());
    return backend;
  }

  it("are read by one of them, and by another when that one is killed, from where it was", async () => {
    const backend = await startBackend(6000);
    const child = await startChild();
    const store = new Store(database().db);
    const isHistory = ({ query }: { query: URLSearchParams }) => query.get("limit") === String(PAGE);
    backend.fail("hang", (request) => isHistory(request) && Number(request.query.get("offset")) >= HANGS_AT);
    const source = await connectBackend(store, "agenty", backend.settings, FAKE_KEY);
    const offset = async () => (await getSyncState(store.db, source)).cursor?.offsets[""] ?? 0;
    await eventually("half of the history", async () => (await offset()) >= HANGS_AT);
    await startSecond();
    const { rows } = await database().plainPool.query(
      "select state from pgboss.job where name = 'source' and state <> 'completed'",
    );
    expect(rows).toEqual([{ state: "active" }]);

    child.kill("SIGKILL");
    await once(child, "exit");
    const before = backend.requests.length;
    backend.fail(null);
    const finished = async () => (await getSyncState(store.db, source)).health.backfill?.finishedAt;
    await eventually("another to finish", finished, 60_000);
    expect(await idsHere(store, source)).toEqual(idsThere(backend));
    const offsets = backend.requests
      .slice(before)
      .filter(isHistory)
      .map(({ query }) => Number(query.get("offset")));
    expect(Math.min(...offsets)).toBeGreaterThanOrEqual(HANGS_AT);
  }, 120_000);

  it("finish commands that a node left without an answer", async () => {
    const backend = await startBackend(3);
    const store = new Store(database().db);
    const asked = { org: DEFAULT_ORG, agentId: null, action: "cancel", actor: ADA, reason: null } as const;
    const source = await connectBackend(store, "agenty", backend.settings, FAKE_KEY);
    const acknowledgedAt = new Date().toISOString();
    const ids = await store.write(async (tx) => [
      await insertCommand(tx, { ...asked, source, jobId: "1" }),
      await insertCommand(tx, { ...asked, source, jobId: "2" }, { acknowledgedAt }),
    ]);
    const twoMinutesAgo = new Date(Date.now() - 120_000).toISOString();
    await store.db.updateTable("command").set({ requestedAt: twoMinutesAgo }).where("source", "=", source).execute();
    const fresh = await store.write((tx) => insertCommand(tx, { ...asked, source, jobId: "3" }));
    await startSecond();
    const outcomes = async () => {
      const rows = await store.db
        .selectFrom("command")
        .select(["id", "outcome"])
        .where("source", "=", source)
        .execute();
      return new Map(rows.map(({ id, outcome }) => [id, outcome]));
    };
    await eventually(
      "the forgotten one to have failed",
      async () => (await outcomes()).get(ids[0]?.id ?? 0) === "failed",
    );
    expect((await outcomes()).get(ids[1]?.id ?? 0)).toBeNull();
    expect((await outcomes()).get(fresh.id)).toBeNull();
  });
});
