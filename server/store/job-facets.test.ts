import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { anyFilter } from "../../lib/jobs/filter/arbitraries.ts";
import { matchesFilter } from "../../lib/jobs/filter/match.ts";
import type { ResolvedFilter } from "../../lib/jobs/filter/model.ts";
import { parseFilter } from "../../lib/jobs/filter/parse.ts";
import { resolveFilter } from "../../lib/jobs/filter/resolve.ts";
import type { JobRow } from "../../lib/jobs/model.ts";
import { seedStore } from "../seed/seed-store.ts";
import { describeOnBothDatabases } from "../testing/databases.ts";
import { readFilterValues } from "./filter-values.ts";
import { readFacets } from "./job-facets.ts";
import { bucketLength, readHistogram } from "./job-histogram.ts";
import { JOB_COLUMNS } from "./jobs.ts";

const ORG = "default";
const NOW = Date.UTC(2026, 10, 20, 10);
const AGES = 60_000;

describeOnBothDatabases("facets", (database) => {
  let jobs: JobRow[];
  beforeAll(async () => {
    await seedStore(database().db, { jobs: 1500, days: 4, seed: "facets", now: NOW });
    jobs = await database().db.selectFrom("job").select(JOB_COLUMNS).execute();
  });

  const read = (text: string): ResolvedFilter => resolveFilter(parseFilter(text).filter, { now: NOW });
  const without = (filter: ResolvedFilter, key: string): ResolvedFilter => ({
    ...filter,
    terms: filter.terms.filter((term) => term.kind !== "choice" || term.key !== key),
  });
  const countBy = (filter: ResolvedFilter, value: (job: JobRow) => string) => {
    const counts: Record<string, number> = {};
    for (const job of jobs) if (matchesFilter(filter, job)) counts[value(job)] = (counts[value(job)] ?? 0) + 1;
    return counts;
  };
  const asRecord = (values: { value: string; count: number }[]) =>
    Object.fromEntries(values.filter(({ count }) => count > 0).map(({ value, count }) => [value, count]));

  async function countRight(filter: ResolvedFilter): Promise<void> {
    const facets = await readFacets(database().db, ORG, filter, AGES);
    expect(facets.counted).toEqual({ capped: false, since: null });
    expect(facets.total).toBe(jobs.filter((job) => matchesFilter(filter, job)).length);
    expect(asRecord(facets.states)).toEqual(countBy(without(filter, "state"), (job) => job.state));
    expect(asRecord(facets.sources)).toEqual(countBy(without(filter, "source"), (job) => job.source));
    expect(asRecord(facets.agents)).toEqual(countBy(without(filter, "agent"), (job) => job.agentName ?? ""));
  }

  it.each([
    "",
    "state:failed",
    "-state:completed source:local,agenty",
    "agent:books-catalogue state:failed,executing",
    "-agent:books-catalogue,prices-nightly -source:local",
    "created:>-24h",
    "error:timed state:failed",
    "duration:>1m source:local -state:failed",
  ])("count what matches %j and its alternatives", async (text) => {
    await countRight(read(text));
  });

  it("count right whatever the filter", async () => {
    await fc.assert(
      fc.asyncProperty(anyFilter, (filter) => countRight(resolveFilter(filter, { now: NOW }))),
      { numRuns: 40 },
    );
  }, 120_000);

  it("say from when on they count when they stop early", async () => {
    const filter = read("-tag:nothing");
    const { total, counted } = await readFacets(database().db, ORG, filter, AGES);
    expect({ total, counted }).toEqual({ total: 1500, counted: { capped: false, since: null } });
  });

  describe("with a histogram", () => {
    it.each([
      "",
      "created:>-2h",
      "created:2026-11-19",
      "created:<2026-11-18 state:failed",
      "created:>-1m",
      "error:timed",
    ])("count %j by time", async (text) => {
      const filter = read(text);
      const { from, to, bucketMs, buckets, countedFrom } = await readHistogram(database().db, ORG, filter, AGES);
      expect(countedFrom).toBeNull();
      expect(buckets.length).toBeGreaterThan(0);
      expect(buckets.length).toBeLessThanOrEqual(73);
      const start = Date.parse(from);
      expect(start % bucketMs).toBe(0);
      for (const [place, bucket] of buckets.entries()) {
        const begin = start + place * bucketMs;
        const within = jobs.filter((job) => {
          const at = Date.parse(job.createdAt);
          const inRange = text.includes("created") || at >= NOW - 24 * 3_600_000;
          return inRange && at >= begin && at < begin + bucketMs && at < Date.parse(to) && matchesFilter(filter, job);
        });
        expect(bucket.failed).toBe(within.filter((job) => job.state === "Failed").length);
        expect(bucket.completed).toBe(within.filter((job) => job.state === "Completed").length);
        expect(bucket.completed + bucket.failed + bucket.cancelled + bucket.other).toBe(within.length);
      }
    });
  });

  it("propose values with their counts", async () => {
    const { values, of } = await readFilterValues(database().db, ORG, "trigger");
    expect(of).toBe(1500);
    expect(asRecord(values)).toEqual(countBy(read(""), (job) => job.trigger ?? ""));
    const tags = await readFilterValues(database().db, ORG, "tag");
    for (const { value, count } of tags.values) {
      expect(count).toBe(jobs.filter((job) => job.tags.includes(value)).length);
    }
    expect((await readFilterValues(database().db, "other", "name")).values).toEqual([]);
  });
});

it("makes buckets of a round length, some sixty of them", () => {
  fc.assert(
    fc.property(fc.integer({ min: 60_000, max: 20 * 365 * 86_400_000 }), (range) => {
      const amount = range / bucketLength(range);
      expect(amount).toBeLessThanOrEqual(72);
      expect(amount).toBeGreaterThan(2);
    }),
  );
});
