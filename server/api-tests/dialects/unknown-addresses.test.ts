import { describe, expect, it } from "vitest";
import { errorSchema as agenty } from "../../../lib/dialects/agenty/wire.ts";
import { errorSchema as aiConnect } from "../../../lib/dialects/ai-connect/wire.ts";
import { errorSchema as cluedin } from "../../../lib/dialects/cluedin/wire.ts";
import { errorSchema as sentimatrix } from "../../../lib/dialects/sentimatrix/wire.ts";
import { startApiServer } from "../api-server.ts";

const server = startApiServer();

const FORMS = {
  Agenty: [agenty, "/v2", "/v2/agents", "/v2/jobs/1/none", "/v2/jobs/1/logs/none"],
  "AI Connect": [aiConnect, "/services", "/services/none", "/services/agent-jobs/1/none"],
  Sentimatrix: [
    sentimatrix,
    ...["/api/v1", "/api/v1/none", "/api/v1/jobs/1/none", "/api/v1/jobs/1/logs/none", "/api/v1/jobs/1/ws/none"],
    ...["/api/v1/projects", "/api/v1/projects/1", "/api/v1/projects/1/jobs/1"],
  ],
  CluedIn: [cluedin, "/api/v1/jobs/executing/1", "/api/v1/jobrun/1/none"],
} as const;

describe.each(Object.entries(FORMS))("below the addresses of %s", (_, [form, ...paths]) => {
  it.each(paths)("answers 404 in its form at %s, whatever the method and whoever asks", async (path) => {
    for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"]) {
      for (const as of ["nobody", "token"] as const) {
        const { status, body, headers } = await server().call<unknown>(path, { method, as });
        expect(status, method).toBe(404);
        expect(form.strict().parse(body)).toEqual(body);
        expect(headers.get("access-control-allow-origin")).toBe("*");
        expect(headers.get("x-request-id")).toMatch(/\S/);
      }
    }
  });
});

it("keeps the form of the console everywhere else", async () => {
  for (const path of ["/api", "/api/v2", "/api/v1x"]) {
    const { status, body } = await server().call(path);
    expect({ status, code: body.error.code }).toEqual({ status: 404, code: "NOT_FOUND" });
  }
});
