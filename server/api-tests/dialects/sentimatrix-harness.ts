import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import type { z } from "zod";
import type { AgentDefinitionInput } from "../../../lib/api/agent-schema.ts";
import {
  cancelledSchema,
  errorSchema,
  jobDetailSchema,
  jobPageSchema,
  jobSchema,
  logsSchema,
} from "../../../lib/dialects/sentimatrix/wire.ts";
import { eventually } from "../../testing/eventually.ts";
import { makeToken, type TokenOptions } from "../../testing/make-token.ts";
import type { ApiServer } from "../api-server.ts";
import { type SampleSite, serveSample } from "./sample-site.ts";

type Detail = z.output<typeof jobDetailSchema>;

/** A program that knows nothing but Sentimatrix's document, and a project for it. */
export interface Program {
  token: string;
  site: SampleSite;
  /** Makes an agent; what is returned is what programs call it by. */
  project(given?: Partial<AgentDefinitionInput>): Promise<string>;
  /** The body of an answer, which must be of the schema and of this status. */
  ask<Schema extends z.ZodType>(schema: Schema, path: string, options?: Asked): Promise<z.output<Schema>>;
  /** An answer that is an error. */
  refused(path: string, options?: Asked): Promise<{ status: number; detail: string; code: string; headers: Headers }>;
  start(project: string, json?: unknown): Promise<z.output<typeof jobSchema>>;
  job(id: string): Promise<Detail>;
  reaches(id: string, ...statuses: Detail["status"][]): Promise<Detail>;
}

interface Asked {
  method?: string;
  json?: unknown;
  body?: string;
  headers?: Record<string, string>;
  /** Whose token; null for none. */
  token?: string | null;
  status?: number;
}

export const schemas = { cancelledSchema, jobDetailSchema, jobPageSchema, jobSchema, logsSchema };

/** To be called before the first test. */
export async function startProgram(server: ApiServer, options: TokenOptions = {}): Promise<Program> {
  const token = await makeToken(server.app.store, options);
  const site = serveSample(server.gateway);
  const call = (path: string, { token: other, status: _, ...asked }: Asked) => {
    const bearer = other === undefined ? token : other;
    const authorization = bearer === null ? {} : { authorization: `Bearer ${bearer}` };
    return server.call<unknown>(path, { ...asked, as: "nobody", headers: { ...authorization, ...asked.headers } });
  };
  const program: Program = {
    token,
    site,
    async project(given = {}) {
      const name = randomUUID();
      const slug = `proj_${name}`;
      const json = {
        ...{ type: "scraping", name, itemSelector: "li", fields: [{ name: "name", selector: "b" }] },
        ...{ request: { delayMs: 0 }, ...(given.type === "crawling" ? {} : { urls: ["/sample/a"] }), ...given, slug },
      };
      const { status, body } = await server.call("/api/agents", { json });
      expect(status, JSON.stringify(body)).toBe(201);
      return slug;
    },
    async ask(schema, path, asked = {}) {
      const { status, body } = await call(path, asked);
      expect(status, JSON.stringify(body)).toBe(asked.status ?? 200);
      const parsed = schema.parse(body);
      expect(body).toEqual(parsed);
      return parsed;
    },
    async refused(path, asked = {}) {
      const { status, body, headers } = await call(path, asked);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(body).toEqual(errorSchema.parse(body));
      return { status, headers, ...errorSchema.parse(body) };
    },
    start: (project, json = {}) => program.ask(jobSchema, `/api/v1/projects/${project}/jobs`, { json, status: 201 }),
    job: (id) => program.ask(jobDetailSchema, `/api/v1/jobs/${id}`),
    reaches: (id, ...statuses) =>
      eventually(`job ${id} to be ${statuses.join(" or ")}`, async () => {
        const job = await program.job(id);
        return statuses.includes(job.status) && job;
      }),
  };
  return program;
}
