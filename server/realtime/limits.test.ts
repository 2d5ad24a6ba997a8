import { connect, createServer, type Socket as TcpSocket } from "node:net";
import { afterEach, expect, it } from "vitest";
import { COALESCE_MS, type JoinAnswer, MAX_ROOMS, type Room } from "../../lib/realtime/protocol.ts";
import { readRevision, trimChanges } from "../store/changes.ts";
import { getJob, updateJob } from "../store/jobs.ts";
import { appendLogLines, listLogLines } from "../store/logs.ts";
import { Store } from "../store/write.ts";
import { describeOnBothDatabases } from "../testing/databases.ts";
import { eventually } from "../testing/eventually.ts";
import {
  connectClient,
  connectRaw,
  connectUntyped,
  deliveriesOf,
  type LiveNode,
  makeJob,
  makeLines,
  makeRunningJob,
  type NodeOptions,
  type RawSocket,
  startNode,
  View,
} from "./live-harness.ts";

/** The feed is read when this process commits, never by the clock. */
const NEVER = 2 ** 30;

describeOnBothDatabases("live, at its limits", (database) => {
  const toClose: { close(): unknown }[] = [];
  afterEach(async () => {
    for (const each of toClose.splice(0).reverse()) await each.close();
  });
  const start = async (options: NodeOptions = {}): Promise<LiveNode> => {
    const node = await startNode(database(), options);
    toClose.push(node);
    return node;
  };
  const connectBare = async (node: LiveNode): Promise<RawSocket> => {
    const socket = await connectRaw(node);
    toClose.push({ close: () => socket.disconnect() });
    return socket;
  };

  it("lets nobody in without credentials", async () => {
    const node = await start();
    node.closeDoor();
    await expect(connectRaw(node)).rejects.toThrow("websocket error");
    node.openDoor();
    await connectBare(node);
  });

  it("refuses what it cannot understand and goes on serving", async () => {
    const node = await start();
    const socket = await connectUntyped(node);
    toClose.push({ close: () => socket.disconnect() });
    const send = (message: unknown): Promise<JoinAnswer[]> => socket.emitWithAck("rooms:join", message);
    for (const requests of [null, "summary", 7, {}, [[]], [null], [{ room: 1, since: 0 }], [{ room: "summary" }]]) {
      expect(await send(requests)).toMatchObject([{ status: "refused", reason: expect.any(String) }]);
    }
    const rooms = ["", "jobs", "job:", "job:local", "job:/1", "job:local/", "filter:state:none", "x".repeat(5000)];
    const answers = await send(rooms.map((room) => ({ room, since: 0 })));
    expect(answers.map((answer) => answer.status)).toEqual(rooms.map(() => "refused"));
    for (const since of [-1, 1.5, Number.NaN, 2 ** 60, "0"]) {
      expect(await send([{ room: "summary", since }])).toMatchObject([{ status: "refused" }]);
    }
    socket.emit("rooms:join");
    socket.emit("rooms:join", [], "no function");
    socket.emit("rooms:leave");
    socket.emit("rooms:leave", [1, null]);
    socket.emit("rooms:leave", ["", "summary"]);
    socket.emit("no:such:event", {});
    const mixed = await send([
      { room: "nonsense", since: 0 },
      { room: "agents", since: await readRevision(node.store.db) },
    ]);
    expect(mixed).toMatchObject([
      { room: "nonsense", status: "refused" },
      { room: "agents", status: "joined" },
    ]);
  });

  it("answers a revision that the feed has never had with a resync", async () => {
    const node = await start();
    const socket = await connectBare(node);
    const answers = await socket.emitWithAck("rooms:join", [{ room: "summary", since: 2 ** 40 }]);
    expect(answers).toEqual([{ room: "summary", status: "resync", revision: await readRevision(node.store.db) }]);
  });

  it(`lets one connection into ${MAX_ROOMS} rooms and no more, until it leaves some`, async () => {
    const node = await start();
    const socket = await connectBare(node);
    const since = await readRevision(node.store.db);
    const requests = (from: number, count: number) =>
      Array.from({ length: count }, (_, place) => ({ room: `job:local/${from + place}` as Room, since }));
    const most = await socket.emitWithAck("rooms:join", requests(0, MAX_ROOMS - 1));
    expect(most.every((answer) => answer.status === "joined")).toBe(true);
    const over = await socket.emitWithAck("rooms:join", requests(MAX_ROOMS - 2, 3));
    expect(over.map((answer) => answer.status)).toEqual(["joined", "joined", "refused"]);
    socket.emit("rooms:leave", ["job:local/0"]);
    const after = await socket.emitWithAck("rooms:join", requests(5000, 1));
    expect(after).toMatchObject([{ status: "joined" }]);
  });

  it("sends a job's rows no more often than agreed", async () => {
    const node = await start();
    const job = await node.store.write((tx) => makeJob(tx));
    const room: Room = `job:local/${job.id}`;
    const socket = await connectBare(node);
    const deliveries = deliveriesOf(socket, room);
    await socket.emitWithAck("rooms:join", [{ room, since: await readRevision(node.store.db) }]);
    const begin = performance.now();
    for (let percent = 1; percent <= 100; percent++) await node.store.write((tx) => updateJob(tx, job, { percent }));
    const tookMs = performance.now() - begin;
    const last = await readRevision(node.store.db);
    await eventually("the last patch", () => (deliveries.at(-1)?.revision ?? 0) >= last);
    // One at once, one for each full window, one for the rest.
    expect(deliveries.length).toBeLessThanOrEqual(Math.floor(tookMs / COALESCE_MS) + 2);
    expect(deliveries.at(-1)?.events).toMatchObject([{ type: "job", patch: { percent: 100 } }]);
  });

  it("tells who was away longer than the memory reaches to fetch afresh", async () => {
    const node = await start({ ring: { maxChanges: 20, maxSize: 1_000_000 } });
    const job = await node.store.write((tx) => makeJob(tx));
    const client = connectClient(node);
    toClose.push(client);
    const view = new View(job);
    const refetch = async () => {
      const revision = await readRevision(node.store.db);
      view.row = await getJob(node.store.db, "default", job);
      return revision;
    };
    view.join(client, `job:local/${job.id}`, await readRevision(node.store.db), refetch);
    await eventually("the connection", () => client.status().phase === "live");
    node.closeDoor();
    for (let percent = 1; percent <= 30; percent++) await node.store.write((tx) => updateJob(tx, job, { percent }));
    node.openDoor();
    client.reconnectNow();
    await eventually("the fresh fetch", () => view.row?.percent === 30);
    expect(view.resyncs).toBe(1);
    await node.store.write((tx) => updateJob(tx, job, { percent: 31 }));
    await eventually("the next change", () => view.row?.percent === 31);
  });

  it.each([
    [
      "all changes were trimmed unread",
      async (store: Store) => void (await trimChanges(store.db, new Date(Date.now() + 60_000))),
    ],
    [
      "some changes were trimmed unread",
      async (store: Store) => {
        const newest = await readRevision(store.db);
        await store.db.deleteFrom("change").where("revision", "<", newest).execute();
      },
    ],
    [
      "the database was set back",
      async (store: Store) => {
        await store.db.deleteFrom("change").execute();
        await store.db.updateTable("feed").set({ revision: 0 }).execute();
      },
    ],
  ])("starts afresh when %s", async (_, meddle) => {
    const node = await start({ pollMs: NEVER });
    const job = await node.store.write((tx) => makeJob(tx));
    const client = connectClient(node);
    toClose.push(client);
    const view = new View(job);
    const refetch = async () => {
      const revision = await readRevision(node.store.db);
      view.row = await getJob(node.store.db, "default", job);
      return revision;
    };
    view.join(client, `job:local/${job.id}`, await readRevision(node.store.db), refetch);
    await eventually("the connection", () => client.status().phase === "live");
    // No read of its own may be under way: it would see what is about to be lost.
    await node.feed.catchUp();
    // Another process, which this one cannot hear on the embedded database.
    const elsewhere = new Store(database().db);
    await elsewhere.db.transaction().execute(async (tx) => {
      await tx.updateTable("job").set({ percent: 50, version: 2 }).where("id", "=", job.id).execute();
      const count = await tx.selectFrom("feed").select("revision").executeTakeFirstOrThrow();
      await tx
        .updateTable("feed")
        .set({ revision: count.revision + 2 })
        .execute();
      const row = { org: "default", kind: "agent", source: null, jobId: null, data: "{}" };
      await tx
        .insertInto("change")
        .values([1, 2].map((n) => ({ ...row, revision: count.revision + n })))
        .execute();
    });
    await meddle(elsewhere);
    await node.feed.catchUp();
    await eventually("the fresh fetch", () => view.row?.percent === 50);
    expect(view.resyncs).toBeGreaterThan(0);
    await node.store.write((tx) => updateJob(tx, job, { percent: 51 }));
    await eventually("the next change", () => view.row?.percent === 51);
  });

  it("keeps little for a client that does not read, and brings it up to date when it does", async () => {
    const node = await start();
    const { job, runId } = await makeRunningJob(node.store);
    const owner = { source: "local", id: job.id, org: "default", runId };
    const proxy = await startProxy(node.url);
    toClose.push(proxy);
    const client = connectClient(proxy);
    toClose.push(client);
    const view = new View();
    const refetch = async () => {
      const revision = await readRevision(node.store.db);
      view.lines = await listLogLines(node.store.db, runId, { limit: 10_000, levels: [] });
      return revision;
    };
    view.join(client, `run:local/${job.id}`, await readRevision(node.store.db), refetch);
    await eventually("the connection", () => client.status().phase === "live");
    proxy.pause();
    let written = 0;
    let largest = 0;
    await eventually("the client to lag", async () => {
      await node.store.write((tx) => appendLogLines(tx, owner, makeLines(written, 10, "x".repeat(30_000))));
      written += 10;
      const { lagging, largestBacklog } = node.live.stats();
      largest = Math.max(largest, largestBacklog);
      return lagging === 1;
    });
    for (let turn = 0; turn < 10; turn++) {
      await node.store.write((tx) => appendLogLines(tx, owner, makeLines(written, 10, "x".repeat(30_000))));
      written += 10;
      largest = Math.max(largest, node.live.stats().largestBacklog);
    }
    expect(largest).toBeLessThan(3_000_000);
    proxy.resume();
    await eventually("all lines", () => view.lines.length === written);
    expect(view.lines.map((line) => line.seq)).toEqual(makeLines(0, written).map((line) => line.seq));
    await eventually("nobody to lag", () => node.live.stats().lagging === 0);
    expect(node.live.stats()).toMatchObject({ connections: 1 });
  });

  it("cuts a client off that does not read for long", async () => {
    const node = await start({ longestLagMs: 200 });
    const { job, runId } = await makeRunningJob(node.store);
    const owner = { source: "local", id: job.id, org: "default", runId };
    const proxy = await startProxy(node.url);
    toClose.push(proxy);
    const socket = await connectRaw(proxy);
    toClose.push({ close: () => socket.disconnect() });
    await socket.emitWithAck("rooms:join", [{ room: `run:local/${job.id}`, since: await readRevision(node.store.db) }]);
    proxy.pause();
    let written = 0;
    await eventually("the cut", async () => {
      await node.store.write((tx) => appendLogLines(tx, owner, makeLines(written, 10, "x".repeat(30_000))));
      written += 10;
      return node.live.stats().connections === 0;
    });
  });
});

/** A proxy that can stop reading what the server sends. */
async function startProxy(target: string): Promise<{ url: string; pause(): void; resume(): void; close(): void }> {
  const upstreams = new Set<TcpSocket>();
  const { port } = new URL(target);
  const server = createServer((client) => {
    const upstream = connect(Number(port), "127.0.0.1");
    upstreams.add(upstream);
    upstream.on("data", (data) => client.write(data));
    client.on("data", (data) => upstream.write(data));
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      one.on("error", () => undefined);
      one.on("close", () => other.destroy());
    }
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no TCP address");
  return {
    url: `http://127.0.0.1:${address.port}`,
    pause: () => upstreams.forEach((upstream) => void upstream.pause()),
    resume: () => upstreams.forEach((upstream) => void upstream.resume()),
    close() {
      for (const upstream of upstreams) upstream.destroy();
      server.close();
    },
  };
}
