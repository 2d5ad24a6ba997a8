import { createDocument, type ZodOpenApiOverrideContext, type ZodOpenApiPathsObject } from "zod-openapi";
import manifest from "../../package.json" with { type: "json" };
import { type Described, operationOf } from "./operation.ts";
import { SECURITY_SCHEMES } from "./security.ts";
import { TAGS } from "./tags.ts";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

/** What a route file exports: a function a method, of which those with a contract are served. */
export type RouteModule = { readonly [Method in (typeof METHODS)[number]]?: Described };

export type OpenApiDocument = ReturnType<typeof createDocument>;

/** The OpenAPI document of route files by their addresses, as Next's folders are named: `/api/jobs/[source]/[id]`. */
export function createOpenApiDocument(routes: Readonly<Record<string, RouteModule>>): OpenApiDocument {
  const paths: ZodOpenApiPathsObject = {};
  for (const [pattern, module] of Object.entries(routes)) {
    const path = pattern.replaceAll("[", "{").replaceAll("]", "}");
    for (const method of METHODS) {
      const operation = module[method] && operationOf(module[method]);
      if (operation === undefined) continue;
      const described = { operationId: operationId(method, path), ...operation };
      paths[path] = { ...paths[path], [method.toLowerCase()]: described };
    }
  }
  const parts = Object.entries(TAGS);
  const groups = Map.groupBy(parts, ([, { api }]) => api);
  return createDocument(
    {
      openapi: "3.1.0",
      info: {
        title: "Watchfloor",
        version: manifest.version,
        description: "One live console for every job system a team runs.",
        license: { name: "MIT", identifier: "MIT" },
      },
      servers: [{ url: "/", description: "This console" }],
      tags: parts.map(([name, { description }]) => ({ name, description })),
      "x-tagGroups": [...groups].map(([name, members]) => ({ name, tags: members.map(([tag]) => tag) })),
      paths,
      components: { securitySchemes: SECURITY_SCHEMES },
    },
    { override: leaveOutSafeIntegers },
  );
}

/** `getJobsSourceId` of `GET /api/jobs/{source}/{id}`. */
function operationId(method: string, path: string): string {
  const words = path.replace(/^\/api\//, "/").match(/[A-Za-z0-9]+/g) ?? [];
  return [method.toLowerCase(), ...words.map((word) => word.charAt(0).toUpperCase() + word.slice(1))].join("");
}

/** That a whole number is one that a double holds exactly goes without saying. */
function leaveOutSafeIntegers({ jsonSchema }: ZodOpenApiOverrideContext): void {
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
}
