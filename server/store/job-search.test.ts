import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { anyFilter, anyJob, TEST_NOW } from "../../lib/jobs/filter/arbitraries.ts";
import { matchesFilter } from "../../lib/jobs/filter/match.ts";
import type { ResolvedFilter } from "../../lib/jobs/filter/model.ts";
import { parseFilter } from "../../lib/jobs/filter/parse.ts";
import { resolveFilter } from "../../lib/jobs/filter/resolve.ts";
import type { JobRow } from "../../lib/jobs/model.ts";
import { JOB_SORTS, type JobSort } from "../../lib/jobs/sort.ts";
import { describeOnBothDatabases } from "../testing/databases.ts";
import { orderOf, positionOf } from "./job-cursor.ts";
import { listJobs } from "./job-list.ts";
import { searchJobs, type Tuning } from "./job-search.ts";
import { JOB_COLUMNS } from "./jobs.ts";

const ORG = "default";
const JOBS = 150;
const HOUR = 3_600_000;

// Steps so small that all ways of searching are gone with a few jobs.
const small = fc.record<Tuning>({
  few: fc.constantFrom(0, 5, 1000),
  rows: fc.integer({ min: 1, max: 30 }),
  scattered: fc.integer({ min: 1, max: 10 }),
  entries: fc.integer({ min: 1, max: 30 }),
});

/** Jobs of backends with sound clocks, so that times of one kind bound those of another. */
const soundJob = anyJob.map((job): JobRow => {
  const made = Date.parse(job.createdAt);
  const later = (at: string | null, than: number) => (at === null ? null : Math.max(Date.parse(at), than));
  const started = later(job.startedAt, made);
  const ended = later(job.endedAt, started ?? made);
  const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());
  return {
    ...job,
    startedAt: iso(started),
    endedAt: iso(ended),
    updatedAt: new Date(Math.max(Date.parse(job.updatedAt), made)).toISOString(),
  };
});

for (const [name, arbitrary] of [
  ["any jobs", anyJob],
  ["jobs with sound clocks", soundJob],
] as const) {
  describeOnBothDatabases(`a search among ${name}`, (database) => {
    let jobs: JobRow[];
    beforeAll(async () => {
      const { db } = database();
      await db.insertInto("source").values({ id: "agenty", org: ORG, kind: "agenty", name: "Agenty" }).execute();
      const rows = fc.sample(arbitrary, { numRuns: JOBS, seed: 5 }).map(({ version: _, ...job }, place) => {
        return { ...job, id: `${job.id}-${place}`, org: ORG };
      });
      await db.insertInto("job").values(rows).execute();
      jobs = await db.selectFrom("job").select(JOB_COLUMNS).execute();
    });

    function expected(filter: ResolvedFilter, sort: JobSort): string[] {
      const order = orderOf(sort);
      const value = (job: JobRow) => {
        if (order.column === "ended_at" && job.endedAt === null) return Number.NaN;
        const { value } = positionOf(job, order);
        return typeof value === "number" ? value : Date.parse(value);
      };
      const sorted = jobs
        .filter((job) => matchesFilter(filter, job) && !Number.isNaN(value(job)))
        .map((job) => ({ key: `${job.source} ${job.id}`, job, value: value(job) }))
        .sort((a, b) => a.value - b.value || compare(a.job.source, b.job.source) || compare(a.job.id, b.job.id))
        .map(({ key }) => key);
      return order.descending ? sorted.reverse() : sorted;
    }

    it("finds what matches, in order, whichever way it goes", async () => {
      await fc.assert(
        fc.asyncProperty(
          anyFilter,
          fc.constantFrom(...JOB_SORTS),
          fc.integer({ min: 1, max: JOBS }),
          small,
          async (filter, sort, limit, tuning) => {
            const resolved = resolveFilter(filter, { now: TEST_NOW });
            const order = orderOf(sort);
            const { descending } = order;
            const search = { org: ORG, filter: resolved, order, descending, start: null, limit, tuning };
            const { jobs: found, stopped } = await searchJobs(database().db, { ...search, budgetMs: HOUR });
            expect(stopped).toBeNull();
            expect(found.map(({ source, id }) => `${source} ${id}`)).toEqual(expected(resolved, sort).slice(0, limit));
          },
        ),
        { numRuns: 200 },
      );
    }, 120_000);

    it("goes on where it was stopped, both ways", async () => {
      const filter = resolveFilter(parseFilter("-name:nothing percent:>=0").filter, { now: TEST_NOW });
      const tuning: Tuning = { few: 0, rows: 20, scattered: 20, entries: 20 };
      const page = { sort: "-created", limit: JOBS, text: "", budgetMs: 0, tuning } as const;
      const list = (cursor: string | null) => listJobs(database().db, ORG, filter, { ...page, cursor });
      const found: JobRow[] = [];
      let [cursor, stops]: [string | null, number] = [null, 0];
      let last: Awaited<ReturnType<typeof list>>;
      do {
        last = await list(cursor);
        found.push(...last.items);
        cursor = last.nextCursor;
        if (last.stopped === null) continue;
        stops++;
        expect(last.stopped).toMatchObject({
          looked: 40,
          advice: expect.stringContaining("add state, agent, source"),
        });
        expect(cursor).not.toBeNull();
      } while (cursor !== null);
      const all = expected(filter, "-created");
      expect(found.map(({ source, id }) => `${source} ${id}`)).toEqual(all);
      expect(stops).toBe(Math.floor(JOBS / 40));
      const back = [last.items];
      while (last.previousCursor !== null) {
        last = await list(last.previousCursor);
        back.unshift(last.items);
      }
      // The page before the second is answered as the first, and holds more than the way back has left out.
      const seen = new Set(back.flat().map(({ source, id }) => `${source} ${id}`));
      expect([...seen]).toEqual(all);
    });
  });
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
