import { expect, it } from "vitest";
import { exampleOf } from "./example.ts";
import type { OpenApiDocument } from "./openapi.ts";
import { readReference, readTypes } from "./reference-model.ts";

const row = { $ref: "#/components/schemas/Row" };
const document: OpenApiDocument = {
  openapi: "3.1.0",
  info: { title: "Test", version: "1" },
  tags: [{ name: "Jobs", description: "Lists." }],
  "x-tagGroups": [{ name: "Console", tags: ["Jobs"] }],
  paths: {
    "/api/jobs/{id}": {
      get: {
        operationId: "getJob",
        tags: ["Jobs"],
        summary: "One job",
        security: [{ token: [] }, { key: [] }],
        parameters: [
          { in: "path", name: "id", required: true, schema: { type: "string" } },
          { in: "query", name: "limit", schema: { type: "integer", default: 50 } },
        ],
        responses: {
          200: { description: "A row.", content: { "application/json": { schema: row } } },
          404: { $ref: "#/components/responses/NOT_FOUND" },
        },
      },
      post: {
        operationId: "postJob",
        tags: ["Jobs"],
        security: [],
        requestBody: { content: { "application/json": { schema: row } } },
        responses: { 204: { description: "Done." } },
      },
    },
  },
  components: {
    schemas: {
      Row: {
        type: "object",
        properties: {
          name: { type: "string" },
          at: { type: "string", format: "date-time" },
          of: { $ref: "#/components/schemas/Row" },
        },
      },
    },
    responses: { NOT_FOUND: { description: "It is not there." } },
    securitySchemes: {
      token: { type: "http", scheme: "bearer" },
      key: { type: "apiKey", in: "query", name: "apikey" },
    },
  },
};

it("reads operations by part, with all that is to be known to ask", () => {
  const [api] = readReference(document, "https://console.example");
  expect(api).toMatchObject({ name: "Console", sections: [{ name: "Jobs", description: "Lists." }] });
  const [get, post] = api?.sections[0]?.operations ?? [];
  expect(get).toMatchObject({
    ...{ id: "getJob", method: "GET", path: "/api/jobs/{id}", summary: "One job", body: null },
    auth: ["Authorization: Bearer", "query: apikey"],
    parameters: [
      { title: "Address", rows: [{ name: "id", required: true }] },
      { title: "Query", rows: [{ name: "limit", fallback: "50" }] },
    ],
    answers: [
      { status: "200", bodies: [{ contentType: "application/json", type: [{ ref: "Row" }] }] },
      { status: "404", description: "It is not there.", bodies: [] },
    ],
    curl: 'curl -H "Authorization: Bearer $WATCHFLOOR_TOKEN" "https://console.example/api/jobs/{id}"',
  });
  expect(post).toMatchObject({ auth: [], body: { required: false, bodies: [{ contentType: "application/json" }] } });
  expect(post?.curl).toContain("-X POST");
  expect(post?.curl).toContain("-d '{");
});

it("reads types by name", () => {
  expect(readTypes(document)).toMatchObject([
    { name: "Row", rows: [{ name: "name" }, { name: "at" }, { name: "of" }] },
  ]);
});

it("makes examples that end, also of what holds itself", () => {
  const example = exampleOf(document, row);
  expect(example).toMatchObject({ name: "…", at: expect.stringMatching(/Z$/), of: { of: { of: { "…": "…" } } } });
});
