import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { anyFilter, anyJob, TEST_NOW } from "../../lib/jobs/filter/arbitraries.ts";
import { matchesFilter } from "../../lib/jobs/filter/match.ts";
import { parseFilter } from "../../lib/jobs/filter/parse.ts";
import { resolveFilter } from "../../lib/jobs/filter/resolve.ts";
import type { JobRow } from "../../lib/jobs/model.ts";
import { JOB_SORTS } from "../../lib/jobs/sort.ts";
import { describeOnBothDatabases } from "../testing/databases.ts";
import { listJobs } from "./job-list.ts";
import { JOB_COLUMNS } from "./jobs.ts";

const ORG = "default";
const JOBS = 200;
const ME = { id: "ann", name: "Ann" };

describeOnBothDatabases("filters in the database", (database) => {
  let jobs: JobRow[];

  beforeAll(async () => {
    const { db } = database();
    await db.insertInto("source").values({ id: "agenty", org: ORG, kind: "agenty", name: "Agenty" }).execute();
    const made = fc.sample(anyJob, { numRuns: JOBS, seed: 3 });
    for (const [place, { version: _, ...job }] of made.entries()) {
      // The first of each id keeps it, so that filters by id find something.
      const taken = made.slice(0, place).some(({ source, id }) => source === job.source && id === job.id);
      const row = { ...job, id: taken ? `${job.id}-${place}` : job.id, org: ORG };
      await db.insertInto("job").values(row).execute();
    }
    jobs = await db.selectFrom("job").select(JOB_COLUMNS).where("org", "=", ORG).execute();
  });

  const keys = (rows: readonly JobRow[]) => rows.map(({ source, id }) => `${source}/${id}`).sort();

  it("find what they match in memory, whatever they are", async () => {
    await fc.assert(
      fc.asyncProperty(anyFilter, async (filter) => {
        const resolved = resolveFilter(filter, { now: TEST_NOW, me: ME });
        const page = { sort: "-created", cursor: null, limit: JOBS, text: "" } as const;
        const { items, stopped } = await listJobs(database().db, ORG, resolved, page);
        expect(stopped).toBeNull();
        expect(keys(items)).toEqual(keys(jobs.filter((job) => matchesFilter(resolved, job))));
      }),
      { numRuns: 250 },
    );
  }, 120_000);

  it("find the same in every order, page by page", async () => {
    await fc.assert(
      fc.asyncProperty(anyFilter, fc.constantFrom(...JOB_SORTS), async (filter, sort) => {
        const resolved = resolveFilter(filter, { now: TEST_NOW, me: ME });
        const found: JobRow[] = [];
        let cursor: string | null = null;
        do {
          const page: Awaited<ReturnType<typeof listJobs>> = await listJobs(database().db, ORG, resolved, {
            sort,
            cursor,
            limit: 17,
            text: "",
          });
          found.push(...page.items);
          cursor = page.nextCursor;
        } while (cursor !== null);
        const matching = jobs.filter((job) => matchesFilter(resolved, job) && isSortedBy(job, sort));
        expect(keys(found)).toEqual(keys(matching));
      }),
      { numRuns: 60 },
    );
  }, 120_000);

  it.each([
    "100%",
    "a_b",
    "a\\\\b",
    '"say \\"hi\\""',
    "ÉTÉ",
    "🔥",
    "'; drop table job; --",
    "(a+)+$",
    "name:/x/",
    "x".repeat(2000),
    "created:>1900-01-01",
    "created:<2999-12-31",
    "duration:>9999d",
    "priority:1000000000",
  ])("take %j literally", async (text) => {
    const { filter, problems } = parseFilter(text);
    expect(problems).toEqual([]);
    const resolved = resolveFilter(filter, { now: TEST_NOW });
    const page = { sort: "-created", cursor: null, limit: JOBS, text } as const;
    const { items } = await listJobs(database().db, ORG, resolved, page);
    expect(keys(items)).toEqual(keys(jobs.filter((job) => matchesFilter(resolved, job))));
  });
});

function isSortedBy(job: JobRow, sort: (typeof JOB_SORTS)[number]): boolean {
  if (sort.endsWith("created")) return true;
  if (sort.endsWith("ended")) return job.endedAt !== null;
  if (sort.endsWith("duration")) return job.endedAt !== null && job.startedAt !== null;
  return job.queuedAt !== null && (job.startedAt ?? job.endedAt) !== null;
}
