import { describe, expect, it } from "vitest";
import type { Summary } from "../../lib/api/types.ts";
import { startApiServer } from "./api-server.ts";
import { loadRoutes, OPEN_ROUTES, pathOf } from "./route-table.ts";

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

const routes = (await loadRoutes()).filter(({ isDialect }) => !isDialect);
const server = startApiServer();

describe("who may ask", () => {
  it.each(routes.filter(({ pattern }) => !OPEN_ROUTES.includes(pattern)))(
    "needs credentials at $pattern",
    async (entry) => {
      const path = pathOf(entry);
      const allowed: string[] = [];
      for (const method of METHODS) {
        const answer = await server().call(path, { method, as: "nobody" });
        if (answer.status !== 405) allowed.push(method);
        expect(answer.status, `${method} ${path}`).toBeOneOf([401, 405]);
        if (method !== "HEAD") expect(answer.body.error.code).toBeOneOf(["UNAUTHENTICATED", "METHOD_NOT_ALLOWED"]);
        expect(answer.headers.get("content-type")).toBe("application/json");
      }
      const refused = await server().call(path, { method: "PATCH", as: "nobody" });
      expect(refused.headers.get("allow")).toBe([...allowed, "OPTIONS"].join(", "));
    },
  );

  it("asks for credentials before it looks at anything else", async () => {
    for (const path of ["/api/jobs?limit=x", "/api/jobs/local/none", "/api/agents/none"]) {
      expect((await server().call(path, { as: "nobody" })).status).toBe(401);
    }
    const create = await server().call("/api/agents", { method: "POST", body: "{", as: "nobody" });
    expect(create.status).toBe(401);
  });

  it.each([
    ["a wrong token", { authorization: "Bearer token-of-the-api-testz" }],
    ["an empty token", { authorization: "Bearer " }],
    ["another scheme", { authorization: "Basic dG9rZW4=" }],
    ["a forged session", { cookie: "watchfloor.session_token=abc.def" }],
  ])("refuses %s", async (_, headers) => {
    const answer = await server().call("/api/summary", { as: "nobody", headers });
    expect(answer.status).toBe(401);
    expect(answer.body.error).toMatchObject({ code: "UNAUTHENTICATED" });
    expect(answer.body.error.requestId).toBe(answer.headers.get("x-request-id"));
  });

  it("lets in the bearer of the token and who has a session", async () => {
    for (const as of ["token", "person"] as const) {
      const answer = await server().call<Summary>("/api/summary", { as });
      expect(answer.status).toBe(200);
      expect(answer.headers.get("cache-control")).toBe("no-store");
    }
  });

  it("refuses what another site asks a signed-in browser to do, but not what an API client does", async () => {
    const options = { method: "POST", headers: { "sec-fetch-site": "cross-site", origin: "https://evil.example" } };
    const path = "/api/jobs/local/none/cancel";
    expect((await server().call(path, { ...options, as: "person" })).body.error.code).toBe("FORBIDDEN");
    expect((await server().call(path, { ...options, as: "token" })).body.error.code).toBe("NOT_FOUND");
  });
});

describe("addresses", () => {
  it.each(["/api", "/api/none", "/api/jobs/local", "/api/jobs/local/1/none", "/api/agents/1/none", "/api/Summary"])(
    "answers 404 in the form of the API at %s",
    async (path) => {
      const answer = await server().call(path);
      expect(answer.status).toBe(404);
      expect(answer.body.error).toMatchObject({ code: "NOT_FOUND", requestId: expect.any(String) });
    },
  );
});
