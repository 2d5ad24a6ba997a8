import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import type { JobRow } from "../../lib/jobs/model.ts";
import type { JobState } from "../../lib/jobs/state.ts";
import type { LiveClient } from "../../lib/realtime/live-client.ts";
import type { LiveEvent } from "../../lib/realtime/protocol.ts";
import { insertBulkAction, updateBulkAction } from "../store/bulk-actions.ts";
import { readRevision } from "../store/changes.ts";
import { readSummary } from "../store/counts.ts";
import { deleteJobs, getJob, isOneOf, updateJob } from "../store/jobs.ts";
import { appendLogLines, listLogLines } from "../store/logs.ts";
import { insertTasks, updateTask } from "../store/tasks.ts";
import { describeOnBothDatabases } from "../testing/databases.ts";
import { eventually } from "../testing/eventually.ts";
import {
  connectClient,
  connectRaw,
  deliveriesOf,
  type LiveNode,
  makeJob,
  makeLines,
  makeRunningJob,
  startNode,
  View,
} from "./live-harness.ts";

describeOnBothDatabases("live", (database) => {
  let node: LiveNode;
  const clients: { close(): unknown }[] = [];
  const connect = (org?: string): LiveClient => {
    const client = connectClient(node, org);
    clients.push(client);
    return client;
  };
  const connectBare = async (org?: string) => {
    const socket = await connectRaw(node, org);
    clients.push({ close: () => socket.disconnect() });
    return socket;
  };
  const setState = (job: JobRow, state: JobState) =>
    node.store.write((tx) => updateJob(tx, job, { state, rawStatus: state }));
  const revisionNow = () => readRevision(node.store.db);
  const rowOf = async (job: JobRow) => await getJob(node.store.db, "default", job);
  /** Waits until the view shows exactly what the database holds. */
  const showsTruth = (view: View, job: JobRow) =>
    eventually("the view to show what the database holds", async () => {
      const stored = await rowOf(job);
      return JSON.stringify(view.row) === JSON.stringify(stored);
    });

  beforeAll(async () => {
    node = await startNode(database());
    await node.store.db.insertInto("org").values({ id: "other", name: "Other" }).execute();
  });
  afterEach(() => {
    for (const client of clients.splice(0)) client.close();
  });
  afterAll(async () => {
    await node?.close();
  });

  it("tells a job's room and the summary of a committed change", async () => {
    const job = await node.store.write((tx) => makeJob(tx));
    const since = await revisionNow();
    const client = connect();
    const row = new View(job);
    const summary = new View();
    row.join(client, `job:local/${job.id}`, since);
    summary.join(client, "summary", since);
    await setState(job, "Executing");
    await showsTruth(row, job);
    await eventually("the summary", () => summary.states.get(job.id)?.includes("Executing"));
    const counts = summary.events.findLast((event) => event.type === "counts");
    expect(counts).toEqual({ type: "counts", counts: (await readSummary(node.store.db, "default")).counts });
    expect(client.status()).toMatchObject({ phase: "live", staleSince: null, retryAt: null });
  });

  it("tells the room of bulk actions how they get on, and nobody else's", async () => {
    const make = (org: string) =>
      node.store.write((tx) =>
        insertBulkAction(tx, {
          ...{ id: randomUUID(), org, verb: "retry", actor: { kind: "person", id: "a", name: "Anna" }, reason: null },
          ...{ which: isOneOf([]), query: null, chosen: 0, matched: 0, expected: 0 },
          ...{ createdAt: new Date().toISOString(), startsAt: new Date().toISOString() },
        }),
      );
    const view = new View();
    view.join(connect(), "bulk-actions", await revisionNow());
    await make("other");
    const { id } = await make("default");
    await node.store.write((tx) => updateBulkAction(tx, id, { state: "running" }));
    await eventually("the action to be told of", () =>
      view.events.some((event) => event.type === "bulk-action" && event.action.version === 2),
    );
    const told = view.events.flatMap((event) => (event.type === "bulk-action" ? event.action : []));
    expect(new Set(told.map((action) => action.id))).toEqual(new Set([id]));
    expect(told.at(-1)).toMatchObject({ state: "running", actor: "Anna" });
  });

  it("tells everybody who shows a job that it was deleted, also whoever joins late, and nobody else", async () => {
    const { job } = await makeRunningJob(node.store);
    const since = await revisionNow();
    const client = connect();
    const rooms = ["summary", `job:local/${job.id}`, `run:local/${job.id}`] as const;
    const views = rooms.map((room) => {
      const view = new View();
      view.join(client, room, since);
      return view;
    });
    const foreign = new View();
    foreign.join(connect("other"), `job:local/${job.id}`, since);
    await node.store.write((tx) => deleteJobs(tx, [job]));
    const deleted = { type: "job-deleted", source: "local", id: job.id };
    for (const view of views)
      await eventually("the deletion to be told", () => view.events.at(-1)?.type === deleted.type);
    for (const view of views) expect(view.events.at(-1)).toEqual(deleted);
    const { counts } = await readSummary(node.store.db, "default");
    expect(views[0]?.events.findLast((event) => event.type === "counts")).toEqual({ type: "counts", counts });
    const late = new View();
    late.join(client, `job:local/${job.id}`, since);
    await eventually("what was missed to be told", () => late.events.length > 0);
    expect(late.events).toEqual([deleted]);
    expect(foreign.events).toEqual([]);
  });

  it("tells what happened between the fetch and the join", async () => {
    const job = await node.store.write((tx) => makeJob(tx));
    const since = await revisionNow();
    await setState(job, "Executing");
    await setState(job, "Completed");
    const view = new View(job);
    view.join(connect(), `job:local/${job.id}`, since);
    await showsTruth(view, job);
    expect(view.states.get(job.id)).toEqual(["Executing", "Completed"]);
  });

  it("merges progress of one commit into one patch and keeps every state, in order", async () => {
    const job = await node.store.write((tx) => makeJob(tx));
    const socket = await connectBare();
    const deliveries = deliveriesOf(socket, `job:local/${job.id}`);
    await socket.emitWithAck("rooms:join", [{ room: `job:local/${job.id}`, since: await revisionNow() }]);
    await node.store.write(async (tx) => {
      await updateJob(tx, job, { state: "Executing", rawStatus: "Executing" });
      for (let percent = 1; percent <= 50; percent++)
        await updateJob(tx, job, { percent, activity: `page ${percent}` });
      await updateJob(tx, job, { state: "Submitting", rawStatus: "Submitting" });
      await updateJob(tx, job, { percent: 100 });
      await updateJob(tx, job, { state: "Completed", rawStatus: "Completed", activity: null });
    });
    await eventually("the delivery", () => deliveries.length > 0);
    expect(deliveries).toHaveLength(1);
    const patches = deliveries.flatMap(({ events }) => events).map((event) => event.type === "job" && event.patch);
    expect(patches).toMatchObject([
      { state: "Executing", percent: 50, activity: "page 50" },
      { state: "Submitting", percent: 100 },
      { state: "Completed", activity: null },
    ]);
  });

  it("shows all states in order while eight writers commit, each delivery following on from the last", async () => {
    const since = await revisionNow();
    const view = new View();
    const socket = await connectBare();
    const chain = deliveriesOf(socket, "summary");
    const [answer] = await socket.emitWithAck("rooms:join", [{ room: "summary", since }]);
    view.join(connect(), "summary", since);
    const course: JobState[] = ["Executing", "ExecutionCompleted", "Submitting", "Completed"];
    const ids: string[] = [];
    await Promise.all(
      Array.from({ length: 8 }, async (_, writer) => {
        for (let turn = 0; turn < 4; turn++) {
          const job = await node.store.write((tx) => makeJob(tx, { name: `writer ${writer}` }));
          ids.push(job.id);
          for (const state of course) {
            await setState(job, state);
            await node.store.write((tx) => updateJob(tx, job, { percent: turn }));
          }
        }
      }),
    );
    const end = await revisionNow();
    await eventually("everything", () => view.revision >= end && (chain.at(-1)?.revision ?? 0) >= end);
    for (const id of ids) expect(view.states.get(id)).toEqual(["Queued", ...course]);
    expect(answer).toMatchObject({ status: "joined" });
    let last = answer?.status === "joined" ? answer.revision : -1;
    for (const delivery of chain) {
      expect(delivery.previous).toBe(last);
      expect(delivery.revision).toBeGreaterThan(last);
      last = delivery.revision;
    }
    const counts = view.events.findLast((event): event is LiveEvent & { type: "counts" } => event.type === "counts");
    expect(counts?.counts).toEqual((await readSummary(node.store.db, "default")).counts);
  });

  it("brings log lines, tasks and runs to the run's room, each line once and in order", async () => {
    const { job, runId } = await makeRunningJob(node.store);
    const owner = { source: "local", id: job.id, org: "default", runId };
    const view = new View();
    view.join(connect(), `run:local/${job.id}`, await revisionNow());
    for (let turn = 0; turn < 10; turn++) {
      await node.store.write((tx) => appendLogLines(tx, owner, makeLines(turn * 120, 120)));
    }
    await node.store.write(async (tx) => {
      const [task] = await insertTasks(tx, owner, [{ target: "http://example.test/1", depth: 0 }]);
      await updateTask(tx, owner, task?.seq ?? 0, { state: "Completed", httpStatus: 200 });
    });
    await eventually("the task", () => view.events.some((event) => event.type === "tasks"));
    expect(view.lines.map((line) => line.seq)).toEqual(makeLines(0, 1200).map((line) => line.seq));
    expect(view.lines).toEqual(await listLogLines(node.store.db, runId, { limit: 2000, levels: [] }));
    const tasks = view.events.findLast((event) => event.type === "tasks");
    expect(tasks).toMatchObject({ runId, tasks: [{ seq: 1, state: "Completed", httpStatus: 200 }] });
  });

  it("asks for a fresh fetch when more lines were written than can be pushed", async () => {
    const { job, runId } = await makeRunningJob(node.store);
    const owner = { source: "local", id: job.id, org: "default", runId };
    const view = new View();
    const fetchLines = async () => {
      const revision = await revisionNow();
      view.lines = await listLogLines(node.store.db, runId, { limit: 10_000, levels: [] });
      return revision;
    };
    view.join(connect(), `run:local/${job.id}`, await revisionNow(), fetchLines);
    await node.store.write(async (tx) => {
      for (let turn = 0; turn < 5; turn++) await appendLogLines(tx, owner, makeLines(turn * 1000, 1000));
    });
    await eventually("the fresh fetch", () => view.lines.length === 5000);
    expect(view.resyncs).toBe(1);
    await node.store.write((tx) => appendLogLines(tx, owner, makeLines(5000, 1)));
    await eventually("the next line", () => view.lines.length === 5001);
  });

  it("catches up after a broken connection: nothing missed, nothing twice", async () => {
    const { job, runId } = await makeRunningJob(node.store);
    const owner = { source: "local", id: job.id, org: "default", runId };
    const client = connect();
    const row = new View(job);
    const run = new View();
    const filter = new View();
    const since = await revisionNow();
    row.join(client, `job:local/${job.id}`, since);
    run.join(client, `run:local/${job.id}`, since);
    filter.join(client, "filter:state:queued made-while-away", since);
    await node.store.write((tx) => appendLogLines(tx, owner, makeLines(0, 10)));
    await eventually("the first lines", () => run.lines.length === 10);

    node.closeDoor();
    await eventually("the loss to be seen", () => client.status().phase === "reconnecting");
    expect(client.status().staleSince).not.toBeNull();
    for (let turn = 1; turn <= 20; turn++) {
      await node.store.write(async (tx) => {
        await appendLogLines(tx, owner, makeLines(turn * 10, 10));
        await updateJob(tx, job, { percent: turn });
        await makeJob(tx, { name: "made-while-away" });
      });
    }
    await setState(job, "Completed");
    node.openDoor();
    client.reconnectNow();

    await showsTruth(row, job);
    await eventually("all lines", () => run.lines.length === 210);
    await eventually("the newcomers", () => filter.newcomers === 20);
    const told = run.events.flatMap((event) => (event.type === "logs" ? event.lines.map((line) => line.seq) : []));
    expect(told).toEqual(makeLines(0, 210).map((line) => line.seq));
    await eventually("the live phase", () => client.status().phase === "live");
    expect(row.resyncs + run.resyncs + filter.resyncs).toBe(0);
  });

  it("comes back by itself", async () => {
    const job = await node.store.write((tx) => makeJob(tx));
    const client = connect();
    const view = new View(job);
    view.join(client, `job:local/${job.id}`, await revisionNow());
    await eventually("the connection", () => client.status().phase === "live");
    node.closeDoor();
    node.openDoor();
    await setState(job, "Failed");
    await showsTruth(view, job);
  });

  it("counts each newcomer once, whenever the room is joined", async () => {
    const client = connect();
    const listeners: { view: View; since: number }[] = [];
    await Promise.all([
      ...Array.from({ length: 4 }, async () => {
        for (let turn = 0; turn < 15; turn++) {
          await node.store.write(async (tx) => {
            await makeJob(tx, { name: "newcomer" });
            await makeJob(tx, { name: "nobody asked for" });
          });
        }
      }),
      (async () => {
        for (let turn = 0; turn < 15; turn++) {
          const since = await revisionNow();
          const view = new View();
          view.join(client, "filter:newcomer", since);
          listeners.push({ view, since });
        }
      })(),
    ]);
    const changes = await node.store.db
      .selectFrom("change")
      .select(["revision", "data"])
      .where("kind", "=", "job-created")
      .execute();
    for (const { view, since } of listeners) {
      const expected = changes.filter(({ revision, data }) => revision > since && data.includes('"newcomer"')).length;
      await eventually(`the count ${expected}`, () => view.newcomers === expected);
    }
    // One more, told to all: whoever had counted one twice would be seen now.
    await node.store.write((tx) => makeJob(tx, { name: "newcomer" }));
    for (const { view, since } of listeners) {
      const before = changes.filter(({ revision, data }) => revision > since && data.includes('"newcomer"')).length;
      await eventually("the last newcomer", () => view.newcomers === before + 1);
    }
  });

  it("serves several listeners of one room, each from its own revision on, until it leaves", async () => {
    const job = await node.store.write((tx) => makeJob(tx));
    const old = await revisionNow();
    await setState(job, "Executing");
    const client = connect();
    const late = new View();
    const lateHandle = late.join(client, `job:local/${job.id}`, await revisionNow());
    await eventually("the join", () => client.status().phase === "live");
    const early = new View();
    early.join(client, `job:local/${job.id}`, old);
    await eventually("the older listener's replay", () => early.states.get(job.id)?.length === 1);
    await setState(job, "Submitting");
    await eventually("both", () => late.states.has(job.id) && early.states.get(job.id)?.length === 2);
    expect(late.states.get(job.id)).toEqual(["Submitting"]);
    lateHandle.leave();
    await setState(job, "Completed");
    await eventually("the one that stayed", () => early.states.get(job.id)?.length === 3);
    expect(late.states.get(job.id)).toEqual(["Submitting"]);
  });

  it("tells nobody of another organisation's jobs", async () => {
    const job = await node.store.write((tx) => makeJob(tx));
    const foreign = connect("other");
    const view = new View(job);
    const since = await revisionNow();
    view.join(foreign, `job:local/${job.id}`, since - 1);
    view.join(foreign, "summary", since - 1);
    view.join(foreign, `run:local/${job.id}`, since - 1);
    view.join(foreign, "filter:", since - 1);
    await eventually("the join", () => foreign.status().phase === "live");
    await setState(job, "Failed");
    const theirs = await node.store.write((tx) => makeJob(tx, { org: "other" }));
    await eventually("their own job", () => view.states.has(theirs.id) && view.newcomers > 0);
    expect([...view.states.keys()]).toEqual([theirs.id]);
    expect(view.newcomers).toBe(1);
    const counts = view.events.findLast((event) => event.type === "counts");
    expect(counts).toMatchObject({ counts: { queued: 1, failed: 0 } });
  });

  it("counts an old job once when a change of state makes it match", async () => {
    const job = await node.store.write((tx) => makeJob(tx, { name: "begins to match" }));
    const since = await revisionNow();
    const client = connect();
    const failed = new View();
    const timedOut = new View();
    const either = new View();
    const name = 'name:"begins to match"';
    failed.join(client, `filter:state:failed ${name}`, since);
    timedOut.join(client, `filter:error:"timed out" ${name}`, since);
    either.join(client, `filter:state:queued,executing,failed ${name}`, since);
    await setState(job, "Executing");
    await node.store.write((tx) => updateJob(tx, job, { percent: 50 }));
    await node.store.write((tx) => updateJob(tx, job, { state: "Failed", rawStatus: "Failed", error: "Timed out" }));
    const next = await node.store.write((tx) => makeJob(tx, { name: "begins to match" }));
    await setState(next, "Failed");
    await eventually("both failures", () => failed.newcomers === 2);
    await eventually("the one that timed out", () => timedOut.newcomers === 1);
    // It matched all the time; only the new job is news.
    await eventually("the new job", () => either.newcomers === 1);
  });

  it("counts for each reader what by:me means to them", async () => {
    const since = await revisionNow();
    const ann = new View();
    const bob = new View();
    ann.join(connect("default ann"), "filter:by:me", since);
    bob.join(connect("default bob"), "filter:by:me", since);
    const started = (by: string) => node.store.write((tx) => makeJob(tx, { startedById: by, startedBy: "somebody" }));
    await started("ann");
    await started("bob");
    await started("ann");
    await eventually("both of Ann's", () => ann.newcomers === 2);
    await eventually("Bob's", () => bob.newcomers === 1);
  });
});
