import { beforeAll, expect, it } from "vitest";
import type { ResolvedFilter } from "../../lib/jobs/filter/model.ts";
import { type JobRow, TRIGGERS } from "../../lib/jobs/model.ts";
import { JOB_SORTS, type JobSort } from "../../lib/jobs/sort.ts";
import { hasEnded, JOB_STATES } from "../../lib/jobs/state.ts";
import { describeOnBothDatabases } from "../testing/databases.ts";
import { type JobListPage, listJobs } from "./job-list.ts";
import { insertJob } from "./jobs.ts";
import { Store } from "./write.ts";

const ORG = "default";
const ALL: ResolvedFilter = { now: "2026-11-21T00:00:00.000Z", terms: [] };
const FIRST: JobListPage = { sort: "-created", cursor: null, limit: 200, text: "" };
const FAILED: ResolvedFilter = {
  ...ALL,
  terms: [{ kind: "choice", key: "state", negated: false, values: ["Failed"] }],
};

describeOnBothDatabases("the list of jobs", (database) => {
  let store: Store;
  const jobs: JobRow[] = [];
  const list = (filter: ResolvedFilter, page: Partial<JobListPage> = {}) =>
    listJobs(store.db, ORG, filter, { ...FIRST, ...page });

  beforeAll(async () => {
    store = new Store(database().db);
    await store.write(async (tx) => {
      // Twenty jobs a millisecond: a page must neither skip nor repeat one made at the same time.
      for (let place = 0; place < 120; place++) {
        const at = (ms: number) => new Date(Date.UTC(2026, 10, 20) + Math.floor(place / 20) + ms).toISOString();
        const state = JOB_STATES[place % JOB_STATES.length] ?? "Unknown";
        jobs.push(
          await insertJob(tx, {
            org: ORG,
            source: "local",
            id: String(1000 + place),
            name: `job ${place}`,
            type: "scraping",
            state,
            rawStatus: state,
            trigger: TRIGGERS[place % TRIGGERS.length] ?? "manual",
            createdAt: at(0),
            queuedAt: at(0),
            error: state === "Failed" ? "timed out" : null,
            ...(hasEnded(state) ? { startedAt: at(place % 5), endedAt: at((place % 5) + (place % 7)) } : {}),
          }),
        );
      }
    });
  });

  /** What is in a list and where, by the definition of its order. */
  function inOrder(sort: JobSort): string[] {
    const ms = (instant: string | null) => (instant === null ? Number.NaN : Date.parse(instant));
    const value = (job: JobRow) => {
      if (sort.endsWith("created")) return ms(job.createdAt);
      if (sort.endsWith("ended")) return ms(job.endedAt);
      if (sort.endsWith("duration")) return ms(job.endedAt) - ms(job.startedAt);
      return ms(job.startedAt ?? job.endedAt) - ms(job.queuedAt);
    };
    const sorted = jobs
      .filter((job) => !Number.isNaN(value(job)))
      .sort((one, other) => value(one) - value(other) || (one.id < other.id ? -1 : 1))
      .map((job) => job.id);
    return sort.startsWith("-") ? sorted.reverse() : sorted;
  }

  it.each(JOB_SORTS)("pages through all jobs once by %s, and back again", async (sort) => {
    const forward: string[][] = [];
    let page = await list(ALL, { sort, limit: 7 });
    expect(page.previousCursor).toBeNull();
    forward.push(page.items.map((job) => job.id));
    while (page.nextCursor !== null) {
      page = await list(ALL, { sort, limit: 7, cursor: page.nextCursor });
      forward.push(page.items.map((job) => job.id));
    }
    expect(forward.flat()).toEqual(inOrder(sort));
    const back = [forward.at(-1)];
    while (page.previousCursor !== null) {
      page = await list(ALL, { sort, limit: 7, cursor: page.previousCursor });
      back.unshift(page.items.map((job) => job.id));
    }
    expect(back).toEqual(forward);
  });

  it.each([1, 50, 200])("pages by %i", async (limit) => {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof list>> = await list(FAILED, { limit, cursor });
      seen.push(...page.items.map((job) => job.id));
      cursor = page.nextCursor;
    } while (cursor !== null);
    const failed = jobs.filter((job) => job.state === "Failed").map((job) => job.id);
    expect(seen).toEqual(inOrder("-created").filter((id) => failed.includes(id)));
  });

  it("answers a short page before as the first page", async () => {
    const first = await list(ALL, { limit: 10 });
    const second = await list(ALL, { limit: 10, cursor: first.nextCursor });
    const before = await list(ALL, { limit: 50, cursor: second.previousCursor });
    expect(before.items.map((job) => job.id)).toEqual(inOrder("-created").slice(0, 50));
    expect(before.previousCursor).toBeNull();
  });

  it.each(["", "nonsense", "bnVsbA", Buffer.from('["x","a","yesterday","local","1"]').toString("base64url")])(
    "refuses the cursor %j by name",
    async (cursor) => {
      await expect(list(ALL, { cursor })).rejects.toMatchObject({ code: "BAD_REQUEST", field: "cursor" });
    },
  );

  it("refuses the cursor of another filter, and of another order", async () => {
    const { nextCursor: cursor } = await list(ALL, { limit: 10 });
    await expect(list(FAILED, { cursor, text: "state:failed" })).rejects.toMatchObject({ field: "cursor" });
    await expect(list(ALL, { cursor, sort: "-ended" })).rejects.toMatchObject({ field: "cursor" });
    await expect(list(ALL, { cursor, sort: "created" })).rejects.toMatchObject({ field: "cursor" });
  });

  it("shows another organisation nothing", async () => {
    expect((await listJobs(store.db, "other", ALL, FIRST)).items).toEqual([]);
  });
});
