import { beforeAll, expect, it } from "vitest";
import { matchesFilter } from "../../lib/jobs/filter/match.ts";
import { parseFilter } from "../../lib/jobs/filter/parse.ts";
import { resolveFilter } from "../../lib/jobs/filter/resolve.ts";
import { SYSTEM_VIEWS } from "../../lib/jobs/system-views.ts";
import { describeOnBothDatabases } from "../testing/databases.ts";
import { listJobs } from "./job-list.ts";
import { insertJob, type JobUpdate, listJobsByKey } from "./jobs.ts";
import { Store } from "./write.ts";

const ORG = "default";
const NOW = Date.UTC(2026, 10, 20, 12);
const ago = (minutes: number) => new Date(NOW - minutes * 60_000).toISOString();

/** All made two hours ago and silent since then, unless they say otherwise. */
const JOBS = {
  queued: { state: "Queued" },
  "queued-lately": { state: "Queued", silentFor: 9 },
  "scheduled-for-later": { state: "Queued", scheduledAt: ago(-60) },
  "due-for-a-while": { state: "Queued", scheduledAt: ago(9) },
  "due-for-long": { state: "Queued", scheduledAt: ago(11) },
  executing: { state: "Executing", startedAt: ago(110) },
  "executing-with-news": { state: "Executing", startedAt: ago(110), silentFor: 1 },
  "executing-and-waiting": { state: "Executing", startedAt: ago(110), scheduledAt: ago(-1) },
  completed: { state: "Completed", startedAt: ago(110), endedAt: ago(100) },
} as const satisfies Record<string, JobUpdate & { silentFor?: number }>;

describeOnBothDatabases("jobs that were scheduled for later", (database) => {
  beforeAll(async () => {
    const { db } = database();
    await new Store(db).write(async (tx) => {
      for (const [id, { state, ...given }] of Object.entries(JOBS)) {
        const { silentFor = 120, ...more }: JobUpdate & { silentFor?: number } = given;
        const about = { org: ORG, source: "local", id, name: id, type: "scraping", trigger: "api" } as const;
        const times = { createdAt: ago(120), queuedAt: ago(120) };
        await insertJob(tx, { ...about, ...times, ...more, state, rawStatus: state });
        await tx.db
          .updateTable("job")
          .set({ updatedAt: ago(silentFor) })
          .where("id", "=", id)
          .execute();
      }
    });
  });

  /** What the list of a filter text has, which is what matches it in memory. */
  async function listed(text: string): Promise<string[]> {
    const { db } = database();
    const resolved = resolveFilter(parseFilter(text).filter, { now: NOW });
    const { items } = await listJobs(db, ORG, resolved, { sort: "created", cursor: null, limit: 100, text });
    const ids = items.map(({ id }) => id).sort();
    const keys = Object.keys(JOBS).map((id) => ({ source: "local", id }));
    const matching = (await listJobsByKey(db, ORG, keys)).filter((job) => matchesFilter(resolved, job));
    expect(matching.map(({ id }) => id).sort()).toEqual(ids);
    return ids;
  }

  it("are not stuck before their time, and ten minutes more", async () => {
    const stuck = SYSTEM_VIEWS.find(({ id }) => id === "stuck")?.q ?? expect.fail("there is no such view");
    expect(await listed(stuck)).toEqual(["due-for-long", "executing", "queued"]);
  });

  it("have not waited for their turn before their time", async () => {
    expect(await listed("state:queued queued:>=0s")).toEqual([
      ...["due-for-a-while", "due-for-long", "queued", "queued-lately"],
    ]);
    expect(await listed("state:queued queued:>10m")).toEqual(["due-for-long", "queued", "queued-lately"]);
    expect(await listed("queued:<10m")).toEqual(["due-for-a-while"]);
  });
});
