import { afterEach, expect, it } from "vitest";
import { openDatabase } from "../db/open-database.ts";
import { readRevision } from "../store/changes.ts";
import { updateJob } from "../store/jobs.ts";
import { describeOnServer } from "../testing/databases.ts";
import { eventually } from "../testing/eventually.ts";
import { connectClient, type LiveNode, makeJob, startNode, View } from "./live-harness.ts";

/** What these nodes know, they know from LISTEN. */
const NEVER = 2 ** 30;

describeOnServer("live on several nodes", (database, databaseMade) => {
  const toClose: { close(): unknown }[] = [];
  afterEach(async () => {
    for (const each of toClose.splice(0).reverse()) await each.close();
  });
  /** A node with connections of its own, as in another process. */
  const start = async (): Promise<LiveNode> => {
    const own = await openDatabase(databaseMade().settings);
    toClose.push(own);
    const node = await startNode(own, { pollMs: NEVER });
    toClose.push(node);
    return node;
  };
  const watch = async (node: LiveNode, reader: LiveNode) => {
    const job = await node.store.write((tx) => makeJob(tx));
    const since = await readRevision(node.store.db);
    const client = connectClient(reader);
    toClose.push(client);
    const view = new View(job);
    view.join(client, `job:local/${job.id}`, since);
    return { job, view, client };
  };
  /** Ends connections of this database at the server, as an administrator or a failover would; says how many. */
  const cut = async (where: string): Promise<number> => {
    const { rows } = await database().plainPool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid() and ${where}`,
    );
    return rows.length;
  };
  const listening = () => cutCount("query ilike 'listen %' or query = 'select 1'");
  const cutCount = async (where: string) => {
    const { rows } = await database().plainPool.query(
      `select pid from pg_stat_activity where datname = current_database() and (${where})`,
    );
    return rows.length;
  };

  it("shows on one node what another one wrote", async () => {
    const [writer, reader] = [await start(), await start()];
    const { job, view } = await watch(writer, reader);
    await writer.store.write((tx) => updateJob(tx, job, { state: "Executing", rawStatus: "Executing" }));
    await eventually("the first state", () => view.row?.state === "Executing");
    await writer.store.write((tx) => updateJob(tx, job, { state: "Failed", rawStatus: "Failed" }));
    await eventually("the second state", () => view.row?.state === "Failed");
    expect(view.states.get(job.id)).toEqual(["Executing", "Failed"]);
  });

  it("misses nothing when the connection that listens is cut", async () => {
    const [writer, reader] = [await start(), await start()];
    const { job, view } = await watch(writer, reader);
    await eventually("both to listen", async () => (await listening()) === 2);
    expect(await cut("(query ilike 'listen %' or query = 'select 1')")).toBe(2);
    await writer.store.write((tx) => updateJob(tx, job, { state: "Executing", rawStatus: "Executing" }));
    await eventually("what was written meanwhile", () => view.row?.state === "Executing");
    await eventually("both to listen again", async () => (await listening()) === 2);
    await writer.store.write((tx) => updateJob(tx, job, { state: "Completed", rawStatus: "Completed" }));
    await eventually("what was written afterwards", () => view.row?.state === "Completed");
  });

  it("goes on when every connection to the database was cut", async () => {
    const node = await start();
    const { job, view, client } = await watch(node, node);
    await eventually("the connection", () => client.status().phase === "live");
    expect(await cut("application_name = 'watchfloor'")).toBeGreaterThan(0);
    await eventually("a write to pass", () =>
      node.store.write((tx) => updateJob(tx, job, { percent: 70 })).catch(() => undefined),
    );
    await eventually("the change", () => view.row?.percent === 70);
    expect(view.resyncs).toBe(0);
  });

  it("lets a client move from one node to another without losing its place", async () => {
    const [one, other] = [await start(), await start()];
    const { job, view } = await watch(one, one);
    await one.store.write((tx) => updateJob(tx, job, { percent: 10 }));
    await eventually("the first change", () => view.row?.percent === 10);
    const since = view.revision;
    await one.store.write((tx) => updateJob(tx, job, { percent: 20, activity: "page 2" }));
    const client = connectClient(other);
    toClose.push(client);
    const moved = new View(view.row);
    moved.join(client, `job:local/${job.id}`, since);
    await eventually("the change missed in between", () => moved.row?.activity === "page 2");
    expect(moved.row?.percent).toBe(20);
  });
});
