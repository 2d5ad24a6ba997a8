import { z } from "zod";
import { savedViewAnswer } from "../../../../lib/api/answers/views.ts";
import { savedViewBodySchema } from "../../../../lib/api/schemas.ts";
import { methods, route } from "../../../../server/http/route.ts";
import { noContent } from "../../../../server/openapi/answer.ts";

const params = z.object({ id: z.string().describe("The id of the view.") });
const query = z.strictObject({});

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  PUT: route(
    async ({ app, principal, params, body }) => ({
      view: await app.services.views.update(principal, params.id, body),
    }),
    {
      tag: "Views and preferences",
      summary: "Replace all of a view",
      params,
      query,
      body: savedViewBodySchema,
      answer: savedViewAnswer,
      errors: ["CONFLICT"],
    },
  ),
  DELETE: route(({ app, principal, params }) => app.services.views.remove(principal, params.id), {
    tag: "Views and preferences",
    summary: "Take a view away",
    params,
    query,
    answer: noContent,
  }),
});
