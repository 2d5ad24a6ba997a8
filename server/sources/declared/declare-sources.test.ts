import { beforeAll, describe, expect, it } from "vitest";
import { defaultSettings } from "../../../lib/sources/settings.ts";
import { DEFAULT_ORG as org } from "../../auth/principal.ts";
import { createLog } from "../../log.ts";
import { getBackend, getSyncState, putSyncState } from "../../store/source-sync.ts";
import { insertSource, markRemoved, pauseSource, readSource } from "../../store/sources.ts";
import { Store } from "../../store/write.ts";
import { describeOnBothDatabases } from "../../testing/databases.ts";
import { SourceSecrets } from "../secrets.ts";
import type { DeclaredSource } from "./config-file.ts";
import { declareSources } from "./declare-sources.ts";

const FILE = "watchfloor.config.json";
const secrets = new SourceSecrets("the secret of these tests, which is long enough");

function source(id: string, given: Partial<DeclaredSource> = {}): DeclaredSource {
  const settings = { ...defaultSettings("agenty"), address: "https://api.agenty.com" };
  return { id, kind: "agenty", name: `Source ${id}`, settings, key: `key-of-${id}`, ...given };
}

describeOnBothDatabases("sources that a file declares", (database) => {
  let store: Store;

  beforeAll(() => {
    store = new Store(database().db);
  });

  const declare = (...sources: DeclaredSource[]) =>
    declareSources({ store, secrets, log: createLog("silent"), org }, { file: FILE, sources });
  const stored = (id: string) => readSource(store.db, org, id);

  describe("at a start", () => {
    it("are added, each once, by nodes that start together", async () => {
      await Promise.all([1, 2, 3].map(() => declare(source("a"), source("b"))));
      const a = await stored("a");
      expect(a).toMatchObject({ kind: "agenty", name: "Source a", declaredIn: FILE, paused: false });
      expect(secrets.open("a", a?.secret ?? Buffer.alloc(0))).toBe("key-of-a");
      expect(await stored("b")).toMatchObject({ declaredIn: FILE });
    });

    it("stay untouched where nothing has changed, paused ones too", async () => {
      await store.write((tx) => pauseSource(tx, { org, id: "a" }, true));
      const before = await stored("a");
      await declare(source("a"), source("b"));
      expect(await stored("a")).toEqual(before);
    });

    it("are changed where they differ, and read afresh from another address only", async () => {
      const backend = await getBackend(store.db, "b");
      if (backend === undefined) throw new Error("it is not there");
      const { health } = await getSyncState(store.db, "b");
      const cursor = { offsets: { "": 100 }, done: [] };
      await store.write((tx) => putSyncState(tx, backend, { health, cursor }));
      await declare(source("a", { key: null }), source("b", { name: "Renamed", key: "another" }));
      expect(await stored("a")).toMatchObject({ secret: null, paused: true });
      const b = await stored("b");
      expect(b?.name).toBe("Renamed");
      expect(secrets.open("b", b?.secret ?? Buffer.alloc(0))).toBe("another");
      expect((await getSyncState(store.db, "b")).cursor).toEqual(cursor);
      const settings = { ...defaultSettings("agenty"), address: "https://elsewhere.example.com" };
      await declare(source("a", { key: null }), source("b", { settings }));
      expect((await getSyncState(store.db, "b")).cursor).toBeNull();
    });

    it("are left to people when they are not declared any more, and taken from them when they are", async () => {
      await declare(source("a"));
      expect(await stored("b")).toMatchObject({ declaredIn: null, name: "Source b" });
      await declareSources({ store, secrets, log: createLog("silent"), org }, null);
      expect(await stored("a")).toMatchObject({ declaredIn: null });
      await declare(source("b"));
      expect(await stored("b")).toMatchObject({ declaredIn: FILE });
    });

    it("are none at all when one of them cannot be", async () => {
      const add = (name: string) =>
        store.write((tx) => insertSource(tx, { org, kind: "agenty", name, config: "{}", secretFor: () => null }));
      await add("Taken");
      await expect(declare(source("new"), source("c", { name: "taken" }))).rejects.toThrow(
        `${FILE}: sources.1.name is that of the source taken already`,
      );
      expect(await stored("new")).toBeUndefined();
      await store.db.insertInto("org").values({ id: "acme", name: "Acme" }).execute();
      await store.write((tx) =>
        insertSource(tx, { org: "acme", kind: "agenty", name: "Theirs", config: "{}", secretFor: () => null }),
      );
      await expect(declare(source("theirs"))).rejects.toThrow(
        "sources.0.id is that of a source of another organisation",
      );
    });

    it("wait while a source of that id is being removed", async () => {
      await declare(source("gone"));
      await store.write((tx) => markRemoved(tx, { org, id: "gone" }));
      await declare(source("gone"), source("still"));
      expect(await stored("gone")).toMatchObject({ removedAt: expect.any(String), secret: null });
      expect(await stored("still")).toMatchObject({ declaredIn: FILE });
    });
  });
});
