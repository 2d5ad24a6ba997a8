import { beforeAll, describe, expect, it } from "vitest";
import { DOCUMENTED_STATUSES } from "../../../lib/dialects/ai-connect/status.ts";
import { type OneJob, oneJobSchema } from "../../../lib/dialects/ai-connect/wire.ts";
import type { JobRow } from "../../../lib/jobs/model.ts";
import { JOB_STATES, type JobState } from "../../../lib/jobs/state.ts";
import { storeJob } from "../seed.ts";
import { inFuture, ORG, startAiConnectServer } from "./ai-connect-server.ts";

const { server, known, ask, problem, create, ends, list, ids } = startAiConnectServer();

describe("AI Connect's lists, with jobs in every state", () => {
  const AT = "2020-01-01T00:00:00.000Z";
  const of = (state: JobState) => jobs.get(state)?.id ?? expect.fail(`no job is ${state}`);
  const jobs = new Map<JobState, JobRow>();
  const minute = (at: number) => new Date(Date.parse(AT) + at * 60_000).toISOString();
  /** Only the jobs of this block. */
  const within = (query: string) => `?created_at_lte=2021-01-01&${query}`;

  beforeAll(async () => {
    const { store } = server().app;
    for (const [place, state] of JOB_STATES.entries()) {
      if (state === "Unknown") continue;
      jobs.set(state, await storeJob(store, state, { org: ORG, createdAt: minute(place), agentId: known.agentId }));
    }
    await storeJob(store, "Completed", { org: "default", id: "theirs", createdAt: AT });
    await create({ scheduled_at: inFuture(1) });
  });

  it.each(DOCUMENTED_STATUSES)("filters by %s in either case, and only that", async (status) => {
    for (const written of [status, status.toLowerCase()]) {
      const { data, meta } = await list(`?status=${written}&limit=200`);
      expect(data.every(({ job_status }) => job_status === status)).toBe(true);
      expect(meta).toMatchObject({ count: data.length, total: data.length });
      expect(data.length).toBeGreaterThan(0);
    }
  });

  it("filters by time of making, job type and channel", async () => {
    expect(await ids(within("status=failed"))).toEqual([of("Failed")]);
    expect(await ids(`?created_at_gte=${minute(1)}&created_at_lte=${minute(2)}&sort=created_at:asc`)).toEqual([
      ...[of("Queued"), of("Executing")],
    ]);
    expect((await list(within("job_type_id=daily-report"))).meta.total).toBe(8);
    expect((await list(within("job_type_id=none"))).meta.total).toBe(0);
    expect((await list(within("channel_code=console"))).meta.total).toBe(8);
    expect((await list(within("channel_code=C123456"))).meta.total).toBe(0);
    const ours = await list("?channel_code=C123456&limit=200");
    expect(ours.meta.total).toBeGreaterThan(0);
    expect(ours.data.every(({ channel_code }) => channel_code === "C123456")).toBe(true);
  });

  it.each(["params", "config"])("leaves out long %s, which a job's details have", async (name) => {
    const long = { start_prompt: "x".repeat(200_000) };
    const { job_id: id } = await create({ [name]: long });
    const [listed] = (await list("?limit=1")).data;
    expect(listed).toMatchObject({ job_id: id, [name]: {}, channel_code: "C123456" });
    expect(oneJobSchema.parse((await ask<OneJob>(`/${id}`)).body).data).toMatchObject({ [name]: long });
  });

  it("filters and sorts by the time that was asked for, also of jobs that have begun", async () => {
    const times = [5, 3, 4].map((year) => `200${year}-06-01T00:00:00.000Z`);
    const made: string[] = [];
    for (const at of times) made.push((await create({ scheduled_at: at })).job_id);
    for (const id of made) await ends(id);
    const [five, three, four] = made;
    const all = "scheduled_at_gte=2003-01-01&scheduled_at_lte=2006-01-01";
    expect(await ids(`?${all}&sort=scheduled_at:asc`)).toEqual([three, four, five]);
    expect(await ids(`?${all}&sort=scheduled_at:desc`)).toEqual([five, four, three]);
    expect(await ids(`?scheduled_at=${times[2]}`)).toEqual([four]);
    expect(await ids(`?scheduled_at=${times[2]}&scheduled_at_lte=2003-12-31`)).toEqual([]);
    // What has no such time comes last, either way.
    const total = (await list("?limit=1")).meta.total;
    for (const direction of ["asc", "desc"]) {
      const { data } = await list(`?sort=scheduled_at:${direction}&offset=${total - 1}`);
      expect(data).toMatchObject([{ scheduled_at: null }]);
    }
  });

  it("pages, and says where it is", async () => {
    const whole = await ids(within("sort=job_id:asc"));
    expect(whole).toEqual([...jobs.values()].map(({ id }) => id));
    const paged: string[] = [];
    for (let offset = 0; offset < 10; offset += 3) {
      const { data, meta } = await list(within(`sort=job_id:ASC&limit=3&offset=${offset}`));
      expect(meta).toEqual({
        ...{ org_id: ORG, count: data.length, limit: 3, offset, total: 8 },
        sort: [{ field: "job_id", direction: "asc" }],
      });
      paged.push(...data.map(({ job_id }) => job_id));
    }
    expect(paged).toEqual(whole);
    expect((await list("?offset=999999999999999")).data).toEqual([]);
    expect((await list(within("sort=updated_at:desc,created_at"))).meta.sort).toEqual([
      { field: "updated_at", direction: "desc" },
      { field: "created_at", direction: "asc" },
    ]);
  });

  it("counts by status when asked to, whatever status is listed", async () => {
    expect((await list("?limit=1")).meta.stats).toBeUndefined();
    const { data, meta } = await list(within("include=stats&limit=1&status=failed"));
    expect(data).toHaveLength(1);
    expect(meta.stats).toEqual({
      status: { waiting: 1, scheduled: 0, running: 4, completed: 1, failed: 1, canceled: 1 },
    });
    const nothing = await list("?include=stats&job_type_id=none");
    expect(Object.values(nothing.meta.stats?.status ?? {})).toEqual([0, 0, 0, 0, 0, 0]);
    const { total, stats } = (await list("?include=stats&limit=1")).meta;
    expect(Object.values(stats?.status ?? {}).reduce((sum, count) => sum + count, 0)).toBe(total);
  });

  it.each([
    ["status", "DONE"],
    ["status", ""],
    ["status", "FAILED&status=RUNNING"],
    ["scheduled_at", "soon"],
    ["scheduled_at_gte", "2026-13-01"],
    ["scheduled_at_lte", "0000-01-01"],
    ["created_at_gte", "1"],
    ["created_at_lte", "99999-01-01"],
    ["job_type_id", ""],
    ["channel_code", "x".repeat(201)],
    ["limit", "0"],
    ["limit", "201"],
    ["limit", "ten"],
    ["offset", "-1"],
    ["sort", "created_at:down"],
    ["sort", "params:asc"],
    ["sort", "created_at:asc:desc"],
    ["sort", "created_at,created_at"],
    ["include", "all"],
    ["channel_code", "%00"],
  ])("refuses %s=%.40s and names what is wrong", async (name, value) => {
    expect(await problem(`?${name}=${value}`)).toMatchObject({
      ...{ status: 400, error: "BAD_REQUEST", message: expect.stringContaining(`${name}: `) },
    });
  });

  it("takes parameters that it does not know for nothing", async () => {
    expect((await list(within("colour=red"))).meta.total).toBe(8);
  });

  it("serves jobs that were made otherwise", async () => {
    const { data } = oneJobSchema.parse((await ask<OneJob>(`/${of("Failed")}`)).body);
    expect(data).toMatchObject({
      ...{ job_status: "FAILED", channel_code: "console", job_type_id: "daily-report", scheduled_at: null },
      ...{ target_channel: null, tasks: [], params: {} },
    });
  });

  it("refuses to cancel what has ended", async () => {
    for (const state of ["Completed", "Failed", "Cancelled"] as const) {
      expect(await problem(`/${of(state)}`, "DELETE")).toMatchObject({ status: 409, error: "CONFLICT" });
    }
  });

  it("says that a job is another organisation's, and nothing more", async () => {
    for (const method of ["GET", "DELETE"]) {
      const { message, ...refused } = await problem("/theirs", method);
      expect(refused).toEqual({ status: 403, error: "FORBIDDEN" });
      expect(message).toBe("Job theirs belongs to another organisation.");
      for (const id of ["none", "9".repeat(300), "%EF%BF%BD", "'; drop table job; --", "..%2f..%2fjobs"]) {
        expect((await problem(`/${id}`, method)).status).toBe(404);
      }
      expect(await problem("/%20", method)).toMatchObject({ status: 400, message: expect.stringContaining("id: ") });
    }
  });
});
