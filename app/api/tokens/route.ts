import { z } from "zod";
import { apiTokenPage, newApiToken } from "../../../lib/api/answers/tokens.ts";
import { apiTokenBodySchema } from "../../../lib/api/schemas.ts";
import { methods, route } from "../../../server/http/route.ts";

const query = z.strictObject({});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(({ app, principal }) => app.services.tokens.list(principal), {
    tag: "API tokens",
    summary: "All tokens of the organisation, without their secrets",
    description: "Only for people who are signed in, not for tokens.",
    query,
    answer: apiTokenPage,
  }),
  POST: route(({ app, principal, body }) => app.services.tokens.create(principal, body), {
    tag: "API tokens",
    summary: "Make a token",
    description: "Only for people who are signed in, not for tokens.",
    query,
    body: apiTokenBodySchema,
    answer: newApiToken,
    status: 201,
    errors: ["CONFLICT"],
  }),
});
