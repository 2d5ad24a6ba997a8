import { beforeAll, expect } from "vitest";
import { agentDefinitionSchema } from "../../../lib/api/agent-schema.ts";
import {
  type CreatedJob,
  createdJobSchema,
  errorSchema,
  type JobList,
  jobListSchema,
  type OneJob,
  oneJobSchema,
} from "../../../lib/dialects/ai-connect/wire.ts";
import type { Principal } from "../../auth/principal.ts";
import { eventually } from "../../testing/eventually.ts";
import { makeToken } from "../../testing/make-token.ts";
import { startApiServer } from "../api-server.ts";

export const PATH = "/services/agent-jobs";
/** The organisation of the document's examples. */
export const ORG = "org123";
export const ALL_TASKS = { after: 0, limit: 100, states: [] };

/** Who the token is. */
export const PRINCIPAL: Principal = {
  ...{ kind: "token" as const, id: "tests", name: "Tests", org: ORG },
  scopes: ["services:read", "services:write"],
};

/** A body of a creation, with some fields as given. */
export function order(some: Record<string, unknown> = {}) {
  return {
    target_channel: { org_id: ORG, platform: "slack", type: "channel", code: "C123456", data: { team_id: "T1" } },
    job_type_id: "daily-report",
    config: {},
    params: {},
    ...some,
  };
}

export function inFuture(hours: number): string {
  return new Date(Date.now() + hours * 3_600_000).toISOString();
}

/** The application with job types of the document's organisation: `daily-report`, `stumbling`, `off` and `by-params`. */
export function startAiConnectServer() {
  const server = startApiServer();
  const known = { bearer: {} as Record<string, string>, reader: {} as Record<string, string>, agentId: "" };

  const ask = async <Body>(path: string, method = "GET", json?: unknown, headers = known.bearer) => {
    const options = { as: "nobody", method, headers, ...(json === undefined ? {} : { json }) } as const;
    return await server().call<Body>(`${PATH}${path}`, options);
  };
  const list = async (query: string) => jobListSchema.parse((await ask<JobList>(query)).body);

  beforeAll(async () => {
    const { app, serve } = server();
    known.bearer = { authorization: `Bearer ${await makeToken(app.store, { org: ORG })}` };
    known.reader = {
      authorization: `Bearer ${await makeToken(app.store, { org: ORG, scopes: ["services:read"] })}`,
    };
    const page = (html: string) => new Response(html, { headers: { "content-type": "text/html" } });
    serve("/sample/report", async () => page("<h1>Report</h1>"));
    let left = 1;
    serve("/sample/stumbles", async () =>
      left-- > 0 ? new Response("busy", { status: 503 }) : page("<h1>At last</h1>"),
    );
    const make = async (slug: string, urls: string[], more = {}) =>
      await app.services.agents.create(
        PRINCIPAL,
        agentDefinitionSchema.parse({
          ...{ type: "scraping", name: slug, slug, urls, fields: [{ name: "title", selector: "h1" }] },
          ...{ request: { delayMs: 0 }, concurrency: 8, ...more },
        }),
      );
    known.agentId = (await make("daily-report", ["/sample/report"])).id;
    await make("stumbling", ["/sample/stumbles"]);
    await make("off", ["/sample/report"], { enabled: false });
    await make("by-params", ["/sample/report?of={{report_type}}"]);
  });

  return {
    server,
    /** Headers of tokens that may write, and only read; the id of `daily-report`. Filled before the first test. */
    known,
    ask,
    list,
    ids: async (query: string) => (await list(query)).data.map(({ job_id }) => job_id),
    async problem(...asked: Parameters<typeof ask>) {
      const { status, body } = await ask<unknown>(...asked);
      return { status, ...errorSchema.parse(body) };
    },
    async create(some: Record<string, unknown> = {}, query = "") {
      const { status, body } = await ask<CreatedJob>(query, "POST", order(some));
      expect(status).toBe(201);
      return createdJobSchema.parse(body).data;
    },
    ends: (id: string) =>
      eventually(`job ${id} to end`, async () => {
        const { body } = await ask<OneJob>(`/${id}`);
        return ["COMPLETED", "FAILED", "CANCELED"].includes(body.data.job_status) && oneJobSchema.parse(body).data;
      }),
  };
}
