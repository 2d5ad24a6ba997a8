import { sql } from "kysely";
import { beforeAll, expect, it } from "vitest";
import { matchesFilter } from "../../lib/jobs/filter/match.ts";
import type { ResolvedFilter } from "../../lib/jobs/filter/model.ts";
import { parseFilter } from "../../lib/jobs/filter/parse.ts";
import { resolveFilter } from "../../lib/jobs/filter/resolve.ts";
import type { JobRow } from "../../lib/jobs/model.ts";
import { describeOnBothDatabases } from "../testing/databases.ts";
import { groupFailures } from "./failures.ts";
import { insertJob } from "./jobs.ts";
import { Store } from "./write.ts";

const ORG = "default";
const NOON = Date.UTC(2026, 10, 20, 12);
const MINUTE_MS = 60_000;
const at = (minutes: number) => new Date(NOON + minutes * MINUTE_MS).toISOString();
const filterOf = (q: string): ResolvedFilter => resolveFilter(parseFilter(q).filter, { now: NOON });
const KINDS = ["timed out after <n> ms", "<n> at <url>", "disk full", null] as const;

describeOnBothDatabases("failures, grouped", (database) => {
  let store: Store;
  const jobs: JobRow[] = [];
  const group = (q = "", period: { from?: number; to?: number; budgetMs?: number } = {}) => {
    const { from = -60, to = 0, budgetMs = 60_000 } = period;
    return groupFailures(store.db, ORG, filterOf(q), { from: at(from), to: at(to), buckets: 6, budgetMs });
  };

  beforeAll(async () => {
    store = new Store(database().db);
    await store.write(async (tx) => {
      // One job a minute over four hours, every second of them failed.
      for (let place = 0; place < 240; place++) {
        const state = place % 2 === 0 ? "Failed" : "Completed";
        const kind = KINDS[Math.floor(Math.sqrt(place)) % KINDS.length] ?? null;
        const agent = place % 9;
        jobs.push(
          await insertJob(tx, {
            org: ORG,
            source: "local",
            id: String(1000 + place),
            agentId: agent === 8 ? null : `a${agent}`,
            agentName: agent === 8 ? null : `Agent ${agent}`,
            name: `job ${place}`,
            type: "scraping",
            state,
            rawStatus: state,
            trigger: "manual",
            createdAt: at(place - 241),
            startedAt: at(place - 241),
            endedAt: at(place - 240),
            error: state === "Failed" && kind !== null ? `${kind} (${place})` : null,
            errorFingerprint: state === "Failed" ? kind : null,
          }),
        );
      }
    });
  });

  /** The groups by their definition. */
  function expected(q: string, from: number, to: number) {
    const filter = filterOf(q);
    const failed = jobs.filter((job) => job.state === "Failed");
    const inPeriod = failed.filter(({ endedAt }) => endedAt !== null && endedAt >= at(from) && endedAt < at(to));
    const found = inPeriod.filter((job) => matchesFilter(filter, job));
    return KINDS.flatMap((kind) => {
      const all = failed.filter(({ errorFingerprint }) => errorFingerprint === kind);
      const own = found.filter(({ errorFingerprint }) => errorFingerprint === kind);
      const [first, last] = [all.at(0), own.at(-1)];
      if (first === undefined || last === undefined) return [];
      const agents = new Map<string, number>();
      for (const { agentName } of own) if (agentName !== null) agents.set(agentName, (agents.get(agentName) ?? 0) + 1);
      const buckets = Array<number>(6).fill(0);
      for (const { endedAt } of own) {
        const place = Math.floor(((Date.parse(endedAt ?? "") - Date.parse(at(from))) / ((to - from) * MINUTE_MS)) * 6);
        buckets[place] = (buckets[place] ?? 0) + 1;
      }
      return {
        fingerprint: kind,
        error: last.error,
        count: own.length,
        firstSeenAt: first.endedAt,
        lastSeenAt: last.endedAt,
        latest: { source: last.source, id: last.id },
        agents,
        buckets,
      };
    });
  }

  it.each([
    ["", -60, 0],
    ["", -240, 0],
    ["state:failed", -240, -30],
    ["-state:completed", -240, -30],
    ["state:completed", -240, 0],
    ["agent:a3,a8", -240, 0],
    ['-agent:"Agent 1"', -120, 0],
    ['"disk full"', -240, 0],
    ["created:>2026-11-20T11:30Z", -240, 0],
    ["disk timed", -240, 0],
  ])("counts those of %j from %i to %i minutes", async (q, from, to) => {
    const found = await group(q, { from, to });
    const groups = found.groups.map(({ agents, otherAgents, ...rest }) => rest);
    const wanted = expected(q, from, to);
    expect(groups).toHaveLength(wanted.length);
    expect(groups).toEqual(expect.arrayContaining(wanted.map(({ agents, ...rest }) => rest)));
    expect(found.failures).toBe(wanted.reduce((sum, { count }) => sum + count, 0));
    expect(found).toMatchObject({ otherGroups: 0, countedFrom: null });
    for (const { fingerprint, agents, otherAgents } of found.groups) {
      const all = wanted.find((each) => each.fingerprint === fingerprint)?.agents ?? new Map();
      expect(agents).toHaveLength(Math.min(5, all.size));
      expect(otherAgents).toBe(Math.max(0, all.size - 5));
      for (const { value, count } of agents) expect(all.get(value)).toBe(count);
      const least = Math.min(...agents.map(({ count }) => count));
      const shown = new Set(agents.map(({ value }) => value));
      for (const [agent, count] of all) if (!shown.has(agent)) expect(count).toBeLessThanOrEqual(least);
    }
  });

  it("puts the largest group first", async () => {
    const { groups } = await group("", { from: -240 });
    const counts = groups.map(({ count }) => count);
    expect(counts).toEqual(counts.toSorted((one, other) => other - one));
  });

  it("is empty when nothing has failed", async () => {
    expect(await group("", { from: -1000, to: -500 })).toEqual({
      groups: [],
      failures: 0,
      otherGroups: 0,
      countedFrom: null,
    });
  });

  it("knows of no other organisation's", async () => {
    await sql`insert into org (id, name) values ('other', 'Other')`.execute(store.db);
    const other = await groupFailures(store.db, "other", filterOf(""), {
      from: at(-240),
      to: at(0),
      buckets: 6,
      budgetMs: 60_000,
    });
    expect(other.groups).toEqual([]);
  });

  it("reads from the latest back, says how far it came, and shows the fifty largest groups", async () => {
    // Ten thousand failures within an hour of an earlier day, of 100 kinds, a hundred of them in each millisecond.
    await sql`
      insert into job (source, id, org, name, type, state, raw_status, trigger, created_at, ended_at, updated_at, error,
        error_fingerprint, agent_name)
      select 'local', 'b' || n, ${ORG}, 'burst', 'scraping', 'Failed', 'Failed', 'manual', at, at, at, 'kind ' || n % 100,
        'kind ' || n % 100, 'Burst'
      from (select n, ${at(-10_000)}::timestamptz + n / 100 * interval '1 millisecond' as at
        from generate_series(0, 9999) as n) as burst`.execute(store.db);
    const period = { from: -10_010, to: -9990 };
    const whole = await group("agent:burst", period);
    expect(whole).toMatchObject({ failures: 10_000, otherGroups: 50, countedFrom: null });
    expect(whole.groups).toHaveLength(50);
    expect(whole.groups[0]).toMatchObject({ count: 100, agents: [{ value: "Burst", count: 100 }], otherAgents: 0 });

    const part = await group("agent:burst", { ...period, budgetMs: 0 });
    const countedFrom = part.countedFrom ?? "";
    const later = await sql<{ failures: number }>`
      select count(*)::int8 as failures from job where name = 'burst' and ended_at >= ${countedFrom}::timestamptz`.execute(
      store.db,
    );
    expect(part.failures).toBeGreaterThan(8000);
    expect(part.failures).toBeLessThan(10_000);
    expect(part.failures).toBe(later.rows[0]?.failures);
    expect(await group("", { ...period, budgetMs: 0 })).toMatchObject({ failures: 10_000, countedFrom: null });
  });
});
