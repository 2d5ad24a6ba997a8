import { beforeAll, expect, it } from "vitest";
import { type JobRow, TRIGGERS } from "../../lib/jobs/model.ts";
import { hasEnded, JOB_STATES } from "../../lib/jobs/state.ts";
import { describeOnBothDatabases } from "../testing/databases.ts";
import { type NumberedPage, type PageFilter, readJobPage } from "./job-pages.ts";
import { insertJobRequest } from "./job-requests.ts";
import { insertJob } from "./jobs.ts";
import { Store } from "./write.ts";

const ORG = "default";
const NEWEST: NumberedPage = { sort: [{ column: "createdAt", descending: true }], offset: 0, limit: 1000 };

describeOnBothDatabases("pages of jobs by offset", (database) => {
  let store: Store;
  const jobs: JobRow[] = [];
  const read = (filter: Partial<PageFilter> = {}, page: Partial<NumberedPage> = {}) =>
    readJobPage(store.db, ORG, { source: "local", ...filter }, { ...NEWEST, ...page });
  const ids = async (...asked: Parameters<typeof read>) => (await read(...asked)).items.map(({ id }) => id);
  const at = (minute: number) => new Date(Date.UTC(2026, 10, 20, 0, minute)).toISOString();

  beforeAll(async () => {
    store = new Store(database().db);
    await store.write(async (tx) => {
      await tx.db.insertInto("source").values({ id: "other", org: ORG, kind: "kept", name: "Other" }).execute();
      await tx.db.insertInto("org").values({ id: "acme", name: "Acme" }).execute();
      for (let place = 0; place < 60; place++) {
        const state = JOB_STATES[place % JOB_STATES.length] ?? "Unknown";
        const job = await insertJob(tx, {
          org: ORG,
          source: "local",
          // Of one digit more on the way, to be sorted as numbers.
          id: String(980 + place),
          name: `job ${place}`,
          type: "scraping",
          state,
          rawStatus: state,
          trigger: TRIGGERS[place % TRIGGERS.length] ?? "manual",
          agentId: place % 2 === 0 ? "even" : null,
          priority: place % 3,
          createdAt: at(Math.floor(place / 4)),
          queuedAt: at(place),
          scheduledAt: state === "Queued" && place % 2 === 0 ? new Date(Date.now() + 86_400_000).toISOString() : null,
          startedAt: hasEnded(state) ? at(place) : null,
          endedAt: hasEnded(state) ? at(place + (place % 5)) : null,
        });
        jobs.push(job);
        if (place % 10 === 0) {
          const asked = { org: ORG, dialect: "ai-connect", channelCode: `C${place % 20}`, body: "{}" } as const;
          await insertJobRequest(tx, { ...asked, source: "local", jobId: job.id, scheduledAt: at(place) });
        }
      }
      const stray = { name: "stray", type: "scraping", state: "Queued", rawStatus: "Queued", trigger: "api" } as const;
      await insertJob(tx, { ...stray, org: ORG, source: "other", id: "1000", createdAt: at(1) });
      await insertJob(tx, { ...stray, org: "acme", source: "local", id: "5", createdAt: at(1) });
    });
  });

  const inOrder = (wanted: (job: JobRow) => boolean) =>
    jobs
      .filter(wanted)
      .sort(
        (one, other) => Date.parse(other.createdAt) - Date.parse(one.createdAt) || Number(other.id) - Number(one.id),
      )
      .map(({ id }) => id);

  it("holds the source's jobs of the organisation, the newest first, each on one page", async () => {
    const expected = inOrder(() => true);
    expect(await ids()).toEqual(expected);
    const paged: string[] = [];
    for (let offset = 0; offset < 70; offset += 7) {
      const page = await read({}, { offset, limit: 7 });
      expect(page.total).toBe(60);
      paged.push(...page.items.map(({ id }) => id));
    }
    expect(paged).toEqual(expected);
  });

  it.each<[string, Partial<PageFilter>, (job: JobRow, place: number) => boolean]>([
    ["states of one count", { states: ["Failed"] }, ({ state }) => state === "Failed"],
    ["a part of a count", { states: ["Executing", "Failed"] }, ({ state }) => ["Executing", "Failed"].includes(state)],
    ["no state", { states: [] }, () => false],
    ["an agent", { agentId: "even" }, ({ agentId }) => agentId === "even"],
    ["an agent that there is not", { agentId: "odd" }, () => false],
    [
      "an agent and states",
      { agentId: "even", states: ["Completed"] },
      (job) => job.agentId === "even" && job.state === "Completed",
    ],
    ["a trigger", { trigger: "retry" }, ({ trigger }) => trigger === "retry"],
    ["jobs that wait for their time", { isScheduled: true }, ({ scheduledAt }) => scheduledAt !== null],
    [
      "queued jobs that do not",
      { isScheduled: false, states: ["Queued"] },
      (job) => job.state === "Queued" && job.scheduledAt === null,
    ],
    [
      "a time of making",
      { created: { from: at(3), to: at(5) } },
      ({ createdAt }) => createdAt >= at(3) && createdAt <= at(5),
    ],
    [
      "a time that was asked for",
      { scheduled: { from: at(20), to: at(40) } },
      ({ name }) => ["job 20", "job 30", "job 40"].includes(name),
    ],
    ["a channel", { channelCode: "C10" }, ({ name }) => ["job 10", "job 30", "job 50"].includes(name)],
  ])("filters by %s, and says how many there are", async (_, filter, wanted) => {
    const expected = inOrder((job) => wanted(job, 0));
    const whole = await read(filter);
    expect(whole.items.map(({ id }) => id)).toEqual(expected);
    expect(whole.total).toBe(expected.length);
    expect((await read(filter, { limit: 1 })).total).toBe(expected.length);
  });

  it("sorts ids as numbers, and completes any order by age and id", async () => {
    const byId = await ids({}, { sort: [{ column: "id", descending: false }] });
    expect(byId).toEqual(jobs.map(({ id }) => id));
    const byPriority = await read({}, { sort: [{ column: "priority", descending: true }] });
    const expected = [...jobs].sort(
      (one, other) =>
        other.priority - one.priority ||
        Date.parse(other.createdAt) - Date.parse(one.createdAt) ||
        Number(other.id) - Number(one.id),
    );
    expect(byPriority.items.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
  });
});
