import { z } from "zod";
import { savedViewAnswer, savedViewPage } from "../../../lib/api/answers/views.ts";
import { savedViewBodySchema } from "../../../lib/api/schemas.ts";
import { methods, route } from "../../../server/http/route.ts";

const query = z.strictObject({});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  GET: route(({ app, principal }) => app.services.views.list(principal), {
    tag: "Views and preferences",
    summary: "Saved views by name",
    query,
    answer: savedViewPage,
  }),
  POST: route(async ({ app, principal, body }) => ({ view: await app.services.views.create(principal, body) }), {
    tag: "Views and preferences",
    summary: "Save a view",
    query,
    body: savedViewBodySchema,
    answer: savedViewAnswer,
    status: 201,
    errors: ["CONFLICT"],
  }),
});
