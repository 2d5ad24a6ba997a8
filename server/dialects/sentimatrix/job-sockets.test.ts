import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { pino } from "pino";
import { afterEach, expect, it } from "vitest";
import { SCOPES } from "../../../lib/api/scopes.ts";
import type { JobRow } from "../../../lib/jobs/model.ts";
import { ChangeFeed } from "../../realtime/change-feed.ts";
import { makeRunningJob } from "../../realtime/live-harness.ts";
import { ProgramJobsService } from "../../services/program-jobs-service.ts";
import { updateJob } from "../../store/jobs.ts";
import { insertTasks, updateTask } from "../../store/tasks.ts";
import { Store } from "../../store/write.ts";
import { describeOnBothDatabases } from "../../testing/databases.ts";
import { eventually } from "../../testing/eventually.ts";
import { type JobSockets, serveJobSockets } from "./job-sockets.ts";
import { type Listener, listen, refusal } from "./socket-client.ts";

describeOnBothDatabases("the sockets of jobs", (database) => {
  const toClose: { close(): unknown }[] = [];
  afterEach(async () => {
    for (const each of toClose.splice(0).reverse()) await each.close();
  });

  /** A server of nothing else. A token is good while `tokens` has it, and means its own text. */
  async function start() {
    const { db } = database();
    const store = new Store(db);
    const log = pino({ level: "silent" });
    const feed = await ChangeFeed.start({ store, database: database(), log });
    toClose.push(feed);
    const http: Server = createServer();
    const sockets: JobSockets = serveJobSockets(http, {
      ...{ feed, db, log, programJobs: new ProgramJobsService(store) },
      authenticateToken: async (id) => ({ kind: "token", id, name: id, org: "default", scopes: SCOPES }),
    });
    http.listen(0, "127.0.0.1");
    await once(http, "listening");
    const origin = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
    toClose.push({ close: () => http.close() }, sockets);
    const { job, runId } = await makeRunningJob(store);
    const running = { state: "Executing", rawStatus: "Executing", startedAt: job.createdAt, attempt: 1 } as const;
    const update = (change: Parameters<typeof updateJob>[2]) => store.write((tx) => updateJob(tx, job, change));
    await update({ ...running, tasksTotal: 0, percent: 0, cluesTotal: 0 });
    const owner = { org: "default", source: job.source, id: job.id, runId };
    const hear = async (token = "a"): Promise<Listener> => {
      const listener = await listen(origin, job.id, token);
      toClose.push({ close: () => listener.socket.terminate() });
      await eventually("the first message", () => listener.messages.length > 0);
      return listener;
    };
    return { store, feed, sockets, origin, job, owner, update, hear };
  }
  type Node = Awaited<ReturnType<typeof start>>;
  const percents = ({ messages }: Listener) =>
    messages.flatMap(({ data }) => ("percentage" in data && data.percentage !== null ? [data.percentage] : []));

  /** Makes targets fail, one after another with a very long error, until it is enough; returns how many. */
  async function flood({ store, owner, feed }: Node, isEnough: () => boolean): Promise<number> {
    const error = "x".repeat(300_000);
    let failed = 0;
    for (; !isEnough(); failed++) {
      await store.write(async (tx) => {
        const [task] = await insertTasks(tx, owner, [{ target: `/${failed}`, depth: 0 }]);
        if (task !== undefined) await updateTask(tx, owner, task.seq, { state: "Failed", error });
      });
      await feed.catchUp();
    }
    return failed;
  }

  it("sends progress now and then, the latest of it, and every status", async () => {
    const node = await start();
    const listener = await node.hear();
    for (let percent = 1; percent <= 60; percent++) await node.update({ percent });
    await node.update({ state: "Queued", rawStatus: "Queued", percent: null, startedAt: null });
    await node.update({ state: "Executing", rawStatus: "Executing", percent: 5, startedAt: node.job.createdAt });
    await node.update({ state: "Submitting", rawStatus: "Submitting", percent: 90 });
    await eventually("the latest progress", () => percents(listener).at(-1) === 90);
    const statuses = listener.messages.map(({ data }) => data.status);
    expect(statuses.filter((status, place) => status !== statuses[place - 1])).toEqual([
      "running",
      "pending",
      "running",
    ]);
  });

  it("says nothing twice, and nothing of what is not told in it", async () => {
    const node = await start();
    const listener = await node.hear();
    await node.update({ activity: "Running page 1 of 1" });
    await node.update({ percent: 0.4 });
    await node.update({ percent: 3 });
    await eventually("the progress", () => percents(listener).includes(3));
    expect(percents(listener)).toEqual([0, 3]);
  });

  it("leaves out progress for who does not read, but neither targets nor the end", async () => {
    const node = await start();
    const listener = await node.hear();
    const quick = await node.hear("b");
    listener.socket.pause();
    const failed = await flood(node, () => node.sockets.stats().largestBacklog > 100_000);
    for (let percent = 1; percent <= 5; percent++) {
      await node.update({ percent });
      await eventually("who reads to hear it", () => percents(quick).at(-1) === percent);
    }
    await node.update({ state: "Failed", rawStatus: "Failed", error: "no more", endedAt: new Date().toISOString() });
    expect(await quick.closed).toMatchObject({ code: 1000 });
    listener.socket.resume();
    expect(await listener.closed).toMatchObject({ code: 1000 });
    const targets = listener.events().flatMap(({ data }) => ("target_id" in data ? [data.target_id] : []));
    expect(targets).toEqual(Array.from({ length: failed }, (_, place) => `tgt_${place + 1}`));
    expect(listener.messages.at(-1)).toMatchObject({ type: "failed", data: { error: "no more" } });
    expect(percents(quick)).toEqual([0, 1, 2, 3, 4, 5, 5]);
    expect(percents(listener)).toEqual([0, 5]);
  });

  it("cuts off who does not read at all, and nobody else", async () => {
    const node = await start();
    const listener = await node.hear();
    const quick = await node.hear("b");
    listener.socket.pause();
    await flood(node, () => node.sockets.stats().connections === 1);
    listener.socket.resume();
    expect(await listener.closed).toMatchObject({ code: 1006 });
    await node.update({ percent: 50 });
    await eventually("who reads to hear more", () => percents(quick).at(-1) === 50);
  });

  it("tells how the job is when the feed does not follow on", async () => {
    const node = await start();
    const [listener, ended] = [await node.hear(), await node.hear("b")];
    const { db } = node.store;
    // As after a database was set back or much was trimmed: revisions are missing, and so are the changes with them.
    await db
      .updateTable("feed")
      .set(({ eb }) => ({ revision: eb("revision", "+", 5) }))
      .execute();
    await db.updateTable("job").set({ percent: 70, version: 1 }).where("id", "=", node.job.id).execute();
    const other = await makeRunningJob(node.store);
    await eventually("how it is now", () => percents(listener).at(-1) === 70);
    await node.update({ percent: 80 });
    await eventually("what follows", () => percents(listener).at(-1) === 80);
    await db
      .updateTable("feed")
      .set(({ eb }) => ({ revision: eb("revision", "+", 5) }))
      .execute();
    const end = { state: "Completed", endedAt: new Date().toISOString(), version: 9 } satisfies Partial<JobRow>;
    await db.updateTable("job").set(end).where("id", "=", node.job.id).execute();
    await node.store.write((tx) => updateJob(tx, other.job, { percent: 1 }));
    expect(await ended.closed).toMatchObject({ code: 1000 });
    expect(ended.messages.at(-1)).toMatchObject({ type: "completed" });
  });

  it("lets a token have so many connections and no more", async () => {
    const node = await start();
    const listeners = [];
    for (let place = 0; place < 100; place++) listeners.push(await node.hear());
    const path = `/api/v1/jobs/${node.job.id}/ws?token=`;
    const refused = await refusal(node.origin, `${path}a`);
    expect(refused).toMatchObject({ status: 429, code: "TOO_MANY_CONNECTIONS", headers: { "retry-after": "10" } });
    await node.hear("b");
    listeners[0]?.socket.close();
    await listeners[0]?.closed;
    await eventually("room", () => node.sockets.stats().connections === 100);
    await node.hear();
  });

  it("hears nothing, and ends a connection that says much", async () => {
    const node = await start();
    const listener = await node.hear();
    listener.socket.send("hello");
    await node.update({ percent: 7 });
    await eventually("the progress", () => percents(listener).at(-1) === 7);
    listener.socket.send("x".repeat(2000));
    expect(await listener.closed).toMatchObject({ code: 1009 });
  });
});
